//! Codes of published statistics: what they count, and who published them.

/// Perimeters of published statistics.
pub const PERIMETERS: &[&str] = &[
    "office_des_changes_new",
    "office_des_changes_old",
    "contract_baseline",
    "federation",
    "ministry_stable_jobs",
    "cdg_parks",
];

/// Who published a figure without stating its perimeter.
pub const PUBLISHERS: &[&str] = &[
    "amrc",
    "everest",
    "fmes",
    "fnh",
    "hellowork",
    "investinmorocco_nl",
    "labass",
    "lematin",
    "libe",
    "lnt",
    "managers_tn",
    "ministry",
    "oxford_business_group",
    "press",
    "valyoplus",
    "webmanagercenter",
    "yabiladi",
];
