//! Roads from a row through its site: to the class of the place, its region, its platform.

use contract::model::PeriodKey;

use crate::assess::AssessError;
use crate::column::{Column, Values};
use crate::program::{Attribute, OwnLookup};
use crate::space::{Ground, MonthEnds, first_day};
use crate::state::State;

/// What rows of the key's table see of a lookup; *absent* and *blank* stay apart.
pub(crate) fn own_lookup(
    ground: &Ground<'_>,
    own: &OwnLookup,
    (key_table, reads_first_day): (usize, bool),
    rows: &[u32],
) -> Result<Column, AssessError> {
    let (OwnLookup::Column { table, column } | OwnLookup::Road { table, column, .. }) = *own;
    if table != key_table {
        return Err(AssessError::Inconsistent("a lookup by row in another table than the key's"));
    }
    let cells = ground.tables[table].cells(ground.program.tables[table].kinds[column], column, rows, &[])?;
    match *own {
        OwnLookup::Column { .. } => Ok(cells),
        OwnLookup::Road { attribute, .. } => road_of_rows(ground, &cells, (table, reads_first_day), attribute, rows),
    }
}

/// What is asked of the site of each row, on one day of its period: the last, or the first; of a
/// row with a day, that day.
pub(super) fn road_of_rows(
    ground: &Ground<'_>,
    sites: &Column,
    (table, reads_first_day): (usize, bool),
    attribute: Attribute,
    rows: &[u32],
) -> Result<Column, AssessError> {
    let view = &ground.tables[table];
    match view.key {
        Some(PeriodKey::Month) => {}
        Some(PeriodKey::Quarter | PeriodKey::Day) => {
            let day = |place: usize| view.read_on(view.period[rows[place] as usize], reads_first_day);
            return road(ground, sites, attribute, |place| Some(day(place)));
        }
        Some(PeriodKey::Year) | None => return road(ground, sites, attribute, |_| None),
    }
    let ends = MonthEnds::new();
    let month = |place: usize| view.period[rows[place] as usize];
    if reads_first_day {
        return road(ground, sites, attribute, |place| Some(first_day(month(place))));
    }
    road(ground, sites, attribute, |place| Some(ends.of(month(place))))
}

/// What is asked of each site on its day.
pub(super) fn road(
    ground: &Ground<'_>,
    sites: &Column,
    attribute: Attribute,
    day: impl Fn(usize) -> Option<i32>,
) -> Result<Column, AssessError> {
    let mut known = Places::default();
    let codes = sites.words();
    let mut words = Vec::with_capacity(codes.len());
    let mut states = Vec::new();
    for (index, code) in codes.iter().enumerate() {
        let state = sites.state(index);
        let (word, state) = match day(index) {
            // A row without a site is no site without a platform.
            _ if !state.is_known() => (0, state.without_blank()),
            None => return Err(AssessError::Inconsistent("a road without a day")),
            Some(day) => known.at(*code, day, || ground.of_site(*code, attribute, day)),
        };
        words.push(word);
        if !state.is_known() {
            if states.is_empty() {
                states = vec![State::KNOWN; codes.len()];
            }
            states[index] = state;
        }
    }
    Ok(Column::new(Values::Word(words), states))
}

/// A word, or why there is none.
type Answer = (u32, State);

/// What was asked of sites before, by site and day: a small table in which a newcomer takes an older one's place.
#[derive(Default)]
struct Places {
    slots: Vec<((u32, i32), Answer)>,
}

/// No day of the calendar.
const NO_DAY: i32 = i32::MIN;

impl Places {
    const SLOTS: usize = 1 << 10;

    #[inline]
    fn at(&mut self, code: u32, day: i32, ask: impl FnOnce() -> Answer) -> Answer {
        if self.slots.is_empty() {
            self.slots.resize(Self::SLOTS, ((0, NO_DAY), (0, State::KNOWN)));
        }
        let slot = &mut self.slots[(code as usize).wrapping_mul(97).wrapping_add(day as usize) % Self::SLOTS];
        if slot.0 != (code, day) || day == NO_DAY {
            *slot = ((code, day), ask());
        }
        slot.1
    }
}
