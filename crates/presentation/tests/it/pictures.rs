//! Charts in three languages: what a picture says, what its table says, and that nothing is drawn that is not known.
//!
//! The pictures are also written under the target directory, for eyes.

use std::collections::BTreeMap;

use contract::calendar::Date;
use contract::check::{Packs, check};
use contract::money::{Decimal, Money};
use contract::unit::Currency;
use office::answer::atlas::{Atlas, AtlasPlace};
use presentation::chart::{
    BarRow, Bars, Bullet, Cascade, Forecast, Frame, Map, MapRegion, Measure, Palette, RegionValue, Spark, Step,
    StepKind, Trajectory,
};
use presentation::names::place;
use presentation::table::Notice;
use presentation::words::marks::{List, word};
use presentation::{Language, Rendered, Unit, words};

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn number(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn dated(points: &[(&str, &str)]) -> Vec<(Date, Decimal)> {
    points.iter().map(|(day, value)| (date(day), number(value))).collect()
}

fn words_of(language: Language, french: &str, arabic: &str, english: &str) -> Rendered {
    Rendered::plain(match language {
        Language::Fr => french,
        Language::Ar => arabic,
        Language::En => english,
    })
}

fn frame(language: Language, id: &str, title: [&str; 3], measure: [&str; 3]) -> Frame {
    Frame {
        id: id.to_owned(),
        language,
        palette: Palette::Fixed,
        title: words_of(language, title[0], title[1], title[2]),
        measure: words_of(language, measure[0], measure[1], measure[2]),
        source: words_of(
            language,
            "Source\u{A0}: données générées pour les essais.",
            "المصدر: معطيات مولَّدة للتجربة.",
            "Source: data generated for tests.",
        ),
        notices: vec![Notice::Fictitious],
    }
}

fn trajectory(language: Language) -> Trajectory {
    Trajectory {
        frame: frame(
            language,
            "jobs",
            [
                "Les emplois restent sous le chemin convenu",
                "مناصب الشغل دون المسار المتفق عليه",
                "Jobs stay below the agreed path",
            ],
            [
                "Emplois, stock en fin d’année",
                "مناصب الشغل، المخزون في نهاية السنة",
                "Jobs, stock at the end of the year",
            ],
        ),
        measure: Measure::Counted(Unit::Jobs),
        actual: dated(&[
            ("2015-12-31", "63000"),
            ("2016-12-31", "70500"),
            ("2017-06-30", "75000"),
            ("2018-12-31", "80000"),
        ]),
        path: dated(&[("2015-12-31", "63000"), ("2020-12-31", "123000")]),
        path_is_linear: true,
        forecast: ["2019-12-31", "2020-12-31"]
            .iter()
            .zip([("82000", "85000", "89000"), ("83000", "91000", "99000")])
            .map(|(day, (low, middle, high))| Forecast {
                date: date(day),
                low: number(low),
                middle: number(middle),
                high: number(high),
            })
            .collect(),
    }
}

fn mad() -> Currency {
    Currency::new("MAD").expect("a currency")
}

fn cascade(language: Language) -> Cascade {
    let money = |text: &str| text.parse::<Money>().expect("an amount");
    let step = |label: [&str; 3], article: Option<&str>, kind| Step {
        label: words_of(language, label[0], label[1], label[2]),
        basis: article.map(|article| words::place_article(language, article)),
        kind,
    };
    Cascade {
        currency: mad(),
        frame: frame(
            language,
            "due",
            [
                "De l’impôt retenu à la contribution due",
                "من الضريبة المقتطعة إلى المساهمة المستحقة",
                "From tax withheld to the contribution due",
            ],
            [
                "Un salarié, année 2025, en dirhams",
                "أجير واحد، سنة 2025، بالدرهم",
                "One employee, year 2025, in dirham",
            ],
        ),
        steps: vec![
            step(
                ["Impôt sur le revenu retenu", "الضريبة على الدخل المقتطعة", "Income tax withheld"],
                None,
                StepKind::Level(money("66947.93")),
            ),
            step(
                [
                    "Plafond de 20 % du revenu brut imposable, à la charge du salarié",
                    "سقف 20 % من الدخل الإجمالي الخاضع للضريبة، على عاتق الأجير",
                    "Cap of 20% of gross taxable income, borne by the employee",
                ],
                Some("3"),
                StepKind::Change(money("-60000")),
            ),
            step(
                ["Part du chiffre d’affaires à l’export", "حصة رقم المعاملات عند التصدير", "Share of export turnover"],
                Some("3"),
                StepKind::Change(money("-1389.59")),
            ),
            step(
                ["Contribution due", "المساهمة المستحقة", "Contribution due"],
                Some("3"),
                StepKind::Level(money("5558.34")),
            ),
        ],
    }
}

fn bars(language: Language) -> Bars {
    let rows =
        [("crm", Some("26360")), ("bpo", Some("3120")), ("ito", Some("4870")), ("eso", Some("985")), ("kpo", None)];
    Bars {
        frame: frame(
            language,
            "ecosystems",
            [
                "La relation client emploie trois salariés sur quatre",
                "العلاقة مع الزبناء تشغل ثلاثة أرباع الأجراء",
                "Customer relations employ three in four",
            ],
            [
                "Emplois par écosystème, décembre 2025",
                "مناصب الشغل حسب المنظومة، دجنبر 2025",
                "Jobs by ecosystem, December 2025",
            ],
        ),
        category: ("ecosystem", words::heading_ecosystem(language)),
        measure: Measure::Counted(Unit::Jobs),
        rows: rows
            .into_iter()
            .map(|(code, value)| BarRow { label: word(language, List::Ecosystem, code), value: value.map(number) })
            .collect(),
    }
}

fn map(language: Language) -> Map {
    let figures = ["1240", "830", "3120", "9800", "210", "15400", "1890", "35", "640"];
    let regions = regions(language);
    let mut values: BTreeMap<String, RegionValue> = regions
        .iter()
        .zip(figures)
        .map(|(region, value)| (region.code.clone(), RegionValue::Known(number(value))))
        .collect();
    values.insert("MA-12".to_owned(), RegionValue::Secret);
    Map {
        frame: frame(
            language,
            "regions",
            [
                "Trois emplois sur quatre sont sur l’axe Casablanca–Rabat",
                "ثلاثة أرباع مناصب الشغل بين الدار البيضاء والرباط",
                "Three jobs in four lie between Casablanca and Rabat",
            ],
            ["Emplois par région, décembre 2025", "مناصب الشغل حسب الجهة، دجنبر 2025", "Jobs by region, December 2025"],
        ),
        measure: Measure::Counted(Unit::Jobs),
        regions,
        values,
    }
}

/// The regions of the pack that is shipped.
fn regions(language: Language) -> Vec<MapRegion> {
    let pack = include_str!("../../../../contracts/ma/packs/territory/pack.md");
    let atlas = Atlas::of(check(pack, &Packs::default()).contract.as_ref());
    let region = |(code, region): (&str, &AtlasPlace)| MapRegion {
        code: code.to_owned(),
        name: place(language, &atlas, code),
        outline: region.outline.clone(),
    };
    atlas.regions().map(region).collect()
}

fn spark(language: Language) -> Spark {
    Spark {
        id: "margin".to_owned(),
        label: words_of(language, "Chiffre d’affaires à l’export", "رقم المعاملات عند التصدير", "Export turnover"),
        measure: Measure::Money(mad()),
        points: dated(&[
            ("2015-12-31", "8000000000"),
            ("2016-12-31", "8600000000"),
            ("2017-12-31", "9400000000"),
            ("2018-12-31", "10500000000"),
        ]),
        target: Some(number("26000000000")),
    }
}

fn bullet(language: Language) -> Bullet {
    Bullet {
        id: "row".to_owned(),
        label: words_of(language, "Emplois directs", "مناصب الشغل المباشرة", "Direct jobs"),
        measure: Measure::Counted(Unit::Jobs),
        actual: Some(number("80000")),
        target: number("123000"),
        baseline: Some(number("63000")),
        tolerated: Some(number("117000")),
    }
}

fn every_picture(language: Language) -> Vec<(&'static str, String)> {
    vec![
        ("trajectory", trajectory(language).svg()),
        ("cascade", cascade(language).svg()),
        ("bars", bars(language).svg()),
        ("map", map(language).svg()),
        ("spark", spark(language).svg(language, Palette::Fixed)),
        ("bullet", bullet(language).svg(language, Palette::Fixed)),
    ]
}

#[test]
fn every_picture_is_drawn_in_three_languages() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    std::fs::create_dir_all(&folder).expect("a folder under the target directory");
    for language in Language::ALL {
        for (name, svg) in every_picture(language) {
            std::fs::write(folder.join(format!("{name}-{}.svg", language.tag())), &svg).expect("a picture");
            assert!(svg.contains("role=\"img\"") && svg.contains("<title id=") && svg.contains("<desc id="), "{name}");
            assert!(!svg.contains("var(--"), "{name}: fixed colours only");
            assert!(
                !svg.contains("NaN") && !svg.contains("\"inf") && !svg.contains(",inf"),
                "{name}: a place that is no number"
            );
            assert!(!svg.contains('['), "{name}: a message without words");
        }
    }
}

