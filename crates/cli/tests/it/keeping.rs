//! Backup, restore, what was lost, another key and a witness, as whoever keeps a workspace types them.

use std::path::Path;
use std::process::Command;

fn mithaq(folder: &Path, workspace: &str, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mithaq"));
    command.current_dir(folder).args(["--lang", "en", "--workspace", workspace]).args(arguments).env("COLUMNS", "4000");
    let output = command.output().expect("the executable");
    let told = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8(told).expect("UTF-8"))
}

#[test]
fn a_workspace_is_kept_lost_and_brought_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |workspace: &str, arguments: &[&str]| mithaq(folder.path(), workspace, arguments);
    let good = |workspace: &str, arguments: &[&str]| {
        let (code, told) = run(workspace, arguments);
        assert_eq!(code, 0, "{arguments:?}: {told}");
        told
    };
    good("w", &["create", "--fictitious", "2027-01-01", "--empty"]);
    good("w", &["pass", "2027-01-02"]);
    assert!(good("w", &["backup", "b"]).contains("2 entries"));
    assert_eq!(run("w", &["backup", "b"]).0, 2);
    assert!(good("w", &["rotate", "--dry-run"]).contains("signs now"));
    good("w", &["pass", "2027-01-03"]);
    let page = good("w", &["journal", "3", "--receipt"]);
    let receipt = page.lines().find(|line| line.starts_with('{')).expect("a receipt");
    let receipt: serde_json::Value = serde_json::from_str(receipt).expect("JSON");
    std::fs::write(folder.path().join("latest"), receipt["checkpoint"].as_str().expect("a note")).expect("kept");
    let restored = good("r", &["restore", "b", "--keys", "w/keys", "--latest-checkpoint", "latest"]);
    assert!(restored.contains("mithaq lost 3 3"), "{restored}");
    let (code, refused) = run("r", &["pass", "2027-01-03"]);
    assert!(code == 2 && refused.contains("mithaq lost 3 3"), "{refused}");
    let (code, refused) = run("r", &["lost", "3", "4"]);
    assert!(code == 2 && refused.contains("--latest-checkpoint"), "{refused}");
    good("r", &["lost", "3", "3", "--dry-run"]);
    assert!(good("r", &["lost", "3", "3", "--request", "request-lost"]).contains('3'));
    assert!(good("r", &["journal"]).contains("entries lost"));
    good("r", &["verify", "--checkpoint", "latest"]);
    assert!(good("r", &["rotate", "--request", "request-rotate"]).contains("mithaq/"));
    good("r", &["rotate", "--request", "request-rotate"]);
    good("r", &["pass", "2027-01-04"]);
    assert_eq!(run("r", &["witness", "latest", "--key", "temoin+00000000+AAAA"]).0, 2);
    assert!(good("r", &["replay", "5"]).contains("entry 5"));
    good("r", &["verify"]);
}

#[test]
fn the_vault_is_copied_missed_and_brought_back() {
    const REGISTER: &str = "operateur;affiliation;du;au\nop-1;1234567;2016-01-01;\n";
    const OPERATORS: &str = "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\nop-1;F;001234567000062;12345678;2014-03-01;g1\n";
    const HEADER: &str = "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;nationalite;\
                          annee_naissance;filiere;brut_imposable;ir_preleve\n";
    let folder = tempfile::tempdir().expect("a folder");
    let run = |workspace: &str, arguments: &[&str]| mithaq(folder.path(), workspace, arguments);
    let good = |workspace: &str, arguments: &[&str]| {
        let (code, told) = run(workspace, arguments);
        assert_eq!(code, 0, "{arguments:?}: {told}");
        told
    };
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    put("operateurs.csv", OPERATORS);
    put("affiliations.csv", REGISTER);
    for month in ["07", "08"] {
        let row =
            format!("1234567;2025-{month};123456785;AB123456;F;E;s1;2025-07-01;;CDI;MA;1995;CRM;8000.00;300.00\n");
        put(&format!("PAIE_1234567_2025{month}.csv"), &format!("{HEADER}{row}"));
    }
    good("w", &["create", "--fictitious", "2027-01-01"]);
    good("w", &["submit", "operateurs.csv", "affiliations.csv", "PAIE_1234567_202507.csv"]);
    let (code, refused) = run("w", &["vault", "backup", "copy"]);
    assert!(code == 2 && refused.contains("mithaq vault key"), "{refused}");
    assert!(good("w", &["vault", "key", "vault-opening.key"]).contains("off line"));
    assert!(good("w", &["vault", "backup", "copy"]).contains("Destroy it after"));
    good("w", &["backup", "b"]);
    good("r", &["restore", "b", "--keys", "w/keys"]);
    assert!(good("r", &["verify"]).contains("The vault is not there"));
    let (code, refused) = run("r", &["submit", "PAIE_1234567_202508.csv"]);
    assert!(code == 2 && refused.contains("mithaq vault restore"), "{refused}");
    assert!(good("r", &["vault", "restore", "copy", "--key", "vault-opening.key"]).contains("is back"));
    good("r", &["submit", "PAIE_1234567_202508.csv"]);
    assert!(!good("r", &["verify"]).contains("The vault is not there"));
    assert_eq!(run("r", &["vault", "restore", "copy", "--key", "vault-opening.key"]).0, 2);
}
