//! Mandates as a person writes them: `clerk:op-1,op-2@2027-01-01..2027-12-31`, and an upper sum as in
//! `finance-orderer=500000.00`.

use contract::calendar::Date;
use office::act::appoint::{Mandate, Role, Whom};

/// A mandate that was written; it begins today where no day is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    role: Role,
    ceiling_centimes: Option<u64>,
    of: Vec<String>,
    since: Option<Date>,
    until: Option<Date>,
}

impl std::str::FromStr for Written {
    type Err = String;

    fn from_str(text: &str) -> Result<Written, String> {
        let (rest, days) = text.split_once('@').map_or((text, None), |(rest, days)| (rest, Some(days)));
        let (rest, of) = rest.split_once(':').map_or((rest, None), |(rest, of)| (rest, Some(of)));
        let (role, ceiling) = rest.split_once('=').map_or((rest, None), |(role, ceiling)| (role, Some(ceiling)));
        let roles = || Role::ALL.map(Role::word).join(", ");
        let role = Role::from_word(role).ok_or_else(|| format!("no role `{role}`; roles are {}", roles()))?;
        let ceiling_centimes = ceiling.map(centimes).transpose()?;
        let day = |day: &str| day.parse::<Date>().map_err(|_| format!("`{day}` is no day such as 2027-03-02"));
        let (since, until) = match days.map(|days| days.split_once("..").unwrap_or((days, ""))) {
            None => (None, None),
            Some((since, "")) => (Some(day(since)?), None),
            Some((since, until)) => (Some(day(since)?), Some(day(until)?)),
        };
        let of = of.unwrap_or_default().split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        Ok(Written { role, ceiling_centimes, of, since, until })
    }
}

/// `500000` or `500000.00`, in centimes.
fn centimes(text: &str) -> Result<u64, String> {
    let wrong = || format!("`{text}` is no sum such as 500000.00");
    let (whole, part) = text.split_once('.').unwrap_or((text, "00"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(part) || part.len() != 2 {
        return Err(wrong());
    }
    format!("{whole}{part}").parse().map_err(|_| wrong())
}

/// The mandates, which begin today where no day is said.
pub fn mandates(written: &[Written], today: Date) -> Vec<Mandate> {
    let one = |written: &Written| Mandate {
        role: written.role,
        // An officer of certain operators is one for them alone.
        whom: match written.of.is_empty() || !written.role.whom().contains(&Whom::Operators) {
            true => written.role.whom()[0],
            false => Whom::Operators,
        },
        of: written.of.clone(),
        since: written.since.unwrap_or(today),
        until: written.until,
        ceiling_centimes: written.ceiling_centimes,
    };
    written.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mandates_are_read_as_they_are_written() {
        let today = "2027-03-02".parse().expect("a day");
        let read = |text: &str| mandates(&[text.parse::<Written>().expect("a mandate")], today).remove(0);
        let clerk = read("clerk:op-1,op-2@2027-01-01..2027-12-31");
        assert_eq!((clerk.role, clerk.whom, clerk.of.len()), (Role::Clerk, Whom::Operators, 2));
        assert_eq!((clerk.since.to_string(), clerk.until.is_some()), ("2027-01-01".to_owned(), true));
        let orderer = read("finance-orderer=500000.05");
        assert_eq!((orderer.ceiling_centimes, orderer.since, orderer.until), (Some(50_000_005), today, None));
        assert_eq!((read("officer").whom, read("officer:op-1").whom), (Whom::Office, Whom::Operators));
        assert_eq!(read("federation:gpbm").whom, Whom::Federation);
        for wrong in ["director", "clerk@soon", "finance-orderer=much", "finance-orderer=1.5"] {
            assert!(wrong.parse::<Written>().is_err(), "{wrong}");
        }
    }
}
