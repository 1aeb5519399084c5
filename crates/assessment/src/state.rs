//! What stands beside each value of a column: known, or why not. One word of 64 bits, so that columns stay compact.
//!
//! The order of kinds is the order of combination: where operands differ, the stronger kind wins, and among equals the
//! first. *Absent* exists only inside conditions; steps turn it into *unknown*. Words for people are made elsewhere.

use contract::calendar::{Date, Month};
use contract::determination::Reason;
use contract::facts::Period;
use contract::model::PeriodKey;

use crate::program::Program;

/// The state of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct State(u64);

/// The kinds of states, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Known,
    Pending,
    Unknown,
    Absent,
}

/// What several rows on one key say together: the place of the one that says it for all, and the state. Two that certainly
/// say different things disagree; else one that is not known is stronger than those that are.
pub(crate) fn agreed(
    states: impl Iterator<Item = State>,
    same: impl Fn(usize, usize) -> bool,
    disagree: State,
) -> (usize, State) {
    let mut said: Option<(usize, State)> = None;
    let mut wanting = State::KNOWN;
    for (place, state) in states.enumerate() {
        match (state.kind(), said) {
            (Kind::Known | Kind::Absent, None) => said = Some((place, state)),
            (kind @ (Kind::Known | Kind::Absent), Some((first, before))) => {
                if kind != before.kind() || kind == Kind::Known && !same(first, place) {
                    return (place, disagree);
                }
            }
            _ => wanting = wanting.and(state),
        }
    }
    match said {
        Some(said) if wanting.is_known() => said,
        _ => (0, wanting),
    }
}

const KIND_SHIFT: u32 = 60;
const BLANK: u64 = 1 << 59;
const TAG_SHIFT: u32 = 48;
const TAG_MASK: u64 = 0xff;
const SUBJECT_SHIFT: u32 = 32;

const MISSING: u64 = 1;
const MISSING_TABLE: u64 = 2;
const ABSENT: u64 = 3;
const ABSENT_TABLE: u64 = 4;
const START_NOT_SHOWN: u64 = 5;
const PARTIAL_YEAR: u64 = 6;
const NOT_YET: u64 = 7;
const NO_VALUE: u64 = 8;
const NO_VALUE_OF_WORD: u64 = 9;
const NO_CLASS: u64 = 10;
const DIVIDED_BY_ZERO: u64 = 11;
const ROWS_REFUSED: u64 = 12;
const IDENTITY: u64 = 13;
const TOO_LARGE: u64 = 14;
const ROWS_REFUSED_TABLE: u64 = 20;
const CELL_UNREAD: u64 = 21;
const CELL_UNREAD_TABLE: u64 = 22;
const ROWS_DISAGREE: u64 = 23;
const ROWS_DISAGREE_TABLE: u64 = 24;
const NO_SITE: u64 = 25;
const START_RESTATED: u64 = 30;
const HOLE: u64 = 31;
const EXIT_DAY_NOT_SHOWN: u64 = 32;
const TIE: u64 = 33;

/// Days and months of a contradiction share 48 bits: they are counted from here, which leaves room until 2258.
const PACKED_FROM: i32 = -25_567;
const PACKED_FROM_MONTH: i32 = 1900 * 12;
const PACKED_DAY_BITS: u32 = 17;
const PACKED_DAY_MASK: u64 = (1 << PACKED_DAY_BITS) - 1;
const PACKED_MONTH_MASK: u64 = (1 << 14) - 1;

/// A number in its bits; what lies outside stands at the nearest end.
const fn pack(number: i32, mask: u64) -> u64 {
    if number < 0 {
        0
    } else if number as u64 > mask {
        mask
    } else {
        number as u64
    }
}

impl State {
    pub(crate) const KNOWN: State = State(0);
    /// A number is beyond what can be computed exactly.
    pub(crate) const TOO_LARGE: State = State::new(Kind::Unknown, TOO_LARGE, 0, 0);

