//! Where each field of an e-BDS record stands, column by column, as the exchange specification has it.
//!
//! Columns count from 1 and include both ends; the record type is always 1–3 and the filler is left out. Families A, B and
//! E share these layouts: E records are B records, B06 is B05.

/// Characters of every record.
pub(super) const WIDTH: usize = 260;

/// A field of a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    /// The name in the specification.
    pub(super) name: &'static str,
    /// The first column, from 1.
    pub(super) first: u32,
    /// The last column.
    pub(super) last: u32,
    /// The recap that a line's field adds to, or that a recap's field states.
    pub(super) sum: Option<Sum>,
}

/// What recaps count and sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sum {
    Lines,
    Numbers,
    Children,
    AllowancesDue,
    AllowancesDeducted,
    AllowancesNet,
    AllowancesReturned,
    Days,
    RealWages,
    CappedWages,
    Controls,
}

impl Sum {
    pub(super) const COUNT: usize = Sum::Controls as usize + 1;

    /// Whether the sum is of amounts in centimes.
    pub(super) const fn is_amount(self) -> bool {
        matches!(
            self,
            Sum::AllowancesDue
                | Sum::AllowancesDeducted
                | Sum::AllowancesNet
                | Sum::AllowancesReturned
                | Sum::RealWages
                | Sum::CappedWages
        )
    }

    /// Whether the sum would give away an insured number when the list is short.
    pub(super) const fn is_secret(self) -> bool {
        matches!(self, Sum::Numbers | Sum::Controls)
    }
}

const fn field(name: &'static str, first: u32, last: u32) -> Field {
    Field { name, first, last, sum: None }
}

const fn summed(name: &'static str, first: u32, last: u32, sum: Sum) -> Field {
    Field { name, first, last, sum: Some(sum) }
}

/// In every record but 00.
pub(super) const AFFILIATION: Field = field("N_Num_Affilie", 4, 10);
/// In every record but 00; AAAAMM.
pub(super) const PERIOD: Field = field("L_Periode", 11, 16);

/// A00, B00, E00.
pub(super) mod transfer {
    use super::{Field, field};
    pub const NUMBER: Field = field("N_Identif_Transfert", 4, 17);
    pub const CATEGORY: Field = field("L_Cat", 18, 19);
}

/// A01, B01, E01.
pub(super) mod employer {
    use super::{Field, field};
    pub const ISSUED: Field = field("D_Date_Emission", 245, 252);
    pub const DUE: Field = field("D_Date_Exig", 253, 260);
}

/// A02, and the part of B02 that answers it.
pub(super) mod insured {
    use super::{Field, Sum, field, summed};
    pub const NUMBER: Field = summed("N_Num_Assure", 17, 25, Sum::Numbers);
    pub const NAME: Field = field("L_Nom_Prenom", 26, 85);
    pub const CHILDREN: Field = summed("N_Enfants", 86, 87, Sum::Children);
    pub const DUE: Field = summed("N_AF_A_Payer", 88, 93, Sum::AllowancesDue);
    pub const DEDUCTED: Field = summed("N_AF_A_Deduire", 94, 99, Sum::AllowancesDeducted);
    pub const NET: Field = summed("N_AF_Net_A_Payer", 100, 105, Sum::AllowancesNet);
    /// The numeric fields of A02.
    pub const LISTED: &[Field] = &[NUMBER, CHILDREN, DUE, DEDUCTED, NET];
}

/// B02.
pub(super) mod declared {
    use super::insured::{CHILDREN, DEDUCTED, DUE, NET, NUMBER};
    use super::{Field, Sum, field, summed};
    pub const RETURNED: Field = summed("N_AF_A_Reverser", 106, 111, Sum::AllowancesReturned);
    pub const DAYS: Field = summed("N_Jours_Declares", 112, 113, Sum::Days);
    pub const REAL: Field = summed("N_Salaire_Reel", 114, 126, Sum::RealWages);
    pub const CAPPED: Field = summed("N_Salaire_Plaf", 127, 135, Sum::CappedWages);
    pub const SITUATION: Field = field("L_Situation", 136, 137);
    pub const CONTROL: Field = summed("S_Ctr", 138, 156, Sum::Controls);
    /// The numeric fields of B02.
    pub const NUMBERS: &[Field] = &[NUMBER, CHILDREN, DUE, DEDUCTED, NET, RETURNED, DAYS, REAL, CAPPED, CONTROL];
}

