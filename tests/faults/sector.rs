//! Operators that do not exist, and what they hand in: small, so that hundreds of workspaces can be judged.

/// Files, each with its name.
pub type Files = Vec<(String, Vec<u8>)>;

/// The operators of the story.
pub const OPERATORS: [&str; 3] = ["op-1", "op-2", "op-3"];

/// The affiliation of an operator, with its digit of control.
fn affiliation(operator: usize) -> String {
    let number = format!("{}", 200_001 + operator);
    let digit = |place: usize| usize::from(number.as_bytes()[place] - b'0');
    let sum = 2 * (digit(1) + digit(3) + digit(5)) + digit(0) + digit(2) + digit(4);
    format!("{number}{}", (10 - sum % 10) % 10)
}

/// The number of a firm, with its key.
fn firm(operator: usize) -> String {
    let number = 1_234_567 + operator;
    format!("{number:09}0000{:02}", 97 - number * 1_000_000 % 97)
}

/// The four registers of the office, for so many operators.
pub fn registers(count: usize) -> Files {
    let mut operators = "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\n".to_owned();
    let mut affiliations = "operateur;affiliation;du;au\n".to_owned();
    let mut sites = "operateur;site;plateforme;region;du;au\n".to_owned();
    let mut turnover = "operateur;annee;ca_total;ca_export\n".to_owned();
    for place in 0..count {
        let operator = format!("op-{}", place + 1);
        let (affiliation, firm, tax) = (affiliation(place), firm(place), 1_000_001 + place);
        operators += &format!("{operator};SOCIETE {place} SYNTHETIQUE;{firm};{tax};2015-01-01;\n");
        affiliations += &format!("{operator};{affiliation};2015-01-01;\n");
        sites += &format!("{operator};S1;casanearshore;MA-06;2015-01-01;\n");
        turnover += &format!("{operator};2025;1000000;1000000\n");
    }
    [("operateurs", operators), ("affiliations", affiliations), ("sites", sites), ("ca", turnover)]
        .map(|(name, text)| (format!("{name}.csv"), text.into_bytes()))
        .into()
}

/// The payroll register of an operator of a month: old staff, and two hired in August 2025.
pub fn payroll(operator: usize, month: u32, gross: u32) -> (String, Vec<u8>) {
    let affiliation = affiliation(operator);
    let mut text =
        "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;nationalite;\
                    annee_naissance;filiere;brut_imposable;ir_preleve\n"
            .to_owned();
    let old = 4;
    for person in 0..if month >= 8 { old + 2 } else { old } {
        let cnss = registration(1_000_000 + 100 * u32::try_from(operator).expect("small") + person);
        let hired = if person < old { "2020-01-01" } else { "2025-08-01" };
        text += &format!(
            "{affiliation};2025-{month:02};{cnss};QX{operator}{person:05};ALPHA;BETA;S1;{hired};;CDI;MA;1995;ITO;\
             {gross}.00;276.75\n"
        );
    }
    (format!("PAIE_{affiliation}_2025{month:02}.csv"), text.into_bytes())
}

/// A registration number with its digit of control.
fn registration(number: u32) -> String {
    let digits: Vec<u32> = format!("1{number:07}").bytes().map(|byte| u32::from(byte - b'0')).collect();
    let odd: u32 = digits[1] + digits[3] + digits[5] + digits[7];
    let even: u32 = digits[2] + digits[4] + digits[6];
    format!("1{number:07}{}", (10 - (2 * odd + even) % 10) % 10)
}