    const fn new(kind: Kind, tag: u64, subject: u16, payload: i32) -> State {
        let payload = u32::from_ne_bytes(payload.to_ne_bytes()) as u64;
        State((kind as u64) << KIND_SHIFT | tag << TAG_SHIFT | (subject as u64) << SUBJECT_SHIFT | payload)
    }

    /// No file covers the period of the table (its number among those that files cover).
    pub(crate) const fn missing(table: u16, period: i32) -> State {
        State::new(Kind::Unknown, MISSING, table, period)
    }

    /// No file was accepted for a table without periods.
    pub(crate) const fn missing_table(table: u16) -> State {
        State::new(Kind::Unknown, MISSING_TABLE, table, 0)
    }

    /// A covered period has no such row, or the cell is blank.
    #[inline]
    pub(crate) const fn absent(table: u16, period: Option<i32>, blank: bool) -> State {
        let State(bits) = match period {
            Some(period) => State::new(Kind::Absent, ABSENT, table, period),
            None => State::new(Kind::Absent, ABSENT_TABLE, table, 0),
        };
        State(if blank { bits | BLANK } else { bits })
    }

    /// A covered period has no such row, and rows of it were refused.
    pub(crate) const fn rows_refused(table: u16, period: i32) -> State {
        State::new(Kind::Unknown, ROWS_REFUSED, table, period)
    }

    /// A table without periods has no such row, and rows of it were refused.
    pub(crate) const fn rows_refused_table(table: u16) -> State {
        State::new(Kind::Unknown, ROWS_REFUSED_TABLE, table, 0)
    }

    /// The row is there, and the cell could not be read. Columns are numbered through all tables.
    pub(crate) const fn cell_unread(column: u16, period: Option<i32>) -> State {
        match period {
            Some(period) => State::new(Kind::Unknown, CELL_UNREAD, column, period),
            None => State::new(Kind::Unknown, CELL_UNREAD_TABLE, column, 0),
        }
    }

    /// Several rows on the key say different things in the column.
    pub(crate) const fn rows_disagree(column: u16, period: Option<i32>) -> State {
        match period {
            Some(period) => State::new(Kind::Unknown, ROWS_DISAGREE, column, period),
            None => State::new(Kind::Unknown, ROWS_DISAGREE_TABLE, column, 0),
        }
    }

    /// The register has no such site.
    pub(crate) const fn no_site(site: u32) -> State {
        State::new(Kind::Unknown, NO_SITE, 0, i32::from_ne_bytes(site.to_ne_bytes()))
    }

    pub(crate) const fn start_not_shown(month: i32) -> State {
        State::new(Kind::Unknown, START_NOT_SHOWN, 0, month)
    }

    /// Hire dates contradict one another: the first, the other, and the month that shows it.
    pub(crate) const fn start_restated(first: i32, other: i32, month: i32) -> State {
        let first = pack(first - PACKED_FROM, PACKED_DAY_MASK);
        let other = pack(other - PACKED_FROM, PACKED_DAY_MASK);
        let month = pack(month - PACKED_FROM_MONTH, PACKED_MONTH_MASK);
        let low = first | other << PACKED_DAY_BITS | month << (2 * PACKED_DAY_BITS);
        State((Kind::Unknown as u64) << KIND_SHIFT | START_RESTATED << TAG_SHIFT | low)
    }

    /// The person is not shown in the month, without an exit, and is shown again.
    pub(crate) const fn hole(table: u16, month: i32) -> State {
        State::new(Kind::Unknown, HOLE, table, month)
    }

    /// So many are equal, from that place on.
    pub(crate) fn tie(equals: u32, first: u32) -> State {
        let equals = u16::try_from(equals).unwrap_or(u16::MAX);
        State::new(Kind::Unknown, TIE, equals, i32::try_from(first).unwrap_or(i32::MAX))
    }