/// B04, E04; number and name stand as in `insured`.
pub(super) mod entrant {
    use super::insured::NUMBER;
    use super::{Field, Sum, field, summed};
    pub const CIN: Field = field("L_Num_CIN", 86, 93);
    pub const DAYS: Field = summed("N_Nbr_Jours", 94, 95, Sum::Days);
    pub const REAL: Field = summed("N_Sal_Reel", 96, 108, Sum::RealWages);
    pub const CAPPED: Field = summed("N_Sal_Plaf", 109, 117, Sum::CappedWages);
    pub const CONTROL: Field = summed("S_Ctr", 118, 136, Sum::Controls);
    /// The numeric fields of B04.
    pub const NUMBERS: &[Field] = &[NUMBER, DAYS, REAL, CAPPED, CONTROL];
}

/// The last column of a record type that is read; behind it there is only filler.
pub(super) fn last_column(kind: &str) -> Option<usize> {
    let last = |fields: &[Field]| fields.iter().map(|field| field.last as usize).max();
    match kind.get(1..)? {
        "00" => last(&[transfer::CATEGORY]),
        // Its addresses are not read, its dates may be blank.
        "01" => last(&[PERIOD]),
        "02" if kind.starts_with('A') => last(insured::LISTED),
        "02" => last(declared::NUMBERS),
        "03" if kind.starts_with('A') => last(RECAP_LISTED),
        "03" => last(RECAP_DECLARED),
        "04" => last(entrant::NUMBERS),
        "05" | "06" => last(RECAP_ENTRANTS),
        _ => None,
    }
}

const LINES: Field = summed("N_Nbr_Salaries", 17, 22, Sum::Lines);
const CHILDREN: Field = summed("N_T_Enfants", 23, 28, Sum::Children);
const DUE: Field = summed("N_T_AF_A_Payer", 29, 40, Sum::AllowancesDue);
const DEDUCTED: Field = summed("N_T_AF_A_Deduire", 41, 52, Sum::AllowancesDeducted);
const NET: Field = summed("N_T_AF_Net_A_Payer", 53, 64, Sum::AllowancesNet);
const NUMBERS: Field = summed("N_T_Num_Imma", 65, 79, Sum::Numbers);

/// A03.
pub(super) const RECAP_LISTED: &[Field] = &[LINES, CHILDREN, DUE, DEDUCTED, NET, NUMBERS];

/// B03, E03. One of three implementations known swaps N_T_Num_Imma and N_T_AF_A_Reverser; two agree on this order.
pub(super) const RECAP_DECLARED: &[Field] = &[
    LINES,
    CHILDREN,
    DUE,
    DEDUCTED,
    NET,
    NUMBERS,
    summed("N_T_AF_A_Reverser", 80, 91, Sum::AllowancesReturned),
    summed("N_T_Jours_Declares", 92, 97, Sum::Days),
    summed("N_T_Salaire_Reel", 98, 112, Sum::RealWages),
    summed("N_T_Salaire_Plaf", 113, 125, Sum::CappedWages),
    summed("N_T_Ctr", 126, 144, Sum::Controls),
];

/// B05, B06, E05, E06.
pub(super) const RECAP_ENTRANTS: &[Field] = &[
    LINES,
    summed("N_T_Num_Imma", 23, 37, Sum::Numbers),
    summed("N_T_Jours_Declares", 38, 43, Sum::Days),
    summed("N_T_Salaire_Reel", 44, 58, Sum::RealWages),
    summed("N_T_Salaire_Plaf", 59, 71, Sum::CappedWages),
    summed("N_T_Ctr", 72, 90, Sum::Controls),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Fields that follow each other from column 17 on, and the width of the filler behind them.
    fn tile(mut fields: Vec<Field>) -> u32 {
        fields.sort_by_key(|field| field.first);
        let mut next = 17;
        for field in fields {
            assert_eq!(field.first, next, "{}", field.name);
            next = field.last + 1;
        }
        261 - next
    }

    #[test]
    fn fields_leave_no_hole_before_the_filler_of_the_specification() {
        let listed = [insured::LISTED, &[insured::NAME]].concat();
        assert_eq!(tile(listed), 155);
        assert_eq!(tile(RECAP_LISTED.to_vec()), 181);
        let declared = [declared::NUMBERS, &[insured::NAME, declared::SITUATION]].concat();
        assert_eq!(tile(declared), 104);
        assert_eq!(tile(RECAP_DECLARED.to_vec()), 116);
        let entrant = [entrant::NUMBERS, &[insured::NAME, entrant::CIN]].concat();
        assert_eq!(tile(entrant), 124);
        assert_eq!(tile(RECAP_ENTRANTS.to_vec()), 170);
        assert_eq!((employer::DUE.last as usize, transfer::CATEGORY.last), (WIDTH, 19));
    }
}
