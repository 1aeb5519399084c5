//! Where the list lies: titles, totals, other tables, what is hidden.

use super::{HEADINGS, Made, PERSON, WAGES, one, persons, plain, sheets, with};
use crate::parts::{C, C::F, C::N, C::T, C::Z, Grid, grid, parts, workbook, zipped};

pub(super) fn all() -> Vec<Made> {
    let mut all = above_and_below();
    all.extend(hidden());
    all.extend(several());
    all
}

fn above_and_below() -> Vec<Made> {
    let above = |lines: &[Vec<C>]| lines.iter().cloned().chain(plain()).collect::<Vec<_>>();
    let below = |lines: &[Vec<C>]| plain().into_iter().chain(lines.iter().cloned()).collect::<Vec<_>>();
    let total = |word: &'static str, wages: C| {
        let mut row = vec![Z; 11];
        (row[0], row[WAGES]) = (T(word), wages);
        row
    };
    let [first, second] = persons();
    let groups = vec![T("Employer"), Z, T("Person"), Z, Z, Z, Z, Z, Z, T("Paid"), Z];
    let merged = |after, rows| Grid { after, ..grid("Sheet1", rows) };
    let mut split_upper = HEADINGS.to_vec();
    (split_upper[0], split_upper[PERSON], split_upper[WAGES]) = (T("Acc-"), T("Employee"), T("Gross"));
    let mut split = vec![Z; 11];
    (split[0], split[PERSON], split[WAGES]) = (T("ount"), T("ID"), T("wages"));
    let aside = plain().into_iter().map(|row| std::iter::once(Z).chain(row).collect()).collect();
    vec![
        one("plain", "The list and nothing else.", plain()),
        one(
            "title lines",
            "A title and a date above the headings.",
            above(&[vec![T("Fictitious Works, wages")], vec![T("Third quarter")], vec![]]),
        ),
        one("first column empty", "A telephone's export: column A is empty.", aside),
        one(
            "total",
            "A line of totals below, by a formula.",
            below(&[total("TOTAL", F("SUM(J2:J3)", Some("14500.1")))]),
        ),
        one(
            "total of another sum",
            "A line of totals that somebody typed wrong.",
            below(&[total("Total", N("14500"))]),
        ),
        one(
            "subtotals",
            "A subtotal below each person.",
            vec![
                HEADINGS.to_vec(),
                first.clone(),
                total("Sous-total", N("6500.1")),
                second.clone(),
                total("Sous-total", N("8000")),
                total("TOTAL", N("14500.1")),
            ],
        ),
        one(
            "blank lines",
            "Blank lines between the rows.",
            vec![HEADINGS.to_vec(), vec![], first.clone(), vec![], vec![], second.clone()],
        ),
        one(
            "headings again",
            "The headings once more in the middle, as on printed pages.",
            vec![HEADINGS.to_vec(), first.clone(), HEADINGS.to_vec(), second],
        ),
        one(
            "note below",
            "A sentence and a signature below.",
            below(&[vec![], vec![T("Closed by the management, without reserve")], vec![T("Signature")]]),
        ),
        one("merged title", "A title over all columns, in merged cells.", Vec::new()).grid(merged(
            "<mergeCells count=\"1\"><mergeCell ref=\"A1:K1\"/></mergeCells>",
            above(&[vec![T("Wages of the third quarter")]]),
        )),
        one("headings over two rows", "Groups of headings in merged cells above the headings.", Vec::new()).grid(
            merged(
                "<mergeCells count=\"2\"><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"C1:I1\"/></mergeCells>",
                above(&[groups]),
            ),
        ),
        one(
            "a heading in two cells",
            "Headings broken over two rows by hand.",
            std::iter::once(split_upper).chain(std::iter::once(split)).chain(persons()).collect(),
        ),
        one(
            "a column more",
            "A column of the submitter's own between the others.",
            plain()
                .into_iter()
                .enumerate()
                .map(|(row, mut cells)| {
                    cells.insert(4, if row == 0 { T("Remark") } else { T("ok") });
                    cells
                })
                .collect(),
        ),
        one(
            "a column missing",
            "The column of wages is not there.",
            plain()
                .into_iter()
                .map(|mut cells| {
                    cells.remove(WAGES);
                    cells
                })
                .collect(),
        ),
        one(
            "columns in another order",
            "Wages first.",
            plain()
                .into_iter()
                .map(|mut cells| {
                    let wages = cells.remove(WAGES);
                    cells.insert(0, wages);
                    cells
                })
                .collect(),
        ),
        one("headings alone", "Nobody below the headings.", vec![HEADINGS.to_vec()]),
        one(
            "nobody's row",
            "A row with wages and hours and nobody in it.",
            below(&[vec![N("1234567"), T("2025-Q3"), Z, Z, T("south"), T("No"), Z, Z, N("1999"), N("12"), N("1")]]),
        ),
        one(
            "another table below",
            "A table of codes below the list.",
            below(&[vec![], vec![T("Code"), T("Meaning")], vec![T("north"), T("Northern county")]]),
        ),
        one(
            "another table beside",
            "A table of codes beside the list.",
            plain()
                .into_iter()
                .enumerate()
                .map(|(row, mut cells)| {
                    cells.extend([Z, if row == 0 { T("Code") } else { T("north") }]);
                    cells
                })
                .collect(),
        ),
    ]
}

