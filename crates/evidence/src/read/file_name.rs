//! What a file's name says, held against its content. The content always wins; the name only warns.
//!
//! Names seen: `AFFEBDS_<affiliation>_<period>.txt`, `DS_…`, `DSC<n>_…` and `PAIE_<affiliation>_<period>.csv`, the period
//! written AAAAMM or, as the CNSS specification has it, MMAAAA.

use contract::calendar::Month;
use contract::facts::Period;

use super::ledger::Ledger;
use crate::finding::{Place, codes};
use crate::piece::{Declarant, Piece, PieceKind};

/// A name that follows the pattern.
struct Named {
    kind: PieceKind,
    complement: Option<u8>,
    affiliation: String,
    month: Month,
}

/// Notes what the name gets wrong, and takes the number of a complementary file from it: only the name has it.
pub(super) fn check(piece: &mut Piece, ledger: &mut Ledger) {
    let Some(kind) = piece.kind else { return };
    let named = parse(&piece.name);
    let patterned = matches!(
        kind,
        PieceKind::PAYROLL | PieceKind::EBDS_PREESTABLISHED | PieceKind::EBDS_MAIN | PieceKind::EBDS_COMPLEMENT
    );
    if let Some(named) = &named {
        if named.kind != kind {
            let finding = codes::FILE_NAME_KIND.at(Place::default());
            ledger.note(finding.with("named", named.kind.name()).with("kind", kind.name()));
        }
        if let (true, Declarant::Affiliation(declared)) = (patterned, &piece.declarant)
            && *declared != named.affiliation
        {
            let finding = codes::FILE_NAME_AFFILIATION.at(Place::default());
            ledger.note(finding.with("named", &named.affiliation).with("declared", declared));
        }
        let periods = piece.all_periods();
        if let (true, [first, ..]) = (patterned, periods.as_slice())
            && !periods.contains(&Period::Month(named.month))
        {
            let finding = codes::FILE_NAME_PERIOD.at(Place::default());
            ledger.note(finding.with("named", named.month).with("declared", first));
        }
    } else if patterned {
        ledger.note(codes::FILE_NAME_PATTERN.at(Place::default()).with("kind", kind.name()));
    }
    if kind == PieceKind::EBDS_COMPLEMENT {
        piece.complement = named.and_then(|named| named.complement);
        if piece.complement.is_none() {
            ledger.note(codes::EBDS_COMPLEMENT_NUMBER.at(Place::default()));
        }
    }
}

/// The affiliation and month of a name, for a file that has no row to say them.
pub(super) fn affiliation_and_month(name: &str) -> Option<(String, Month)> {
    parse(name).map(|named| (named.affiliation, named.month))
}

/// What the name of a file of a declared table says, by its pattern: `WR_{affiliation}_{month}`.
pub(super) fn declared_name(pattern: &str, name: &str) -> Option<super::declared::Named> {
    let (stem, _) = name.rsplit_once('.')?;
    let (mut wanted, mut parts) = (pattern.split('_'), stem.split('_'));
    let mut named = super::declared::Named { declarant: None, period: None };
    loop {
        match (wanted.next(), parts.next()) {
            (None, None) => return Some(named),
            (Some("{affiliation}" | "{tax_identifier}"), Some(part)) => named.declarant = Some(part.to_owned()),
            (Some("{month}"), Some(part)) => named.period = Some(Period::Month(month(part)?)),
            (Some("{quarter}"), Some(part)) => named.period = Some(Period::Quarter(quarter(part)?)),
            (Some("{year}"), Some(part)) => named.period = Some(Period::Year(year(part)?)),
            (Some(fixed), Some(part)) if fixed.eq_ignore_ascii_case(part) => {}
            _ => return None,
        }
    }
}

/// `2026Q1`, `2026-Q1`.
fn quarter(text: &str) -> Option<contract::calendar::Quarter> {
    let (year, number) = text.split_once(['Q', 'q', 'T', 't'])?;
    contract::calendar::Quarter::new(self::year(year.trim_end_matches('-'))?, number.parse().ok()?)
}

fn year(text: &str) -> Option<i32> {
    let fits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten().filter(|year| (1900..=2199).contains(year))
}

fn parse(name: &str) -> Option<Named> {
    let (stem, _) = name.rsplit_once('.')?;
    let mut parts = stem.split('_');
    let (prefix, affiliation, period) = (parts.next()?, parts.next()?, parts.next()?);
    let (kind, complement) = match prefix.to_ascii_uppercase().as_str() {
        "AFFEBDS" => (PieceKind::EBDS_PREESTABLISHED, None),
        "DS" => (PieceKind::EBDS_MAIN, None),
        "PAIE" => (PieceKind::PAYROLL, None),
        prefix => match prefix.strip_prefix("DSC")?.as_bytes() {
            [digit @ b'1'..=b'9'] => (PieceKind::EBDS_COMPLEMENT, Some(digit - b'0')),
            _ => return None,
        },
    };
    let is_affiliation = affiliation.len() == 7 && affiliation.bytes().all(|byte| byte.is_ascii_digit());
    let month = month(period)?;
    (is_affiliation && parts.next().is_none()).then(|| Named {
        kind,
        complement,
        affiliation: affiliation.to_owned(),
        month,
    })
}

/// The month of AAAAMM or MMAAAA. A year begins with 19 or 20 and a month with 0 or 1, and no month is 19 or 20: the two
/// writings cannot be confused.
fn month(text: &str) -> Option<Month> {
    if text.len() != 6 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, month) = match &text[..2] {
        "19" | "20" => text.split_at(4),
        _ => (&text[2..], &text[..2]),
    };
    Month::new(year.parse().ok()?, month.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_writings_of_a_period_are_read() {
        let read = |text: &str| month(text).map(|month| month.to_string());
        assert_eq!(read("202401"), Some("2024-01".to_owned()));
        assert_eq!(read("012024"), Some("2024-01".to_owned()));
        assert_eq!(read("122019"), Some("2019-12".to_owned()));
        assert_eq!(read("201912"), Some("2019-12".to_owned()));
        assert_eq!(read("202413"), None);
        assert_eq!(read("132024"), None);
        assert_eq!(read("24-01"), None);
    }

    #[test]
    fn names_of_every_kind_are_told_apart() {
        let kind = |name: &str| parse(name).map(|named| (named.kind, named.complement));
        assert_eq!(kind("AFFEBDS_1234567_202507.txt"), Some((PieceKind::EBDS_PREESTABLISHED, None)));
        assert_eq!(kind("DS_1234567_072025.TXT"), Some((PieceKind::EBDS_MAIN, None)));
        assert_eq!(kind("DSC3_1234567_202507.txt"), Some((PieceKind::EBDS_COMPLEMENT, Some(3))));
        assert_eq!(kind("PAIE_1234567_202507.csv"), Some((PieceKind::PAYROLL, None)));
        for other in ["DSC0_1234567_202507.txt", "DS_123456_202507.txt", "DS_1234567_202507_2.txt", "paie.csv", ""] {
            assert_eq!(kind(other), None, "{other}");
        }
    }
}
