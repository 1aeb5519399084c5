//! Writes e-BDS records as the specification lays them out: one `format!` a record, widths in the order of its tables.
//! Nothing here comes from the reader.

/// The affiliate of every specimen.
pub const AFFILIATE: &str = "1234567";
/// The period of every specimen.
pub const PERIOD: &str = "202507";

/// A line of a person, before it is written.
#[derive(Clone)]
pub struct Person {
    pub number: String,
    pub name: &'static str,
    pub first_name: &'static str,
    pub cin: &'static str,
    pub children: u64,
    pub due: u64,
    pub deducted: u64,
    pub net: u64,
    pub returned: u64,
    pub days: u64,
    pub real: u64,
    pub capped: u64,
    pub situation: &'static str,
    /// Added to the right control sum.
    pub control_off_by: u64,
}

/// Someone who worked a full month for 8,500.00.
pub fn person(number: &str) -> Person {
    Person {
        number: number.to_owned(),
        name: "FICTIF",
        first_name: "EXEMPLE",
        cin: "",
        children: 2,
        due: 40_000,
        deducted: 0,
        net: 40_000,
        returned: 0,
        days: 26,
        real: 850_000,
        capped: 600_000,
        situation: "",
        control_off_by: 0,
    }
}

/// An insured number whose key is right: 1, seven digits, key.
pub fn number(seven: u32) -> String {
    let digits: Vec<u32> = format!("{seven:07}").chars().map(|digit| digit.to_digit(10).expect("a digit")).collect();
    // C2 to C8; even places count twice.
    let sum: u32 = digits.iter().enumerate().map(|(index, digit)| digit * if index % 2 == 0 { 2 } else { 1 }).sum();
    format!("1{seven:07}{}", (10 - sum % 10) % 10)
}

fn rank(situation: &str) -> u64 {
    ["", "SO", "DE", "IT", "IL", "AT", "CS", "MS", "MP"].iter().position(|word| *word == situation).unwrap_or(0) as u64
}

fn value(number: &str) -> u64 {
    number.trim().parse().unwrap_or(0)
}

impl Person {
    pub fn control_02(&self) -> u64 {
        value(&self.number)
            + self.returned
            + self.days
            + self.real
            + self.capped
            + rank(self.situation)
            + self.control_off_by
    }

    pub fn control_04(&self) -> u64 {
        value(&self.number) + self.days + self.real + self.capped + self.control_off_by
    }

    fn whole_name(&self) -> String {
        format!("{:<30}{:<30}", self.name, self.first_name)
    }
}

fn start(kind: &str) -> String {
    format!("{kind}{AFFILIATE}{PERIOD}")
}

pub fn r00(family: char) -> String {
    format!("{family}00{:014}{:<2}{:<241}", 42, format!("{family}0"), "")
}

pub fn r01(family: char) -> String {
    let address =
        format!("{:<40}{:<40}{:<120}{:<20}", "SOCIETE FICTIVE", "CENTRE D APPELS", "1 RUE FICTIVE", "CASABLANCA");
    format!("{}{address}{:<6}{:<2}{}{}", start(&format!("{family}01")), "20000", "01", "20250725", "20250810")
}

pub fn a02(p: &Person) -> String {
    let allowances = format!("{:02}{:06}{:06}{:06}", p.children, p.due, p.deducted, p.net);
    format!("{}{:>9}{}{allowances}{:<155}", start("A02"), p.number, p.whole_name(), "")
}

pub fn a03(all: &[Person]) -> String {
    let sum = |of: fn(&Person) -> u64| all.iter().map(of).sum::<u64>();
    format!(
        "{}{:06}{:06}{:012}{:012}{:012}{:015}{:<181}",
        start("A03"),
        all.len(),
        sum(|p| p.children),
        sum(|p| p.due),
        sum(|p| p.deducted),
        sum(|p| p.net),
        sum(|p| value(&p.number)),
        ""
    )
}

