//! The executable reads strangers' spreadsheets in a child of itself, which has given up everything.

use sheet::{Limits, Reader};

const MITHAQ: &str = env!("CARGO_BIN_EXE_mithaq");

#[test]
fn the_executable_reads_spreadsheets_in_a_child_of_itself() {
    let reader = Reader::at(MITHAQ);
    let means = reader.means().unwrap();
    println!("{means:?}");
    assert!(means.process);
    for file in spreadsheets::all() {
        let book =
            reader.read(&file.bytes, &Limits::default()).unwrap_or_else(|fault| panic!("{}: {fault}", file.name));
        let here = Reader::unconfined().read(&file.bytes, &Limits::default()).unwrap();
        assert_eq!(book, here, "{}", file.name);
    }
    let fault = reader.read(b"a;b\n1;2\n", &Limits::default()).unwrap_err();
    assert_eq!(fault.code(), "sheet-kind-unknown");
}
