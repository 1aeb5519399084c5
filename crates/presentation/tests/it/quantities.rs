//! Figures, amounts, dates and periods as printed. The expected strings are written out, no-break spaces included.

use contract::calendar::{Date, Interval, Month};
use contract::money::{Decimal, Money};
use contract::unit::{Base, Currency, Unit as InUnit};
use presentation::Language::{Ar, En, Fr};
use presentation::quantity::{
    MoneyForm, amount_among, amount_heading, common, in_currency, in_unit, month_name, percentage_of, sums,
};
use presentation::{Language, Quantity, Unit, quantity};

fn money(text: &str) -> Money {
    text.parse().expect("an amount")
}

fn dirham(text: &str, form: MoneyForm) -> Quantity {
    in_currency(money(text), Currency::new("MAD").expect("a currency"), form)
}

fn number(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

/// The text, with no-break spaces made visible: `_` for U+202F, `~` for U+00A0.
fn shown(language: Language, value: Quantity) -> String {
    quantity(language, &value).text().replace('\u{202F}', "_").replace('\u{00A0}', "~")
}

fn in_three(value: Quantity) -> [String; 3] {
    Language::ALL.map(|language| shown(language, value))
}

#[test]
fn amounts() {
    assert_eq!(in_three(dirham("66947.93", MoneyForm::Full)), ["66_947,93~MAD", "66_947,93~درهم", "MAD~66,947.93"]);
    assert_eq!(in_three(dirham("-0.05", MoneyForm::Full)), ["−0,05~MAD", "−0,05~درهم", "MAD~−0.05"]);
    assert_eq!(in_three(Quantity::Amount(money("1234567.8"))), ["1_234_567,80", "1_234_567,80", "1,234,567.80"]);
    assert_eq!(in_three(dirham("10000", MoneyForm::Per(Base::Month)))[0], "10_000,00~MAD/mois");
    assert_eq!(in_three(dirham("10000", MoneyForm::Per(Base::Year)))[1], "10_000,00~درهم~سنويا");
}

#[test]
fn amounts_say_for_what_they_are() {
    let of = |unit| in_three(in_unit(number("360"), InUnit::parse(unit).expect("a unit")));
    assert_eq!(of("MAD/person"), ["360,00~MAD/personne", "360,00~درهم~للشخص", "MAD~360.00/person"]);
    assert_eq!(of("MAD/m2"), ["360,00~MAD/m²", "360,00~درهم~للمتر~المربع", "MAD~360.00/m²"]);
    assert_eq!(of("MAD/USD"), ["360,00~MAD~pour~1~USD", "360,00~درهم~لكل~1~دولار~أمريكي", "MAD~360.00~for~USD~1"]);
}

#[test]
fn amounts_of_any_currency_bear_its_code() {
    let of = |amount, code, form| in_three(in_currency(money(amount), Currency::new(code).expect("a currency"), form));
    assert_eq!(of("1234.50", "USD", MoneyForm::Full), ["1_234,50~USD", "1_234,50~دولار~أمريكي", "USD~1,234.50"]);
    assert_eq!(of("1234.50", "MAD", MoneyForm::Full), ["1_234,50~MAD", "1_234,50~درهم", "MAD~1,234.50"]);
    assert_eq!(of("1234", "JPY", MoneyForm::Full), ["1_234~JPY", "1_234~JPY", "JPY~1,234"]);
    assert_eq!(of("1.50", "JPY", MoneyForm::Full)[0], "1,50~JPY");
    assert_eq!(of("4000000", "USD", MoneyForm::Large), ["4~millions~de~USD", "4~ملايين~دولار~أمريكي", "USD~4~million"]);
    assert_eq!(of("1500000000", "EUR", MoneyForm::Large)[0], "1,5~milliard~de~EUR");
    assert_eq!(of("10", "USD", MoneyForm::Per(Base::Month))[0], "10,00~USD/mois");
    let heading = |code| Language::ALL.map(|language| amount_heading(language, Currency::new(code)).text());
    assert_eq!(heading("USD"), ["Montant (USD)", "المبلغ (دولار أمريكي)", "Amount (USD)"]);
    assert_eq!(heading("MAD"), ["Montant (MAD)", "المبلغ (درهم)", "Amount (MAD)"]);
    assert_eq!(heading("none"), ["Montant", "المبلغ", "Amount"], "of several currencies none is named");
}

#[test]
fn amounts_of_two_currencies_are_never_added() {
    let [dirham, dollar] = ["MAD", "USD"].map(|code| Currency::new(code).expect("a currency"));
    let told = |all: &[(Currency, i128)]| {
        Language::ALL.map(|language| {
            sums(language, all.iter().copied()).text().replace('\u{202F}', "_").replace('\u{00A0}', "~")
        })
    };
    assert_eq!(
        told(&[(dirham, 123_450), (dollar, 700)]),
        ["1_234,50~MAD + 7,00~USD", "1_234,50~درهم + 7,00~دولار~أمريكي", "MAD~1,234.50 + USD~7.00"]
    );
    assert_eq!(told(&[])[0], "0,00");
    assert_eq!(common([Some(dirham), None, Some(dirham)]), Some(dirham));
    assert_eq!(common([Some(dirham), Some(dollar)]), None);
    let among = |of_column| shown(En, amount_among(money("5"), Some(dollar), of_column));
    assert_eq!([among(Some(dollar)), among(None)], ["5.00", "USD~5.00"]);
}

#[test]
fn quarters_are_printed() {
    let quarter = Quantity::Quarter("2026-Q1".parse().expect("a quarter"));
    assert_eq!(in_three(quarter)[2], "first quarter of 2026");
    assert_eq!(in_three(Quantity::Counted(3, Unit::Quarters)), ["3~trimestres", "3~فصول", "3~quarters"]);
}

#[test]
fn large_amounts_lose_nothing() {
    let large = |text| in_three(dirham(text, MoneyForm::Large));
    assert_eq!(large("18000000000"), ["18~milliards~de~MAD", "18~مليار~درهم", "MAD~18~billion"]);
    assert_eq!(large("1500000000"), ["1,5~milliard~de~MAD", "1,5~مليار~درهم", "MAD~1.5~billion"]);
    assert_eq!(large("8000000000")[1], "8~ملايير~درهم");
    assert_eq!(large("4000000"), ["4~millions~de~MAD", "4~ملايين~درهم", "MAD~4~million"]);
    assert_eq!(large("26220000000")[0], "26,22~milliards~de~MAD");
    assert_eq!(large("26221000000")[0], "26_221~millions~de~MAD");
    assert_eq!(large("4000000.01")[0], "4_000_000,01~MAD");
}

#[test]
fn counted_things_follow_the_plural_of_their_language() {
    let months = |count| in_three(Quantity::Counted(count, Unit::Months));
    assert_eq!(months(0), ["0~mois", "0~شهر", "0~months"]);
    assert_eq!(months(1), ["1~mois", "شهر~واحد", "1~month"]);
    assert_eq!(months(2)[1], "شهران");
    assert_eq!(months(3)[1], "3~أشهر");
    assert_eq!(months(18), ["18~mois", "18~شهرا", "18~months"]);
    assert_eq!(months(100)[1], "100~شهر");
    let jobs = |count| in_three(Quantity::Counted(count, Unit::Jobs));
    assert_eq!(jobs(0)[0], "0~emploi");
    assert_eq!(jobs(60_000), ["60_000~emplois", "60_000~منصب~شغل", "60,000~jobs"]);
    assert_eq!(jobs(1_000_000)[0], "1_000_000~emplois");
    assert_eq!(in_three(Quantity::Counted(1_003, Unit::Pieces))[1], "1_003~وثائق");
}

#[test]
fn figures_are_the_same_string_in_french_and_arabic() {
    for value in [
        Quantity::Count(1_234_567),
        Quantity::Count(-36_500),
        Quantity::Number(number("8.75")),
        Quantity::Percent(number("17")),
        Quantity::Amount(money("13260")),
        Quantity::Change(2),
        Quantity::Year(2025),
        Quantity::ShortDate(date("2025-07-01")),
    ] {
        assert_eq!(shown(Fr, value), shown(Ar, value));
    }
    assert_eq!(in_three(Quantity::Percent(number("8.75"))), ["8,75~%", "8,75~%", "8.75%"]);
    assert_eq!(in_three(Quantity::Change(36_500))[2], "+36,500");
    assert_eq!(shown(Fr, Quantity::Change(-3)), "−3");
    assert_eq!(in_three(Quantity::Area(number("20000"))), ["20_000~m²", "20_000~م²", "20,000~m²"]);
}

#[test]
fn dates_and_months_as_morocco_writes_them() {
    assert_eq!(in_three(Quantity::Date(date("2025-07-01"))), ["1er~juillet~2025", "1~يوليوز~2025", "1~July~2025"]);
    assert_eq!(in_three(Quantity::Date(date("2016-05-05"))), ["5~mai~2016", "5~ماي~2016", "5~May~2016"]);
    assert_eq!(in_three(Quantity::Month(month("2025-11"))), ["novembre~2025", "نونبر~2025", "November~2025"]);
    assert_eq!(in_three(Quantity::ShortDate(date("2025-07-01"))), ["01/07/2025", "01/07/2025", "2025-07-01"]);
    assert_eq!(in_three(Quantity::ShortMonth(month("2025-07"))), ["juil.~2025", "يوليوز~2025", "Jul~2025"]);
    let arabic: Vec<&str> = (0..12).map(|index| month_name(Ar, month("2025-01").plus(index))).collect();
    assert_eq!(
        arabic,
        ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"]
    );
}

#[test]
fn periods_are_told_in_words() {
    let interval = Interval { first: date("2025-07-01"), last: Some(date("2030-12-31")) };
    assert_eq!(
        in_three(Quantity::Interval(interval)),
        [
            "du 1er~juillet~2025 au 31~décembre~2030",
            "من 1~يوليوز~2025 إلى 31~دجنبر~2030",
            "1~July~2025 to 31~December~2030"
        ]
    );
    let open = Interval { first: date("2016-01-01"), last: None };
    assert_eq!(shown(Fr, Quantity::Interval(open)), "à partir du 1er~janvier~2016");
}

#[test]
fn percentages_are_rounded_once_halves_away_from_zero() {
    let text = |part, whole, decimals| percentage_of(part, whole, decimals).map(|value| shown(En, value));
    assert_eq!(text(31, 44, 1).as_deref(), Some("70.5%"));
    assert_eq!(text(1, 8, 0).as_deref(), Some("13%"));
    assert_eq!(text(-1, 8, 0).as_deref(), Some("−13%"));
    assert_eq!(text(1, 3, 2).as_deref(), Some("33.33%"));
    assert_eq!(text(2, 3, 2).as_deref(), Some("66.67%"));
    assert_eq!(text(1, 2, 0).as_deref(), Some("50%"));
    assert_eq!(text(1, 0, 0), None);
}

#[test]
fn html_isolates_every_figure() {
    let html = |language, value: Quantity| quantity(language, &value).html();
    assert_eq!(html(Ar, Quantity::Count(31_870)), "<bdi dir=\"ltr\">31\u{202F}870</bdi>");
    assert_eq!(html(Ar, dirham("-12", MoneyForm::Full)), "<bdi><bdi dir=\"ltr\">−12,00</bdi>\u{00A0}درهم</bdi>");
    assert_eq!(
        html(Fr, Quantity::Interval(Interval { first: date("2025-07-01"), last: None })),
        "à partir du <bdi>1er\u{00A0}juillet\u{00A0}2025</bdi>"
    );
}

#[test]
fn no_quantity_breaks_or_joins_digits_by_a_plain_space() {
    let far = Interval { first: date("2025-07-01"), last: Some(date("2030-12-31")) };
    for value in [
        dirham("-9223372036854775.07", MoneyForm::Full),
        dirham("18000000000", MoneyForm::Large),
        dirham("1000", MoneyForm::Per(Base::Month)),
        Quantity::Count(i64::MIN),
        Quantity::Counted(12_345, Unit::Persons),
        Quantity::Area(number("12000.5")),
        Quantity::Percent(number("1234.5")),
        Quantity::Date(date("2025-12-31")),
        Quantity::Month(month("2025-12")),
        Quantity::ShortMonth(month("2025-12")),
    ] {
        for language in Language::ALL {
            assert!(!quantity(language, &value).text().contains(' '), "{language:?} {value:?}");
        }
    }
    for language in Language::ALL {
        let text = quantity(language, &Quantity::Interval(far)).text();
        let letters: Vec<char> = text.chars().collect();
        let joined =
            letters.windows(3).any(|three| three[1] == ' ' && three[0].is_ascii_digit() && three[2].is_ascii_digit());
        assert!(!joined, "{text}");
    }
}
