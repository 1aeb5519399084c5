//! Exact arithmetic against big integers: what fits is right to the last digit, and what does not fit says so.
//!
//! `MITHAQ_CASES` asks for more cases; a million take under a minute in a release build.

use std::cmp::Ordering;

use assessment::number::{Fraction, brackets, rescale, round};
use contract::model::RoundMode;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const MODES: [RoundMode; 4] = [RoundMode::HalfUp, RoundMode::HalfEven, RoundMode::Down, RoundMode::Up];

fn runner(usual: u32) -> TestRunner {
    let config = Config { cases: crate::cases(usual), failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// Small numbers (where ties are), amounts, and the ends of the type.
fn integer() -> impl Strategy<Value = i128> {
    prop_oneof![
        4 => -40i128..40,
        3 => -10_000_000_000i128..10_000_000_000,
        1 => any::<i64>().prop_map(i128::from),
        1 => any::<i128>(),
        1 => select(vec![i128::MAX, i128::MIN, i128::MAX - 1, i128::MIN + 1, i128::MAX / 2, 1 << 64]),
    ]
}

fn exact(top: i128, bottom: i128) -> BigRational {
    BigRational::new(BigInt::from(top), BigInt::from(bottom))
}

fn value(fraction: Fraction) -> BigRational {
    exact(fraction.top(), fraction.bottom())
}

fn is_small(numbers: &[i128]) -> bool {
    numbers.iter().all(|number| number.unsigned_abs() < 1 << 31)
}

/// The multiple of `to` that the mode names, by big integers.
fn rounded(of: &BigRational, to: &BigRational, mode: RoundMode) -> BigRational {
    let quotient = of / to;
    let half = BigRational::new(BigInt::from(1), BigInt::from(2));
    let (floor, ceiling) = (quotient.floor(), quotient.ceil());
    let whole = match mode {
        RoundMode::Down => floor,
        RoundMode::Up => ceiling,
        RoundMode::HalfUp if quotient.is_negative() => (quotient - half).ceil(),
        RoundMode::HalfUp => (quotient + half).floor(),
        RoundMode::HalfEven => match (&quotient - &floor).cmp(&half) {
            Ordering::Less => floor,
            Ordering::Greater => ceiling,
            Ordering::Equal if (floor.to_integer() % 2i32).is_zero() => floor,
            Ordering::Equal => ceiling,
        },
    };
    whole * to
}

#[test]
fn fractions_are_exact_or_refused() {
    let numbers = (integer(), integer(), integer(), integer());
    let outcome = runner(20_000).run(&numbers, |(a, b, c, d)| {
        let (Some(left), Some(right)) = (Fraction::new(a, b), Fraction::new(c, d)) else { return Ok(()) };
        let (x, y) = (value(left), value(right));
        assert_eq!(left.order(right), x.cmp(&y));
        let small = is_small(&[a, b, c, d]);
        let check = |name: &str, computed: Option<Fraction>, expected: BigRational| match computed {
            Some(computed) => assert_eq!(value(computed), expected, "{name}"),
            None => assert!(!small, "{name} of {a}/{b} and {c}/{d} was refused"),
        };
        check("sum", left.plus(right), &x + &y);
        check("difference", left.minus(right), &x - &y);
        check("product", left.times(right), &x * &y);
        if y.is_zero() {
            assert!(left.over(right).is_none());
        } else {
            check("quotient", left.over(right), &x / &y);
        }
        Ok(())
    });
    outcome.expect("fractions agree with big integers");
}

#[test]
fn rounding_is_exact_or_refused() {
    let steps = select(vec![(1i128, 2u8), (5, 2), (1, 0), (250, 0), (6_000, 0), (3, 1), (1, 9)]);
    let numbers = (integer(), integer(), steps, select(MODES.to_vec()));
    let outcome = runner(20_000).run(&numbers, |(a, b, (to, scale), mode)| {
        let Some(fraction) = Fraction::new(a, b) else { return Ok(()) };
        let unit = exact(to, 10i128.pow(u32::from(scale)));
        let expected = rounded(&value(fraction), &unit, mode);
        match round(fraction, to, scale, mode) {
            Some(digits) => assert_eq!(exact(digits, 10i128.pow(u32::from(scale))), expected),
            None => assert!(!is_small(&[a, b]), "rounding {a}/{b} was refused"),
        }
        Ok(())
    });
    outcome.expect("rounding agrees with big integers");
}

#[test]
fn ties_go_where_the_mode_says() {
    // 2.5, -2.5, 3.5, -3.5 and 2.4 to whole numbers.
    let cases =
        [(25, [3, 2, 2, 3]), (-25, [-3, -2, -3, -2]), (35, [4, 4, 3, 4]), (-35, [-4, -4, -4, -3]), (24, [2, 2, 2, 3])];
    for (tenths, expected) in cases {
        let value = Fraction::new(tenths, 10).expect("a fraction");
        let rounded = MODES.map(|mode| round(value, 1, 0, mode).expect("it fits"));
        assert_eq!(rounded, expected, "{tenths} tenths");
    }
    // 17 % of 96,000.36 MAD, to the centime: 16,320.0612.
    assert_eq!(
        round(Fraction::new(9_600_036 * 17, 10_000).expect("a fraction"), 1, 2, RoundMode::HalfUp),
        Some(1_632_006)
    );
}

#[test]
fn scales_and_slices_are_exact_or_refused() {
    let numbers = (integer(), 0u8..30, 0u8..30);
    let outcome = runner(20_000).run(&numbers, |(digits, from, more)| {
        let expected = BigInt::from(digits) * BigInt::from(10).pow(u32::from(more));
        match rescale(digits, from, from + more) {
            Some(rescaled) => assert_eq!(BigInt::from(rescaled), expected),
            None => assert!(expected.to_i128().is_none() || more > 38),
        }
        Ok(())
    });
    outcome.expect("scales agree with big integers");
    let slices = [(0, 0), (3_333, 10), (5_000, 20), (15_000, 37)];
    let outcome = runner(5_000).run(&integer(), |income| {
        let big = |number: i128| BigInt::from(number);
        let mut expected = BigInt::zero();
        for (index, (above, rate)) in slices.iter().enumerate() {
            let upper = slices.get(index + 1).map_or(big(income), |(next, _)| big(income).min(big(*next)));
            expected += (upper - big(*above)).max(BigInt::zero()) * big(*rate);
        }
        match brackets(income, &slices) {
            Some(charged) => assert_eq!(big(charged), expected),
            None => assert!(income.unsigned_abs() > 1 << 100, "the charge on {income} was refused"),
        }
        Ok(())
    });
    outcome.expect("slices agree with big integers");
}
