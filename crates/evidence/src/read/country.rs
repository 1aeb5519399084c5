//! Nationality as written, as Moroccan or foreign: more is not kept.
//!
//! Countries by their codes of ISO 3166-1 (the list of the Debian package `iso-codes`, 2026), in any case; a few words of
//! nationality in three languages. Two letters that are no country say nothing, and are never a foreigner. `EH` says
//! nothing either: nobody's papers say it.

use super::spelling::key;

/// The canonical word of a nationality, and whether it is written as asked for (two letters).
pub(super) fn nationality(text: &str) -> Option<(&'static str, bool)> {
    let code = text.trim().to_ascii_uppercase();
    if matches!(code.as_str(), "MA" | "MAR") {
        return Some(("moroccan", code.len() == 2));
    }
    let is_code = |country: &str| country.split(' ').any(|known| known == code);
    if COUNTRIES.iter().any(|country| is_code(country)) {
        return Some(("foreign", code.len() == 2));
    }
    let word = key(text);
    if MOROCCAN.contains(&word.as_str()) {
        return Some(("moroccan", false));
    }
    FOREIGN.contains(&word.as_str()).then_some(("foreign", false))
}

/// Both nationalities as asked for, with the words that say them too.
pub(super) fn words() -> Vec<(&'static str, Vec<&'static str>)> {
    vec![("MA", [&["MAR"], MOROCCAN].concat()), ("ISO 3166-1", FOREIGN.to_vec())]
}

/// Words for Moroccan, as [`key`] spells them.
const MOROCCAN: &[&str] = &[
    "maroc",
    "marocain",
    "marocaine",
    "marocains",
    "marocaines",
    "morocco",
    "moroccan",
    "المغرب",
    "مغربي",
    "مغربيه",
    "المغربيه",
];

/// Words for foreign, and nationalities that are frequent in the trade, as [`key`] spells them.
const FOREIGN: &[&str] = &[
    "etranger",
    "etrangere",
    "foreign",
    "foreigner",
    "اجنبي",
    "اجنبيه",
    "france",
    "francais",
    "francaise",
    "french",
    "فرنسي",
    "فرنسيه",
    "espagne",
    "espagnol",
    "espagnole",
    "spanish",
    "senegal",
    "senegalais",
    "senegalaise",
    "سنغالي",
    "سنغاليه",
    "cotedivoire",
    "ivoirien",
    "ivoirienne",
    "tunisie",
    "tunisien",
    "tunisienne",
    "تونسي",
    "تونسيه",
    "algerie",
    "algerien",
    "algerienne",
    "جزائري",
    "جزائريه",
    "mauritanie",
    "mauritanien",
    "mauritanienne",
    "cameroun",
    "camerounais",
    "camerounaise",
    "mali",
    "malien",
    "malienne",
    "guineen",
    "guineenne",
    "congolais",
    "congolaise",
    "gabonais",
    "gabonaise",
    "beninois",
    "beninoise",
    "togolais",
    "togolaise",
    "burkinabe",
    "nigerien",
    "nigerienne",
    "italien",
    "italienne",
    "allemand",
    "allemande",
    "german",
    "belge",
    "belgian",
    "portugais",
    "portugaise",
    "britannique",
    "british",
    "americain",
    "americaine",
    "american",
    "canadien",
    "canadienne",
    "canadian",
    "indien",
    "indienne",
    "indian",
    "egyptien",
    "egyptienne",
    "syrien",
    "syrienne",
    "libanais",
    "libanaise",
];

