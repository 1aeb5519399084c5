//! Definitions of jobs: their sources, hire dates and ranks, columns resolved.

use contract::facts::AFFILIATION;
use contract::model::{ColumnType, HiresCount, PeriodKey, Spells};

use super::lower::{KeySpace, Scene};
use super::{Build, CompileError};
use crate::program::{Kind, RankProgram, SourceProgram, SpellsProgram};

impl Build<'_> {
    pub(super) fn spells(&mut self, id: &str, spells: &Spells) -> Result<SpellsProgram, CompileError> {
        let mut sources = Vec::new();
        for source in &spells.sources {
            let table = self.table(&source.table)?;
            if self.tables[table].period != Some(PeriodKey::Month) || !self.tables[table].by_person {
                return Err(CompileError::Misplaced {
                    what: format!("table `{}` as a source of spells", source.table),
                });
            }
            self.tables[table].needed = true;
            let mut scene = Scene::new(KeySpace::Row);
            scene.row_table = Some(table);
            scene.conditional = true;
            let present = self.truth(&mut scene, &source.present)?;
            let mut optional = |name: &Option<String>, kind| {
                name.as_ref().map(|name| self.column_of_kind(table, name, kind)).transpose()
            };
            let situation = optional(&source.situation, Kind::Word)?;
            let left = optional(&source.left, Kind::Date)?;
            let under = self.affiliation(table);
            sources.push(SourceProgram {
                table,
                present,
                situation,
                counting: self.word_list(&source.counting),
                bridging: self.word_list(&source.bridging),
                ending: self.word_list(&source.ending),
                left,
                under,
            });
        }
        let hired = match &spells.hired {
            Some((table, column)) => {
                let table = self.table(table)?;
                Some((table, self.column_of_kind(table, column, Kind::Date)?))
            }
            None => None,
        };
        let mut ranks = Vec::new();
        for rank in &spells.ranks {
            let mut scene = Scene::new(KeySpace::Spell);
            scene.conditional = true;
            let among = rank.among.as_ref().map(|among| self.truth(&mut scene, among)).transpose()?;
            scene.conditional = false;
            let then = rank
                .then
                .iter()
                .map(|(table, column)| {
                    let lookup = self.first_month_lookup(table, column)?;
                    let sorts = lookup.kind.is_number() || lookup.kind == Kind::Date;
                    if sorts { Ok(lookup) } else { Err(CompileError::Unlike { place: "an order of ranks" }) }
                })
                .collect::<Result<_, _>>()?;
            ranks.push(RankProgram { among, then, ties: rank.ties });
        }
        let counts_first_month = spells.hires_count == HiresCount::FirstMonthOfRows;
        let (id, gap_months) = (id.to_owned(), spells.gap_months);
        Ok(SpellsProgram { id, sources, gap_months, hired, counts_first_month, ranks })
    }

    /// Where rows of a table say under which affiliation they stand. Intake gives the column, whether or not a document names it.
    fn affiliation(&mut self, table: usize) -> Option<usize> {
        let declared = self.contract.tables[table].columns.get(AFFILIATION);
        let is_word = declared.is_none_or(|declared| matches!(declared, ColumnType::Code(_) | ColumnType::Place));
        is_word.then(|| self.place_of(table, AFFILIATION, Kind::Word))
    }
}