pub fn b02(p: &Person) -> String {
    let allowances = format!("{:02}{:06}{:06}{:06}{:06}", p.children, p.due, p.deducted, p.net, p.returned);
    let work = format!("{:02}{:013}{:09}{:<2}{:019}", p.days, p.real, p.capped, p.situation, p.control_02());
    format!("{}{:>9}{}{allowances}{work}{:<104}", start("B02"), p.number, p.whole_name(), "")
}

pub fn b03(family: char, all: &[Person]) -> String {
    let sum = |of: fn(&Person) -> u64| all.iter().map(of).sum::<u64>();
    format!(
        "{}{:06}{:06}{:012}{:012}{:012}{:015}{:012}{:06}{:015}{:013}{:019}{:<116}",
        start(&format!("{family}03")),
        all.len(),
        sum(|p| p.children),
        sum(|p| p.due),
        sum(|p| p.deducted),
        sum(|p| p.net),
        sum(|p| value(&p.number)),
        sum(|p| p.returned),
        sum(|p| p.days),
        sum(|p| p.real),
        sum(|p| p.capped),
        sum(Person::control_02),
        ""
    )
}

pub fn b04(family: char, p: &Person) -> String {
    let work = format!("{:02}{:013}{:09}{:019}", p.days, p.real, p.capped, p.control_04());
    let start = start(&format!("{family}04"));
    format!("{start}{:>9}{}{:<8}{work}{:<124}", p.number, p.whole_name(), p.cin, "")
}

pub fn empty_04(family: char) -> String {
    let work = format!("{:02}{:013}{:09}{:019}", 0, 0, 0, 0);
    format!("{}{:9}{:<60}{:<8}{work}{:<124}", start(&format!("{family}04")), "", "", "", "")
}

/// 05 over entrants, 06 over insured and entrants.
pub fn recap(kind: &str, insured: &[Person], entrants: &[Person]) -> String {
    let sum = |of: fn(&Person) -> u64| insured.iter().chain(entrants).map(of).sum::<u64>();
    let controls =
        insured.iter().map(Person::control_02).sum::<u64>() + entrants.iter().map(Person::control_04).sum::<u64>();
    format!(
        "{}{:06}{:015}{:06}{:015}{:013}{controls:019}{:<170}",
        start(kind),
        insured.len() + entrants.len(),
        sum(|p| value(&p.number)),
        sum(|p| p.days),
        sum(|p| p.real),
        sum(|p| p.capped),
        ""
    )
}

/// The lines of a main declaration.
pub fn main_declaration(insured: &[Person], entrants: &[Person]) -> Vec<String> {
    let mut lines = vec![r00('B'), r01('B')];
    lines.extend(insured.iter().map(b02));
    lines.push(b03('B', insured));
    lines.extend(entrants.iter().map(|person| b04('B', person)));
    if entrants.is_empty() {
        lines.push(empty_04('B'));
    }
    lines.push(recap("B05", &[], entrants));
    lines.push(recap("B06", insured, entrants));
    lines
}

/// The lines of a complementary declaration: entrants only.
pub fn complement(entrants: &[Person]) -> Vec<String> {
    let nobody = Person {
        number: String::new(),
        name: "",
        first_name: "",
        children: 0,
        due: 0,
        net: 0,
        days: 0,
        real: 0,
        capped: 0,
        ..person("")
    };
    let mut lines = vec![r00('E'), r01('E'), b02(&nobody).replacen('B', "E", 1), b03('E', &[])];
    lines.extend(entrants.iter().map(|person| b04('E', person)));
    lines.push(recap("E05", &[], entrants));
    lines.push(recap("E06", &[], entrants));
    lines
}

/// The lines of a pre-established list.
pub fn preestablished(insured: &[Person]) -> Vec<String> {
    let mut lines = vec![r00('A'), r01('A')];
    lines.extend(insured.iter().map(a02));
    lines.push(a03(insured));
    lines
}

/// The text of a file.
pub fn text(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The line with `with` written from a column on (from 1).
pub fn overwrite(line: &str, column: usize, with: &str) -> String {
    let mut characters: Vec<char> = line.chars().collect();
    for (index, character) in with.chars().enumerate() {
        characters[column - 1 + index] = character;
    }
    characters.into_iter().collect()
}
