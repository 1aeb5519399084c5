//! `mithaq`: the executable. One file per command; see [`command`].

mod account;
mod acting;
mod agreement;
mod asking;
mod case;
mod clock;
mod command;
mod damage;
mod doubts;
mod facts;
mod filings;
mod finding;
mod mandates;
mod moments;
mod opening;
mod promise;
mod reconciliation;
mod report;
mod screen;
mod shell;
mod undecided;
mod waiting;
mod withheld;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use screen::Screen;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The folder of the workspace where none is named.
const USUAL_WORKSPACE: &str = "mithaq-workspace";

/// Performance contracts between a State and an industry, from the signed text to the dirham paid.
#[derive(Parser)]
#[command(name = "mithaq", version, about, max_term_width = 100)]
struct Arguments {
    /// Language of what is printed: fr, ar or en (default: the language of the system, else English).
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<presentation::Language>,
    /// Folder of the workspace.
    #[arg(long, global = true, value_name = "FOLDER", default_value = USUAL_WORKSPACE)]
    workspace: PathBuf,
    #[command(flatten)]
    who: acting::Who,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Checks contract documents and runs their scenarios.
    Check(command::check::Check),
    /// Makes a workspace.
    Create(command::create::Create),
    /// Takes in files of evidence.
    Submit(command::submit::Submit),
    /// Tells where each commitment stands and what is owed.
    Assess(command::assess::Assess),
    /// Opens an amount, a refusal, a total or a commitment down to article, parameters and rows.
    Explain(command::explain::Explain),
    /// Holds operators together: persons declared twice, jobs that only moved, numbers that contradict each other.
    Across(command::across::Across),
    /// Makes a workspace with a fictitious sector and assesses it.
    Demo(command::demo::Demo),
    /// Serves the pages of the workspace on this machine.
    Serve(command::serve::Serve),
    /// Records texts and statistics of the folder of contracts: from then on they count.
    Record(command::record::Record),
    /// Tells which texts count from when, which are proposed, and who has signed.
    Texts(command::texts::Texts),
    /// Proposes a text of the folder of contracts: its parties may sign it.
    Propose(command::propose::Propose),
    /// A party signs what is proposed.
    Sign(command::sign::Sign),
    /// Withdraws a signature, until the last one is given.
    WithdrawSignature(command::withdraw_signature::WithdrawSignature),
    /// Withdraws a proposal, until all have signed.
    WithdrawProposal(command::withdraw_proposal::WithdrawProposal),
    /// Brings a text into force: signed by all, or the public act of its author.
    BringIntoForce(command::bring_into_force::BringIntoForce),
    /// Tells what lies in the folder and is not recorded, and what was recorded and is not there.
    Status(command::status::Status),
    /// Tells who takes part from when, and what was decided and paid before.
    Operators(command::operators::Operators),
    /// Enrols an operator.
    Enrol(command::enrol::Enrol),
    /// Says what changes of an operator.
    ChangeOperator(command::change_operator::ChangeOperator),
    /// Ends the enrolment of an operator.
    EndOperator(command::end_operator::EndOperator),
    /// Resumes an operator whose enrolment ended.
    ResumeOperator(command::resume_operator::ResumeOperator),
    /// Moves the day of a fictitious workspace forward.
    Pass(command::pass::Pass),
    /// Takes over a workspace of an earlier version, or submissions that no entry names.
    Import(command::import::Import),
    /// Declares that nothing was decided or paid before, of an operator, a head and a year: two officers.
    NilBalance(command::nil_balance::NilBalance),
    /// Lists what was recorded, opens one entry, exports the journal.
    Journal(command::journal::Journal),
    /// Recomputes the journal, the files that it names and what is derived from them, and tells whatever differs.
    Verify(command::verify::Verify),
    /// Makes another key sign from the next entry on.
    Rotate(command::rotate::Rotate),
    /// Records a checkpoint that a witness has cosigned.
    Witness(command::witness::Witness),
    /// Says which entries were lost, after an older copy was brought back.
    Lost(command::lost::Lost),
    /// Says that the clock ran ahead, and which entries bear its days: two administrators.
    ClockWasWrong(command::clock_was_wrong::ClockWasWrong),
    /// Copies what was recorded into a folder, while others go on, and verifies the copy.
    Backup(command::backup::Backup),
    /// Makes a workspace of a backup again.
    Restore(command::restore::Restore),
    /// Copies the vault, sealed, and puts it back: who a number is.
    Vault(command::vault::Vault),
    /// Computes anew the figures that were said under an entry or a receipt.
    Replay(command::replay::Replay),
    /// Opens a file as it was handed in, with the key that is kept off line: an entry, with its reason.
    OpenOriginal(command::open_original::OpenOriginal),
    /// Reads files as they were handed in with today's reader, and tells what would change; nothing changes.
    Reread(command::reread::Reread),
    /// Takes a file that was handed in back: from then on it does not count.
    Withdraw(command::withdraw::Withdraw),
    /// Lists who has an account, with which mandates.
    People(command::people::People),
    /// Gives a person an account, with mandates and a first secret.
    Appoint(command::appoint::Appoint),
    /// Changes what an account may do.
    Mandate(command::mandate::Mandate),
    /// Ends an account.
    Dismiss(command::dismiss::Dismiss),
    /// Names a deputy for an account, in certain days.
    Deputise(command::deputise::Deputise),
    /// Sets the own secret.
    Secret(command::secret::Secret),
    /// Sets the own second factor.
    Factor(command::factor::Factor),
    /// Ends a second factor that was lost: two administrators.
    LoseFactor(command::lose_factor::LoseFactor),
    /// Shows what was taken in, what is missing and what was found.
    Evidence(command::evidence::Evidence),
    /// Writes an empty form of a table, as a spreadsheet or as CSV.
    Template(command::template::Template),
}

