//! The columns of the registers of operators, affiliations, sites and turnover, with their labels in three languages.

use crate::formats::bounds::TURNOVER_OF_A_YEAR;
use crate::formats::{Column, Content, column};
use crate::read::cells::Word;
use crate::read::table::Columns;

const OPERATEUR: Column = column("operateur", Content::Identifier, "op-1").labelled(&[
    "code operateur",
    "operator",
    "operator code",
    "المشغل",
    "رمز المشغل",
]);
const DU: Column = column("du", Content::Date, "2016-01-01").labelled(&[
    "date debut",
    "date de debut",
    "depuis",
    "from",
    "valid from",
    "start date",
    "من",
    "ابتداء من",
]);
const AU: Column = column("au", Content::Date, "2020-12-31").or_blank().labelled(&[
    "date fin",
    "date de fin",
    "jusqu au",
    "to",
    "until",
    "valid to",
    "end date",
    "الى",
    "الى غاية",
]);

/// Columns of the register of operators.
pub(in crate::read) const OPERATORS: Columns =
    &[
        OPERATEUR,
        column("raison_sociale", Content::LegalName, "Société fictive").fills("legal_name").labelled(&[
            "denomination",
            "denomination sociale",
            "nom de la societe",
            "company name",
            "legal name",
            "الاسم التجاري",
            "التسمية",
        ]),
        column("ice", Content::Ice, "001234567000062").or_blank().fills("ice").labelled(&[
            "n ice",
            "numero ice",
            "identifiant commun de l entreprise",
            "التعريف الموحد للمقاولة",
        ]),
        column("identifiant_fiscal", Content::TaxIdentifier, "12345678").or_blank().fills("tax_identifier").labelled(
            &["if", "n if", "numero if", "tax identifier", "tax id", "التعريف الضريبي", "رقم التعريف الضريبي"],
        ),
        column("date_creation", Content::Date, "2014-03-01").or_blank().fills("created").labelled(&[
            "date de creation",
            "creation date",
            "created",
            "تاريخ التأسيس",
        ]),
        column("groupe", Content::Identifier, "g1").or_absent().fills("group").labelled(&["group", "المجموعة"]),
    ];
/// Columns of the register of affiliations.
pub(in crate::read) const AFFILIATIONS: Columns = &[
    OPERATEUR,
    column("affiliation", Content::Affiliation, "1234567").fills("affiliation").labelled(&[
        "n affiliation",
        "numero affiliation",
        "numero d affiliation",
        "affiliation cnss",
        "affiliation number",
        "رقم الانخراط",
        "الانخراط",
    ]),
    DU,
    AU,
];
/// Columns of the register of sites.
pub(in crate::read) const SITES: Columns = &[
    OPERATEUR,
    column("site", Content::Identifier, "casa-1").fills("site").labelled(&[
        "code site",
        "workplace",
        "الموقع",
        "مقر العمل",
    ]),
    column("plateforme", Content::Platform, "casanearshore")
        .or_blank()
        .fills("platform")
        .labelled(&["platform", "المنصة"]),
    column("region", Content::Region, "MA-06").fills("region").labelled(&["code region", "الجهة"]),
    DU,
    AU,
];
/// Columns of the register of turnover.
pub(in crate::read) const TURNOVER: Columns = &[
    OPERATEUR,
    column("annee", Content::Year, "2025").labelled(&["exercice", "year", "السنة"]),
    column("ca_total", Content::Amount, "1000000.00").fills("total").within(TURNOVER_OF_A_YEAR).labelled(&[
        "chiffre d affaires",
        "chiffre d affaires total",
        "ca",
        "turnover",
        "total turnover",
        "رقم المعاملات",
    ]),
    column("ca_export", Content::Amount, "800000.50").fills("exports").within(TURNOVER_OF_A_YEAR).labelled(&[
        "chiffre d affaires export",
        "chiffre d affaires a l export",
        "ca a l export",
        "export turnover",
        "exports",
        "رقم معاملات التصدير",
    ]),
];

/// Platforms.
pub(in crate::read) const PLATFORMS: &[Word] = &[
    Word {
        written: "casanearshore", others: &["casanearshorepark", "كازانيرشور"], canonical: "casanearshore"
    },
    Word { written: "technopolis", others: &["technopolisrabat", "تكنوبوليس"], canonical: "technopolis" },
    Word { written: "fes-shore", others: &["fesshorepark"], canonical: "fes-shore" },
    Word { written: "oujda-shore", others: &["oujdashorepark"], canonical: "oujda-shore" },
    Word { written: "tetouan-shore", others: &["tetouanshorepark", "tetouanpark"], canonical: "tetouan-shore" },
];
