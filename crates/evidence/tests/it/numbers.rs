//! Numbers of persons are asked for once a delivery, of everybody whom it names and of nobody else; and are what is stored.

use std::sync::Mutex;

use contract::identity::Pseudonym;
use evidence::intake::{Delivery, IntakeError, submit_pieces};
use evidence::numbers::{Keyed, NoNumbers, Numbering, Numbers};
use evidence::pseudonym::{CIN, CNSS, OCCASIONAL_LABOUR};

use crate::bench::{ALPHA_1, BETA_1, Bench, Paid, date, paid, payroll};

/// Gives the last bytes of a hash, and keeps what it was asked.
#[derive(Default)]
struct Desk {
    asked: Mutex<Vec<Vec<Keyed>>>,
    is_closed: bool,
}

impl Numbers for Desk {
    fn numbers(&self, keyed: &[Keyed]) -> Result<Vec<Pseudonym>, NoNumbers> {
        self.asked.lock().expect("a lock").push(keyed.to_vec());
        if self.is_closed {
            return Err(NoNumbers("closed".into()));
        }
        Ok(keyed.iter().map(number).collect())
    }
}

fn number(keyed: &Keyed) -> Pseudonym {
    Pseudonym::from_bytes(keyed[16..].try_into().expect("half"))
}

#[test]
fn everybody_is_asked_for_once_and_has_what_was_answered() {
    let bench = Bench::with_registers();
    let occasional = Paid { cnss: Some(OCCASIONAL_LABOUR.to_owned()), cin: None, gross_dirham: 100 };
    let nobody = Paid { cnss: None, cin: None, gross_dirham: 100 };
    let (anna, bilal) = (paid("123456785", 8_000), paid("123456793", 7_000));
    let files = || {
        vec![
            payroll(ALPHA_1, "2025-07", &[anna.clone(), anna.clone(), occasional.clone(), nobody.clone()]),
            payroll(ALPHA_1, "2025-08", std::slice::from_ref(&anna)),
            payroll(BETA_1, "2025-07", std::slice::from_ref(&bilal)),
        ]
    };
    let mut expected: Vec<Keyed> = [&anna, &bilal]
        .iter()
        .flat_map(|one| {
            let of = |scheme, number: &Option<String>| bench.key.person(scheme, number.as_deref().expect("a number"));
            [of(CNSS, &one.cnss), of(CIN, &one.cin)]
        })
        .collect();
    expected.sort_unstable();
    let closed = Desk { is_closed: true, ..Desk::default() };
    let at = Delivery::on(date("2025-09-01"));
    let done = submit_pieces(&bench.store, Numbering::new(&bench.key, &closed), files(), at);
    assert!(matches!(done, Err(IntakeError::Numbers(_))));
    assert!(bench.reopened().numbers_named().expect("the store").0.is_empty(), "nothing was written");
    let desk = Desk::default();
    submit_pieces(&bench.store, Numbering::new(&bench.key, &desk), files(), at).expect("an intake");
    assert_eq!(*desk.asked.lock().expect("a lock"), [expected.clone()]);
    let (named, lacking) = bench.reopened().numbers_named().expect("the store");
    assert_eq!((named, lacking.len()), (expected.iter().map(number).collect(), 0));
}