fn hidden() -> Vec<Made> {
    let mut row = grid("Sheet1", plain());
    row.rows[2].1 = "hidden=\"1\"";
    let column = Grid {
        before: "<cols><col min=\"10\" max=\"10\" width=\"9\" hidden=\"1\"/></cols>",
        ..grid("Sheet1", plain())
    };
    let mut filtered = grid("Sheet1", plain());
    filtered.rows[2].1 = "hidden=\"1\"";
    filtered.before = "<sheetPr filterMode=\"1\"/>";
    let filter = "<autoFilter ref=\"A1:K3\"><filterColumn colId=\"4\"><filters><filter val=\"north\"/></filters></filterColumn></autoFilter>";
    filtered.after = filter;
    let buttons = Grid { after: "<autoFilter ref=\"A1:K3\"/>", ..grid("Sheet1", plain()) };
    let frozen = Grid {
        before: "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" state=\"frozen\"/></sheetView></sheetViews>",
        ..grid("Sheet1", plain())
    };
    let guarded =
        Grid { after: "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\"/>", ..grid("Sheet1", plain()) };
    let away = |state| Grid { state, ..grid("Wages", plain()) };
    let note = || grid("Notes", vec![vec![T("To whom it may concern")]]);
    vec![
        sheets("a row hidden", "The second person's row is hidden by hand.", &[row]),
        sheets("a column hidden", "The column of wages is hidden.", &[column]),
        sheets("filtered", "A filter shows one county alone.", &[filtered]),
        sheets("filter buttons", "A filter that hides nothing.", &[buttons]),
        sheets("frozen headings", "The headings stay in sight.", &[frozen]),
        sheets("protected", "Cells are protected against changes, without a password.", &[guarded]),
        sheets("the sheet hidden", "The list is on a hidden sheet, beside one of notes.", &[note(), away("hidden")]),
        sheets(
            "the sheet hidden well",
            "The list is on a sheet that only a program shows.",
            &[note(), away("veryHidden")],
        ),
    ]
}

fn several() -> Vec<Made> {
    let codes = Grid { state: "hidden", ..grid("Lists", vec![vec![T("Code")], vec![T("north")]]) };
    let month = |name, quarter| grid(name, with(super::QUARTER, [T(quarter), T(quarter)]));
    let empty = || grid("Sheet2", vec![]);
    let mut macros = parts(&[grid("Sheet1", plain())], "");
    macros.push(("xl/vbaProject.bin".to_owned(), b"nothing that is ever read".to_vec()));
    vec![
        sheets(
            "empty sheets",
            "Two sheets more, with nothing on them.",
            &[grid("Sheet1", plain()), empty(), grid("Sheet3", vec![])],
        ),
        sheets("lists hidden", "A hidden sheet of codes for drop-down lists.", &[grid("Sheet1", plain()), codes]),
        sheets(
            "two lists",
            "Two sheets that are the list of a quarter each.",
            &[month("Q3", "2025-Q3"), month("Q4", "2025-Q4")],
        ),
        sheets("nothing", "A workbook in which nothing stands.", &[empty()]),
        sheets(
            "no list",
            "A workbook of notes.",
            &[grid("Notes", vec![vec![T("Note"), T("Of")], vec![T("a"), T("b")]])],
        ),
        Made {
            bytes: zipped(&macros),
            ..sheets("with macros", "A workbook with a program in it, which nobody starts.", &[])
        },
    ]
}

impl Made {
    /// The same, of that sheet.
    fn grid(self, grid: Grid) -> Made {
        Made { bytes: workbook(&[grid]), ..self }
    }
}
