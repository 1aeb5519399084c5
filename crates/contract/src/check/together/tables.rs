//! Tables of evidence beside each other: what a document reads of a table that another one files, and two that file one table.

use std::collections::BTreeSet;

use super::Member;
use crate::diagnostic::Diagnostic;
use crate::document::BlockKind;
use crate::model::{ColumnType, Contract, FileColumn, FileForm, RowSource, Table};
use crate::spelling::key;

/// What a document says of tables otherwise than the documents that file them: each table once.
pub(super) fn differ(member: Member<'_>, members: &[Member<'_>]) -> Vec<Diagnostic> {
    let Some(contract) = member.contract.filter(|_| !member.draft) else { return Vec::new() };
    let others = || members.iter().filter(|other| other.path != member.path && !other.draft);
    let told = own(contract).filter_map(|table| {
        others().find_map(|other| {
            let filed = own(other.contract?).find(|one| one.id == table.id && one.filing.is_some())?;
            let code = match &table.filing {
                Some(_) => is_filed_otherwise(table, filed).then_some("evidence-table-filed-otherwise"),
                None => reads_otherwise(table, filed).then_some("evidence-table-differs"),
            };
            Some(Diagnostic::error(code?, table.span).with("table", &table.id).with("path", other.path))
        })
    });
    told.collect()
}

/// The tables whose files have the columns of another table's too: headings that lack nothing of either are nobody's.
pub(super) fn alike(member: Member<'_>, members: &[Member<'_>]) -> Vec<Diagnostic> {
    let Some(contract) = member.contract.filter(|_| !member.draft) else { return Vec::new() };
    let others = || members.iter().filter(|other| !other.draft);
    let told = own(contract).filter_map(|table| {
        others().find_map(|other| {
            let alike = own(other.contract?).find(|one| one.id != table.id && are_alike(table, one))?;
            let told = Diagnostic::error("evidence-files-alike", table.span).with("table", &table.id);
            Some(told.with("other", &alike.id).with("path", other.path))
        })
    });
    told.collect()
}

/// Whether a file may have every column that both need, and no heading that one of them does not know.
///
/// `Employer, Month, Paid` may be a report that may also say *Hours*, and one that may also say *Site*.
fn are_alike(one: &Table, other: &Table) -> bool {
    let (Some(one), Some(other)) = (form(one), form(other)) else { return false };
    let spelled = |column: &FileColumn| -> BTreeSet<String> {
        std::iter::once(&column.heading).chain(&column.also).map(|heading| key(heading)).collect()
    };
    let knows = |form: &FileForm, column: &FileColumn| {
        let wanted = spelled(column);
        form.columns.iter().any(|own| !spelled(own).is_disjoint(&wanted))
    };
    let fits = |needed: &FileForm, form: &FileForm| {
        needed.columns.iter().filter(|column| !column.may_be_absent).all(|column| knows(form, column))
    };
    fits(one, other) && fits(other, one)
}

/// The form of the files of a table that is read from columns.
fn form(table: &Table) -> Option<&FileForm> {
    match &table.filing.as_ref()?.source {
        RowSource::Columns(form) => Some(form),
        RowSource::Reader(_) => None,
    }
}

/// The tables that a document reads and that neither it nor another one files: their rows will not come.
pub(super) fn unfiled(member: Member<'_>, members: &[Member<'_>]) -> Vec<Diagnostic> {
    let Some(contract) = member.contract.filter(|_| !member.draft) else { return Vec::new() };
    let files = |id: &str| {
        let all = members.iter().filter(|other| !other.draft).filter_map(|other| other.contract);
        all.flat_map(|other| &other.tables).any(|other| other.id == id && other.filing.is_some())
    };
    let unfiled = own(contract).filter(|table| !files(&table.id));
    unfiled.map(|table| Diagnostic::warning("evidence-table-unfiled", table.span).with("table", &table.id)).collect()
}

/// The tables that a document declares itself.
fn own(contract: &Contract) -> impl Iterator<Item = &Table> {
    contract.tables.iter().filter(|table| !contract.is_lent(BlockKind::Evidence, &table.id))
}

/// Whether two documents that file one table say different things of it.
fn is_filed_otherwise(one: &Table, other: &Table) -> bool {
    Table { span: other.span, ..one.clone() } != *other
}

/// Whether what a document reads of a table is not what the files of the table give. It may read fewer columns, and fewer words.
fn reads_otherwise(table: &Table, filed: &Table) -> bool {
    let fits = |(name, kind): (&String, &ColumnType)| match (kind, filed.columns.get(name)) {
        (ColumnType::Code(read), Some(ColumnType::Code(given))) if !given.is_empty() => {
            !read.is_empty() && read.iter().all(|word| given.contains(word))
        }
        (ColumnType::Code(read), Some(ColumnType::Place)) => read.is_empty(),
        (read, given) => given == Some(read),
    };
    let keys = |one: &Table| (one.by_person, one.period, one.dated, one.told_apart_by.clone());
    keys(table) != keys(filed) || !table.columns.iter().all(fits)
}