/// Countries by their two and three letters, without Morocco.
const COUNTRIES: &[&str] = &[
    "AD AND", "AE ARE", "AF AFG", "AG ATG", "AI AIA", "AL ALB", "AM ARM", "AO AGO", "AQ ATA", "AR ARG", "AS ASM",
    "AT AUT", "AU AUS", "AW ABW", "AX ALA", "AZ AZE", "BA BIH", "BB BRB", "BD BGD", "BE BEL", "BF BFA", "BG BGR",
    "BH BHR", "BI BDI", "BJ BEN", "BL BLM", "BM BMU", "BN BRN", "BO BOL", "BQ BES", "BR BRA", "BS BHS", "BT BTN",
    "BV BVT", "BW BWA", "BY BLR", "BZ BLZ", "CA CAN", "CC CCK", "CD COD", "CF CAF", "CG COG", "CH CHE", "CI CIV",
    "CK COK", "CL CHL", "CM CMR", "CN CHN", "CO COL", "CR CRI", "CU CUB", "CV CPV", "CW CUW", "CX CXR", "CY CYP",
    "CZ CZE", "DE DEU", "DJ DJI", "DK DNK", "DM DMA", "DO DOM", "DZ DZA", "EC ECU", "EE EST", "EG EGY", "ER ERI",
    "ES ESP", "ET ETH", "FI FIN", "FJ FJI", "FK FLK", "FM FSM", "FO FRO", "FR FRA", "GA GAB", "GB GBR", "GD GRD",
    "GE GEO", "GF GUF", "GG GGY", "GH GHA", "GI GIB", "GL GRL", "GM GMB", "GN GIN", "GP GLP", "GQ GNQ", "GR GRC",
    "GS SGS", "GT GTM", "GU GUM", "GW GNB", "GY GUY", "HK HKG", "HM HMD", "HN HND", "HR HRV", "HT HTI", "HU HUN",
    "ID IDN", "IE IRL", "IL ISR", "IM IMN", "IN IND", "IO IOT", "IQ IRQ", "IR IRN", "IS ISL", "IT ITA", "JE JEY",
    "JM JAM", "JO JOR", "JP JPN", "KE KEN", "KG KGZ", "KH KHM", "KI KIR", "KM COM", "KN KNA", "KP PRK", "KR KOR",
    "KW KWT", "KY CYM", "KZ KAZ", "LA LAO", "LB LBN", "LC LCA", "LI LIE", "LK LKA", "LR LBR", "LS LSO", "LT LTU",
    "LU LUX", "LV LVA", "LY LBY", "MC MCO", "MD MDA", "ME MNE", "MF MAF", "MG MDG", "MH MHL", "MK MKD", "ML MLI",
    "MM MMR", "MN MNG", "MO MAC", "MP MNP", "MQ MTQ", "MR MRT", "MS MSR", "MT MLT", "MU MUS", "MV MDV", "MW MWI",
    "MX MEX", "MY MYS", "MZ MOZ", "NA NAM", "NC NCL", "NE NER", "NF NFK", "NG NGA", "NI NIC", "NL NLD", "NO NOR",
    "NP NPL", "NR NRU", "NU NIU", "NZ NZL", "OM OMN", "PA PAN", "PE PER", "PF PYF", "PG PNG", "PH PHL", "PK PAK",
    "PL POL", "PM SPM", "PN PCN", "PR PRI", "PS PSE", "PT PRT", "PW PLW", "PY PRY", "QA QAT", "RE REU", "RO ROU",
    "RS SRB", "RU RUS", "RW RWA", "SA SAU", "SB SLB", "SC SYC", "SD SDN", "SE SWE", "SG SGP", "SH SHN", "SI SVN",
    "SJ SJM", "SK SVK", "SL SLE", "SM SMR", "SN SEN", "SO SOM", "SR SUR", "SS SSD", "ST STP", "SV SLV", "SX SXM",
    "SY SYR", "SZ SWZ", "TC TCA", "TD TCD", "TF ATF", "TG TGO", "TH THA", "TJ TJK", "TK TKL", "TL TLS", "TM TKM",
    "TN TUN", "TO TON", "TR TUR", "TT TTO", "TV TUV", "TW TWN", "TZ TZA", "UA UKR", "UG UGA", "UM UMI", "US USA",
    "UY URY", "UZ UZB", "VA VAT", "VC VCT", "VE VEN", "VG VGB", "VI VIR", "VN VNM", "VU VUT", "WF WLF", "WS WSM",
    "YE YEM", "YT MYT", "ZA ZAF", "ZM ZMB", "ZW ZWE",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_words_say_moroccan_or_foreign_and_nothing_else() {
        for text in ["MA", "ma", "Ma", "mA"] {
            assert_eq!(nationality(text), Some(("moroccan", true)), "{text}");
        }
        for text in ["MAR", "Marocaine", "MAROCAIN", "مغربي", "مغربية", "Morocco"] {
            assert_eq!(nationality(text), Some(("moroccan", false)), "{text}");
        }
        assert_eq!(nationality("MR"), Some(("foreign", true)), "Mauritania");
        assert_eq!(nationality("fr"), Some(("foreign", true)));
        assert_eq!(nationality("Sénégalaise"), Some(("foreign", false)));
        for text in ["XX", "ZZ", "M", "EH", "EN", "UK", "marokko", "0", ""] {
            assert_eq!(nationality(text), None, "{text}");
        }
    }

    #[test]
    fn words_stand_as_they_are_spelled_and_countries_in_order() {
        assert!(MOROCCAN.iter().chain(FOREIGN).all(|word| key(word) == *word));
        assert!(COUNTRIES.is_sorted());
    }
}
