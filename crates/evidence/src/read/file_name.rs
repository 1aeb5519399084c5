//! What a file's name says, held against its content. The content always wins; the name only warns.
//!
//! Declarations with readers of their own are named `AFFEBDS_<affiliation>_<period>.txt`, `DS_…` and `DSC<n>_…`, the period
//! written AAAAMM or, as their specification has it, MMAAAA; files of declared tables by the pattern of their document.

use contract::calendar::Month;
use contract::facts::Period;
use contract::model::Fills;

use super::ledger::Ledger;
use crate::catalogue::{Catalogue, Declared};
use crate::finding::{Place, codes};
use crate::piece::{Declarant, Piece, PieceKind};
use crate::schema::FiledBy;
use crate::schema::named::{AFFILIATION, TAX_IDENTIFIER};

/// What a name says of the content.
#[derive(Default)]
pub(super) struct Named {
    pub(super) declarant: Option<String>,
    pub(super) period: Option<Period>,
    complement: Option<u8>,
}

/// Notes what the name gets wrong, and takes the number of a complementary file from it: only the name has it.
pub(super) fn check(tables: &Catalogue, piece: &mut Piece, ledger: &mut Ledger) {
    let Some(kind) = piece.kind else { return };
    let named = parse(tables, &piece.name);
    let is_native =
        |kind| matches!(kind, PieceKind::EBDS_PREESTABLISHED | PieceKind::EBDS_MAIN | PieceKind::EBDS_COMPLEMENT);
    let patterned =
        is_native(kind) || tables.forms().iter().any(|form| form.kind == kind && form.declared.form.name.is_some());
    match &named {
        Some((other, _)) if *other != kind => {
            let finding = codes::FILE_NAME_KIND.at(Place::default());
            ledger.note(finding.with("named", other.name()).with("kind", kind.name()));
        }
        None if patterned => ledger.note(codes::FILE_NAME_PATTERN.at(Place::default()).with("kind", kind.name())),
        Some(_) | None => {}
    }
    if let (Some((_, named)), true) = (&named, patterned) {
        if let (Declarant::Affiliation(declared) | Declarant::TaxIdentifier(declared), Some(named)) =
            (&piece.declarant, &named.declarant)
            && declared != named
        {
            let finding = codes::FILE_NAME_AFFILIATION.at(Place::default());
            ledger.note(finding.with("named", named).with("declared", declared));
        }
        let periods = piece.all_periods();
        if let ([first, ..], Some(named)) = (periods.as_slice(), named.period)
            && !periods.contains(&named)
        {
            let finding = codes::FILE_NAME_PERIOD.at(Place::default());
            ledger.note(finding.with("named", named).with("declared", first));
        }
    }
    if kind == PieceKind::EBDS_COMPLEMENT {
        piece.complement = named.and_then(|(_, named)| named.complement);
        if piece.complement.is_none() {
            ledger.note(codes::EBDS_COMPLEMENT_NUMBER.at(Place::default()));
        }
    }
}

/// What a name says, by the first pattern that it follows, and of which kind it makes the file.
fn parse(tables: &Catalogue, name: &str) -> Option<(PieceKind, Named)> {
    native(name)
        .or_else(|| tables.forms().iter().find_map(|form| Some((form.kind, declared_name(form.declared, name)?))))
}

/// What the name of a file of a declared table says, by its pattern: `WR_{affiliation}_{month}`. A part that is not written
/// as the numbers of its declarants are makes it another name.
pub(super) fn declared_name(declared: &Declared, name: &str) -> Option<Named> {
    let pattern = declared.form.name.as_ref()?;
    let (stem, _) = name.rsplit_once('.')?;
    let (mut wanted, mut parts) = (pattern.split('_'), stem.split('_'));
    let mut named = Named::default();
    loop {
        match (wanted.next(), parts.next()) {
            (None, None) => return Some(named),
            (Some("{affiliation}" | "{tax_identifier}" | "{party}"), Some(part)) => {
                named.declarant = Some(part).filter(|part| may_declare(declared, part)).map(str::to_owned);
                named.declarant.as_ref()?;
            }
            (Some("{month}"), Some(part)) => named.period = Some(Period::Month(month(part)?)),
            (Some("{quarter}"), Some(part)) => named.period = Some(Period::Quarter(quarter(part)?)),
            (Some("{year}"), Some(part)) => named.period = Some(Period::Year(year(part)?)),
            (Some(fixed), Some(part)) if fixed.eq_ignore_ascii_case(part) => {}
            _ => return None,
        }
    }
}

/// Whether a text is written as the numbers are under which the table is filed.
fn may_declare(declared: &Declared, part: &str) -> bool {
    let column = match declared.schema.filed_by {
        FiledBy::Affiliation => AFFILIATION,
        FiledBy::TaxIdentifier => TAX_IDENTIFIER,
        FiledBy::Register | FiledBy::Party(_) => return true,
    };
    let fills = Fills::Column(column.to_owned());
    let holds = declared.form.filling(&fills).next().and_then(|column| column.holds.as_deref());
    holds.and_then(|holds| declared.scheme(holds)).is_none_or(|scheme| scheme.has_form(part))
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

fn native(name: &str) -> Option<(PieceKind, Named)> {
    let (stem, _) = name.rsplit_once('.')?;
    let mut parts = stem.split('_');
    let (prefix, affiliation, period) = (parts.next()?, parts.next()?, parts.next()?);
    let (kind, complement) = match prefix.to_ascii_uppercase().as_str() {
        "AFFEBDS" => (PieceKind::EBDS_PREESTABLISHED, None),
        "DS" => (PieceKind::EBDS_MAIN, None),
        prefix => match prefix.strip_prefix("DSC")?.as_bytes() {
            [digit @ b'1'..=b'9'] => (PieceKind::EBDS_COMPLEMENT, Some(digit - b'0')),
            _ => return None,
        },
    };
    let is_affiliation = affiliation.len() == 7 && affiliation.bytes().all(|byte| byte.is_ascii_digit());
    let period = Some(Period::Month(month(period)?));
    let declarant = Some(affiliation.to_owned());
    (is_affiliation && parts.next().is_none()).then_some((kind, Named { declarant, period, complement }))
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
        let kind = |name: &str| native(name).map(|(kind, named)| (kind, named.complement));
        assert_eq!(kind("AFFEBDS_1234567_202507.txt"), Some((PieceKind::EBDS_PREESTABLISHED, None)));
        assert_eq!(kind("DS_1234567_072025.TXT"), Some((PieceKind::EBDS_MAIN, None)));
        assert_eq!(kind("DSC3_1234567_202507.txt"), Some((PieceKind::EBDS_COMPLEMENT, Some(3))));
        for other in ["DSC0_1234567_202507.txt", "DS_123456_202507.txt", "DS_1234567_202507_2.txt", "wages.csv", ""] {
            assert_eq!(kind(other), None, "{other}");
        }
    }
}
