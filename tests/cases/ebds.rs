//! A writer of e-BDS files (B00 to B06, 260 columns), as short as the cases need it.

/// A person of the main lines or an entrant, with days and wage in centimes.
pub struct Declared {
    pub cnss: &'static str,
    pub days: u64,
    pub wage: u64,
    pub situation: &'static str,
}

impl Declared {
    /// A whole month at that wage.
    pub const fn month(cnss: &'static str, wage: u64) -> Declared {
        Declared { cnss, days: 26, wage, situation: "  " }
    }
}

/// Sums of a recap: lines, numbers, days, wages, capped wages, checks.
type Sums = [u64; 6];

/// A main declaration: persons known to the CNSS, and entrants.
pub fn main_declaration(affiliation: &str, month: &str, known: &[Declared], entrants: &[Declared]) -> String {
    let period = month.replace('-', "");
    let stem = |kind: &str| format!("B{kind}{affiliation}{period}");
    let mut lines = vec![format!("B00{:014}B0", affiliation.parse::<u64>().expect("digits") * 7)];
    lines.push(format!("{}{:<228}{period}20{period}28", stem("01"), "SOCIETE SYNTHETIQUE"));
    let mut main: Sums = [0; 6];
    for one in known {
        let sums = sums(one, u64::from(one.situation.trim() == "SO"));
        let [_, _, days, wage, capped, check] = sums;
        lines.push(format!(
            "{}{}{:<60}00{}{days:02}{wage:013}{capped:09}{}{check:019}",
            stem("02"),
            one.cnss,
            "ALPHA BETA",
            "0".repeat(24),
            one.situation
        ));
        main = added(main, sums);
    }
    let [count, numbers, days, wages, capped, checks] = main;
    lines.push(format!(
        "{}{count:06}{}{numbers:015}{}{days:06}{wages:015}{capped:013}{checks:019}",
        stem("03"),
        "0".repeat(42),
        "0".repeat(12)
    ));
    let mut entered: Sums = [0; 6];
    for one in entrants {
        let sums = sums(one, 0);
        let [_, _, days, wage, capped, check] = sums;
        let cin = card(one.cnss);
        lines.push(format!("{}{}{:<60}{cin}{days:02}{wage:013}{capped:09}{check:019}", stem("04"), one.cnss, "ALPHA"));
        entered = added(entered, sums);
    }
    if entrants.is_empty() {
        lines.push(format!("{}{}{}", stem("04"), " ".repeat(77), "0".repeat(43)));
    }
    lines.push(recap(&stem("05"), entered));
    lines.push(recap(&stem("06"), added(main, entered)));
    lines.iter().map(|line| format!("{line:<260}\r\n")).collect()
}

/// The card that an entrant of that number shows.
pub fn card(cnss: &str) -> String {
    format!("AB{}", &cnss[3..])
}

/// The usual name of such a file.
pub fn name(affiliation: &str, month: &str) -> String {
    format!("DS_{affiliation}_{}.txt", month.replace('-', ""))
}

fn sums(one: &Declared, rank: u64) -> Sums {
    let number = one.cnss.parse::<u64>().expect("digits");
    let capped = one.wage.min(600_000);
    [1, number, one.days, one.wage, capped, number + one.days + one.wage + capped + rank]
}

fn added(left: Sums, right: Sums) -> Sums {
    std::array::from_fn(|place| left[place] + right[place])
}

fn recap(stem: &str, [count, numbers, days, wages, capped, checks]: Sums) -> String {
    format!("{stem}{count:06}{numbers:015}{days:06}{wages:015}{capped:013}{checks:019}")
}