    /// Whether this says that a number is beyond what can be computed.
    pub(crate) const fn is_too_large(self) -> bool {
        self.tag() == TOO_LARGE
    }

    /// Whether a file covers the place and nothing stands there, told as *absent* or, in a step, as *unknown*.
    pub(crate) const fn is_absence(self) -> bool {
        matches!(self.tag(), ABSENT | ABSENT_TABLE)
    }

    pub(crate) const fn exit_day_not_shown(month: i32) -> State {
        State::new(Kind::Unknown, EXIT_DAY_NOT_SHOWN, 0, month)
    }

    pub(crate) const fn partial_year(year: i32) -> State {
        State::new(Kind::Unknown, PARTIAL_YEAR, 0, year)
    }

    /// It can be known on that day (a day number).
    pub(crate) const fn not_yet(until: i32) -> State {
        State::new(Kind::Pending, NOT_YET, 0, until)
    }

    pub(crate) const fn no_value(parameter: u16) -> State {
        State::new(Kind::Unknown, NO_VALUE, parameter, 0)
    }

    pub(crate) const fn no_value_of_word(parameter: u16, word: u32) -> State {
        State::new(Kind::Unknown, NO_VALUE_OF_WORD, parameter, i32::from_ne_bytes(word.to_ne_bytes()))
    }

    pub(crate) const fn no_class(place: u32) -> State {
        State::new(Kind::Unknown, NO_CLASS, 0, i32::from_ne_bytes(place.to_ne_bytes()))
    }

    pub(crate) const fn identity() -> State {
        State::new(Kind::Unknown, IDENTITY, 0, 0)
    }

    pub(crate) const fn divided_by_zero() -> State {
        State::new(Kind::Unknown, DIVIDED_BY_ZERO, 0, 0)
    }

    #[inline]
    pub(crate) const fn kind(self) -> Kind {
        match self.0 >> KIND_SHIFT {
            0 => Kind::Known,
            1 => Kind::Pending,
            2 => Kind::Unknown,
            _ => Kind::Absent,
        }
    }

    #[inline]
    pub(crate) const fn is_known(self) -> bool {
        self.0 == 0
    }

    /// Whether the row is there and its cell blank.
    #[inline]
    pub(crate) const fn is_blank(self) -> bool {
        self.0 & BLANK != 0
    }

    /// Absent as steps see it: unknown, for the same reason.
    pub(crate) fn absent_as_unknown(self) -> State {
        if self.kind() == Kind::Absent {
            State((self.0 & !(0xf << KIND_SHIFT) & !BLANK) | (Kind::Unknown as u64) << KIND_SHIFT)
        } else {
            self
        }
    }

    /// The state without the difference between a blank cell and no row.
    pub(crate) const fn without_blank(self) -> State {
        State(self.0 & !BLANK)
    }

    /// The state of an operation on two operands: the stronger kind, the first among equals.
    #[inline]
    pub(crate) fn and(self, other: State) -> State {
        if (other.0 >> KIND_SHIFT) > (self.0 >> KIND_SHIFT) { other } else { self }
    }

    /// The latest day on which a job began, when this says that its start is not known.
    pub(crate) fn latest_start(self) -> Option<i32> {
        match self.tag() {
            START_NOT_SHOWN => Some(crate::space::last_day(self.payload())),
            START_RESTATED => {
                let (first, other, _) = self.restated();
                Some(first.max(other))
            }
            _ => None,
        }
    }

    /// The days and the month of a contradiction.
    fn restated(self) -> (i32, i32, i32) {
        let part = |shift: u32, mask: u64| i32::try_from(self.0 >> shift & mask).unwrap_or(0);
        (
            part(0, PACKED_DAY_MASK) + PACKED_FROM,
            part(PACKED_DAY_BITS, PACKED_DAY_MASK) + PACKED_FROM,
            part(2 * PACKED_DAY_BITS, PACKED_MONTH_MASK) + PACKED_FROM_MONTH,
        )
    }