#[test]
fn no_figure_in_a_picture_is_joined_by_a_plain_space() {
    for language in Language::ALL {
        for (name, svg) in every_picture(language) {
            for text in svg.split("<text").skip(1) {
                let body = text.split('>').nth(1).unwrap_or_default();
                let letters: Vec<char> = body.chars().collect();
                let joined = letters
                    .windows(3)
                    .any(|three| three[0].is_ascii_digit() && three[1] == ' ' && three[2].is_ascii_digit());
                assert!(!joined, "{name}: {body}");
            }
        }
    }
}

#[test]
fn the_text_alternative_is_a_sentence() {
    assert_eq!(
        trajectory(Language::Fr).description().text().replace(['\u{202F}', '\u{A0}'], "~"),
        "Les emplois restent sous le chemin convenu. Réalisé~: 80~000~emplois au 31~décembre~2018~; convenu~: 123~000~emplois au 31~décembre~2020."
    );
    assert_eq!(
        map(Language::En).description().text().replace('\u{A0}', "~"),
        "Three jobs in four lie between Casablanca and Rabat. Regions with a known figure: 9; lowest: Drâa-Tafilalet, 35~jobs; highest: Casablanca-Settat, 15,400~jobs."
    );
    assert_eq!(
        spark(Language::Ar).description(Language::Ar).text().replace('\u{A0}', "~"),
        "رقم المعاملات عند التصدير: 10,5~ملايير~درهم بتاريخ 31~دجنبر~2018؛ القيمة المستهدفة 26~مليار~درهم."
    );
}

