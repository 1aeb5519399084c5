//! Countries by their codes of ISO 3166-1 (the list of the Debian package `iso-codes`, 2026): the whole list, and nothing of
//! any of them. Which word of a column a country says is the matter of the document that declares it.

/// The two letters of a country that its two or three letters stand for, in any case, and whether there are three.
pub(super) fn code(text: &str) -> Option<(&'static str, bool)> {
    let text = text.trim();
    if !matches!(text.len(), 2 | 3) {
        return None;
    }
    let two = |country: &'static str| country.split_once(' ');
    let is = |code: &str| code.eq_ignore_ascii_case(text);
    let (code, _) = COUNTRIES.iter().copied().filter_map(two).find(|(two, three)| is(two) || is(three))?;
    Some((code, text.len() == 3))
}

/// Countries by their two and three letters.
const COUNTRIES: &[&str] = &[
    "AD AND", "AE ARE", "AF AFG", "AG ATG", "AI AIA", "AL ALB", "AM ARM", "AO AGO", "AQ ATA", "AR ARG", "AS ASM",
    "AT AUT", "AU AUS", "AW ABW", "AX ALA", "AZ AZE", "BA BIH", "BB BRB", "BD BGD", "BE BEL", "BF BFA", "BG BGR",
    "BH BHR", "BI BDI", "BJ BEN", "BL BLM", "BM BMU", "BN BRN", "BO BOL", "BQ BES", "BR BRA", "BS BHS", "BT BTN",
    "BV BVT", "BW BWA", "BY BLR", "BZ BLZ", "CA CAN", "CC CCK", "CD COD", "CF CAF", "CG COG", "CH CHE", "CI CIV",
    "CK COK", "CL CHL", "CM CMR", "CN CHN", "CO COL", "CR CRI", "CU CUB", "CV CPV", "CW CUW", "CX CXR", "CY CYP",
    "CZ CZE", "DE DEU", "DJ DJI", "DK DNK", "DM DMA", "DO DOM", "DZ DZA", "EC ECU", "EE EST", "EG EGY", "EH ESH",
    "ER ERI", "ES ESP", "ET ETH", "FI FIN", "FJ FJI", "FK FLK", "FM FSM", "FO FRO", "FR FRA", "GA GAB", "GB GBR",
    "GD GRD", "GE GEO", "GF GUF", "GG GGY", "GH GHA", "GI GIB", "GL GRL", "GM GMB", "GN GIN", "GP GLP", "GQ GNQ",
    "GR GRC", "GS SGS", "GT GTM", "GU GUM", "GW GNB", "GY GUY", "HK HKG", "HM HMD", "HN HND", "HR HRV", "HT HTI",
    "HU HUN", "ID IDN", "IE IRL", "IL ISR", "IM IMN", "IN IND", "IO IOT", "IQ IRQ", "IR IRN", "IS ISL", "IT ITA",
    "JE JEY", "JM JAM", "JO JOR", "JP JPN", "KE KEN", "KG KGZ", "KH KHM", "KI KIR", "KM COM", "KN KNA", "KP PRK",
    "KR KOR", "KW KWT", "KY CYM", "KZ KAZ", "LA LAO", "LB LBN", "LC LCA", "LI LIE", "LK LKA", "LR LBR", "LS LSO",
    "LT LTU", "LU LUX", "LV LVA", "LY LBY", "MA MAR", "MC MCO", "MD MDA", "ME MNE", "MF MAF", "MG MDG", "MH MHL",
    "MK MKD", "ML MLI", "MM MMR", "MN MNG", "MO MAC", "MP MNP", "MQ MTQ", "MR MRT", "MS MSR", "MT MLT", "MU MUS",
    "MV MDV", "MW MWI", "MX MEX", "MY MYS", "MZ MOZ", "NA NAM", "NC NCL", "NE NER", "NF NFK", "NG NGA", "NI NIC",
    "NL NLD", "NO NOR", "NP NPL", "NR NRU", "NU NIU", "NZ NZL", "OM OMN", "PA PAN", "PE PER", "PF PYF", "PG PNG",
    "PH PHL", "PK PAK", "PL POL", "PM SPM", "PN PCN", "PR PRI", "PS PSE", "PT PRT", "PW PLW", "PY PRY", "QA QAT",
    "RE REU", "RO ROU", "RS SRB", "RU RUS", "RW RWA", "SA SAU", "SB SLB", "SC SYC", "SD SDN", "SE SWE", "SG SGP",
    "SH SHN", "SI SVN", "SJ SJM", "SK SVK", "SL SLE", "SM SMR", "SN SEN", "SO SOM", "SR SUR", "SS SSD", "ST STP",
    "SV SLV", "SX SXM", "SY SYR", "SZ SWZ", "TC TCA", "TD TCD", "TF ATF", "TG TGO", "TH THA", "TJ TJK", "TK TKL",
    "TL TLS", "TM TKM", "TN TUN", "TO TON", "TR TUR", "TT TTO", "TV TUV", "TW TWN", "TZ TZA", "UA UKR", "UG UGA",
    "UM UMI", "US USA", "UY URY", "UZ UZB", "VA VAT", "VC VCT", "VE VEN", "VG VGB", "VI VIR", "VN VNM", "VU VUT",
    "WF WLF", "WS WSM", "YE YEM", "YT MYT", "ZA ZAF", "ZM ZMB", "ZW ZWE",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_any_case_and_nothing_else_is() {
        for text in ["FR", "fr", " Fr "] {
            assert_eq!(code(text), Some(("FR", false)), "{text}");
        }
        assert_eq!(code("fra"), Some(("FR", true)));
        for text in ["XX", "ZZ", "F", "EN", "UK", "France", "0", "", "FRAN"] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    #[test]
    fn countries_stand_in_order() {
        assert!(COUNTRIES.is_sorted());
    }
}