    const fn tag(self) -> u64 {
        self.0 >> TAG_SHIFT & TAG_MASK
    }

    const fn payload(self) -> i32 {
        i32::from_ne_bytes((self.0 as u32).to_ne_bytes())
    }

    const fn word(self) -> u32 {
        self.0 as u32
    }

    /// The reason as data; nothing for known. `word_of` gives the words of the operator.
    pub(crate) fn reason<'w>(self, program: &Program, word_of: impl Fn(u32) -> &'w str) -> Option<Reason> {
        let subject = usize::from((self.0 >> SUBJECT_SHIFT) as u16);
        let table = || program.tables.get(subject).map(|table| table.id.clone()).unwrap_or_default();
        let parameter = || program.parameters.get(subject).map(|known| known.id.clone()).unwrap_or_default();
        let numbered = |key: Option<PeriodKey>| Period::from_number(key.unwrap_or(PeriodKey::Month), self.payload());
        // Of what files cover, and of a row.
        let covered = || numbered(program.tables.get(subject).and_then(|table| table.covers));
        let period = || numbered(program.tables.get(subject).and_then(|table| table.period));
        // Of a reason that names a column: its table, the period where it has one, and its name.
        let column = |has_period: bool| {
            let (table, column) = program.column(subject)?;
            Some((table.id.clone(), has_period.then(|| numbered(table.period)), column.clone()))
        };
        Some(match self.tag() {
            MISSING => Reason::Missing { table: table(), period: Some(covered()) },
            MISSING_TABLE => Reason::Missing { table: table(), period: None },
            ABSENT => Reason::Absent { table: table(), period: Some(period()) },
            ABSENT_TABLE => Reason::Absent { table: table(), period: None },
            ROWS_REFUSED => Reason::RowsRefused { table: table(), period: Some(covered()) },
            ROWS_REFUSED_TABLE => Reason::RowsRefused { table: table(), period: None },
            tag @ (CELL_UNREAD | CELL_UNREAD_TABLE) => {
                let (table, period, column) = column(tag == CELL_UNREAD)?;
                Reason::CellUnread { table, period, column }
            }
            tag @ (ROWS_DISAGREE | ROWS_DISAGREE_TABLE) => {
                let (table, period, column) = column(tag == ROWS_DISAGREE)?;
                Reason::RowsDisagree { table, period, column }
            }
            NO_SITE => Reason::NoSite { site: word_of(self.word()).to_owned() },
            START_NOT_SHOWN => Reason::StartNotShown { month: Month::from_index(self.payload()) },
            START_RESTATED => {
                let (first, other, month) = self.restated();
                let (first, other) = (Date::from_days(first), Date::from_days(other));
                Reason::StartRestated { first, other, month: Month::from_index(month) }
            }
            HOLE => Reason::Hole { table: table(), month: Month::from_index(self.payload()) },
            EXIT_DAY_NOT_SHOWN => Reason::ExitDayNotShown { month: Month::from_index(self.payload()) },
            TIE => {
                let number = |number: i64| u32::try_from(number).unwrap_or(0);
                Reason::Tie { equals: u32::from(subject as u16), first: number(i64::from(self.payload())) }
            }
            PARTIAL_YEAR => Reason::PartialYear { year: self.payload() },
            NOT_YET => Reason::NotYet { until: Date::from_days(self.payload()) },
            NO_VALUE => Reason::NoValue { parameter: parameter(), word: None },
            NO_VALUE_OF_WORD => Reason::NoValue { parameter: parameter(), word: Some(word_of(self.word()).to_owned()) },
            NO_CLASS => Reason::NoClass { place: word_of(self.word()).to_owned() },
            DIVIDED_BY_ZERO => Reason::DividedByZero,
            TOO_LARGE => Reason::TooLarge,
            IDENTITY => Reason::Identity,
            _ => return None,
        })
    }
}