impl Command {
    /// Whether it does something that is recorded: it does not ask alone, and is no one's own secret.
    const fn acts(&self) -> bool {
        use Command::{
            Across, Assess, Backup, Check, Create, Demo, Evidence, Explain, Factor, Journal, Operators, People, Replay,
            Restore, Secret, Serve, Status, Template, Texts, Verify,
        };
        let asks = matches!(
            self,
            Across(_)
                | Assess(_)
                | Backup(_)
                | Check(_)
                | Evidence(_)
                | Explain(_)
                | Journal(_)
                | Operators(_)
                | People(_)
        );
        let makes = matches!(self, Create(_) | Demo(_) | Restore(_));
        let looks = matches!(self, Replay(_) | Serve(_) | Status(_) | Template(_) | Texts(_) | Verify(_));
        let own = matches!(self, Factor(_) | Secret(_));
        !(asks || makes || looks || own)
    }
}

fn main() -> ExitCode {
    // A child that reads a stranger's file is this executable too; it must come to nothing else.
    if let Some(code) = sheet::confined::serve_if_child(std::env::args_os(), &[office::act::submit::STATEMENT_JOB]) {
        return code;
    }
    let arguments = Arguments::parse();
    let screen = Screen::new(arguments.lang);
    let begun = acting::begin(&arguments.who, arguments.command.acts(), &arguments.workspace, &screen);
    let done = begun.and_then(|()| match arguments.command {
        Command::Check(check) => command::check::run(&check, &screen),
        Command::Across(across) => command::across::run(&across, &arguments.workspace, &screen),
        Command::Assess(assess) => command::assess::run(&assess, &arguments.workspace, &screen),
        Command::Create(create) => command::create::run(&create, &arguments.workspace, &screen),
        Command::Import(import) => command::import::run(&import, &arguments.workspace, &screen),
        Command::Journal(journal) => command::journal::run(&journal, &arguments.workspace, &screen),
        Command::Verify(verify) => command::verify::run(&verify, &arguments.workspace, &screen),
        Command::Texts(texts) => command::texts::run(&texts, &arguments.workspace, &screen),
        Command::Propose(propose) => command::propose::run(&propose, &arguments.workspace, &screen),
        Command::Sign(sign) => command::sign::run(&sign, &arguments.workspace, &screen),
        Command::WithdrawSignature(of) => command::withdraw_signature::run(&of, &arguments.workspace, &screen),
        Command::WithdrawProposal(of) => command::withdraw_proposal::run(&of, &arguments.workspace, &screen),
        Command::BringIntoForce(of) => command::bring_into_force::run(&of, &arguments.workspace, &screen),
        Command::Rotate(rotate) => command::rotate::run(&rotate, &arguments.workspace, &screen),
        Command::Witness(witness) => command::witness::run(&witness, &arguments.workspace, &screen),
        Command::Lost(lost) => command::lost::run(&lost, &arguments.workspace, &screen),
        Command::NilBalance(nil) => command::nil_balance::run(&nil, &arguments.workspace, &screen),
        Command::ClockWasWrong(said) => command::clock_was_wrong::run(&said, &arguments.workspace, &screen),
        Command::Backup(backup) => command::backup::run(&backup, &arguments.workspace, &screen),
        Command::Vault(vault) => command::vault::run(&vault, &arguments.workspace, &screen),
        Command::Restore(restore) => command::restore::run(&restore, &arguments.workspace, &screen),
        Command::Replay(replay) => command::replay::run(&replay, &arguments.workspace, &screen),
        Command::Status(status) => command::status::run(&status, &arguments.workspace, &screen),
        Command::Operators(operators) => command::operators::run(&operators, &arguments.workspace, &screen),
        Command::Enrol(enrol) => command::enrol::run(&enrol, &arguments.workspace, &screen),
        Command::ChangeOperator(of) => command::change_operator::run(&of, &arguments.workspace, &screen),
        Command::EndOperator(of) => command::end_operator::run(&of, &arguments.workspace, &screen),
        Command::ResumeOperator(of) => command::resume_operator::run(&of, &arguments.workspace, &screen),
        Command::Pass(pass) => command::pass::run(&pass, &arguments.workspace, &screen),
        Command::Record(record) => command::record::run(&record, &arguments.workspace, &screen),
        Command::Demo(demo) => command::demo::run(&demo, &arguments.workspace, &screen),
        Command::Explain(explain) => command::explain::run(&explain, &arguments.workspace, &screen),
        Command::Serve(serve) => command::serve::run(&serve, &arguments.workspace, &screen),
        Command::Submit(submit) => command::submit::run(&submit, &arguments.workspace, &screen),
        Command::OpenOriginal(open) => command::open_original::run(&open, &arguments.workspace, &screen),
        Command::Reread(reread) => command::reread::run(&reread, &arguments.workspace, &screen),
        Command::Withdraw(withdraw) => command::withdraw::run(&withdraw, &arguments.workspace, &screen),
        Command::Template(template) => command::template::run(&template, &arguments.workspace, &screen),
        Command::Evidence(evidence) => command::evidence::run(&evidence, &arguments.workspace, &screen),
        Command::People(people) => command::people::run(&people, &arguments.workspace, &screen),
        Command::Appoint(appoint) => command::appoint::run(&appoint, &arguments.workspace, &screen),
        Command::Mandate(mandate) => command::mandate::run(&mandate, &arguments.workspace, &screen),
        Command::Dismiss(dismiss) => command::dismiss::run(&dismiss, &arguments.workspace, &screen),
        Command::Deputise(deputise) => command::deputise::run(&deputise, &arguments.workspace, &screen),
        Command::Secret(secret) => command::secret::run(&secret, &arguments.workspace, &screen),
        Command::Factor(factor) => command::factor::run(&factor, &arguments.workspace, &screen),
        Command::LoseFactor(lost) => command::lose_factor::run(&lost, &arguments.workspace, &screen),
    });
    match done {
        Ok(code) => code,
        Err(error) => {
            screen.fail(&error);
            ExitCode::from(2)
        }
    }
}