#[test]
fn the_table_of_a_picture_holds_its_figures_exactly() {
    let tables = [cascade(Language::Fr).table(), map(Language::Fr).table(), trajectory(Language::En).table()];
    insta::assert_snapshot!(tables.map(|table| table.to_csv().replace("\r\n", "\n")).join("\n"));
}

#[test]
fn unknown_is_never_drawn_as_zero() {
    let svg = bars(Language::En).svg();
    assert!(svg.contains(">not known</text>"));
    let nothing = Bullet { actual: None, ..bullet(Language::En) };
    assert_eq!(
        nothing.description(Language::En).text(),
        "Direct jobs: actual cannot be determined, for a target of 123,000\u{A0}jobs."
    );
    let rects = |svg: &str| svg.matches("<rect").count();
    let drawn = bullet(Language::En).svg(Language::En, Palette::Fixed);
    assert_eq!(rects(&nothing.svg(Language::En, Palette::Fixed)) + 1, rects(&drawn));
}

#[test]
fn bars_start_where_reading_begins_and_time_runs_left_to_right() {
    let first_bar = |svg: &str| -> f64 {
        let bar = svg.split("<rect x=\"").nth(2).expect("a bar");
        bar.split('"').next().and_then(|x| x.parse().ok()).expect("a place")
    };
    assert!(first_bar(&bars(Language::Fr).svg()) > 100.0);
    let line =
        |svg: &str| svg.split("<polyline points=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    assert_eq!(
        line(&spark(Language::Fr).svg(Language::Fr, Palette::Fixed)),
        line(&spark(Language::Ar).svg(Language::Ar, Palette::Fixed))
    );
}

#[test]
fn the_map_names_and_draws_every_region_of_its_pack() {
    for language in Language::ALL {
        let regions = regions(language);
        assert_eq!(regions.len(), 12);
        for region in regions {
            assert_ne!(region.name.text(), region.code);
            assert!(region.outline.is_some(), "{}", region.code);
        }
    }
}

#[test]
fn a_map_without_outlines_is_a_table() {
    let bare = Map { regions: Vec::new(), ..map(Language::En) };
    assert!(map(Language::En).is_drawn() && !bare.is_drawn());
    let mut undrawn = map(Language::En);
    undrawn.regions.iter_mut().for_each(|region| region.outline = None);
    assert!(!undrawn.is_drawn());
    assert_eq!(undrawn.table().rows, map(Language::En).table().rows);
}
