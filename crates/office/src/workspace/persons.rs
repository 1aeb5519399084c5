//! Numbers of persons, from the vault: kept where files are taken in, passing where somebody only looks.
//!
//! An entry that recorded files says which mark the vault had then. A vault that never had that mark is an older copy, or
//! another one: of persons whose numbers it lost it would make others, and so nothing is taken in. Evidence from before there
//! was a vault has keyed hashes for numbers; these become the numbers of the same persons in the vault, once.

use std::collections::{BTreeSet, HashMap};
use std::sync::{MutexGuard, PoisonError};

use contract::identity::Pseudonym;
use evidence::numbers::{Keyed, NoNumbers, Numbering, Numbers};
use evidence::store::Listed;
use register::sealed;
use register::vault::{NoChance, Number, Vault, VaultError};

use super::writing::Writing;
use super::{Workspace, WorkspaceError};
use crate::fault::Fault;
use crate::refusal::refused;

/// The field of an entry with the mark of the vault.
pub(crate) const MARK: &str = "persons";

/// What the evidence that was recorded asks of its vault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The mark that it must have had.
    pub mark: Option<String>,
    /// Whether there is evidence whose numbers may not be in it yet.
    pub former: bool,
}

/// Who gives numbers during one act or question.
pub(crate) struct Persons<'w> {
    workspace: &'w Workspace,
    /// Nothing where none was made yet.
    vault: Option<Vault>,
    /// The seed of new numbers; nothing where none is kept.
    keeps: Option<Option<[u8; 32]>>,
    /// Numbers from before there was a vault, which it is not told yet.
    former: HashMap<Keyed, Pseudonym>,
}

/// Whom the vault was asked for since the workspace was opened, and its mark then: a delivery names mostly whom the one before named,
/// and whoever changes the vault leaves another mark.
#[derive(Default)]
pub(super) struct Remembered {
    mark: Option<String>,
    numbers: HashMap<Keyed, Pseudonym>,
}

impl Workspace {
    /// What the evidence asks of the vault.
    pub(crate) fn wants_of_vault(&self) -> Result<Wanted, WorkspaceError> {
        let recorded = self.store.recorded();
        let lists = recorded.operators().map(|operator| recorded.of(operator)).chain([recorded.unassigned()]);
        let entry = |listed: &Listed| Some(u64::from(listed.recorded.as_ref()?.0.entry()));
        let entries: BTreeSet<u64> = lists.flatten().filter_map(entry).collect();
        let mut wanted = Wanted::default();
        // The last of them says it, unless evidence was taken over after it.
        for number in entries.into_iter().rev() {
            let entry = self.journal.entry(number)?;
            if let Some(mark) = entry.as_ref().and_then(|entry| entry.body_text(MARK)) {
                wanted.mark = Some(mark.to_owned());
                break;
            }
            wanted.former = true;
        }
        Ok(wanted)
    }

    /// Numbers that last, for whoever takes files in; new ones follow from a seed that nobody can guess, in a fictitious
    /// workspace from its key.
    ///
    /// # Errors
    /// The vault is not there, is older than the evidence, or cannot be written.
    pub(crate) fn persons(&self, _: &Writing<'_>, seed: Option<[u8; 32]>) -> Result<Persons<'_>, Fault> {
        let wanted = self.wants_of_vault()?;
        let vault = match self.sound_vault(&wanted)? {
            Some(vault) => vault,
            None => self.vault_or_made()?,
        };
        self.remember(&vault)?;
        let persons = Persons { workspace: self, vault: Some(vault), keeps: Some(seed), former: HashMap::new() };
        if let Some(vault) = persons.vault.as_ref().filter(|_| wanted.former) {
            let all = self.former_numbers()?;
            vault.keep_numbers(&all, &mut persons.source(seed)?).map_err(WorkspaceError::from)?;
            self.remember(vault)?;
        }
        Ok(persons)
    }

    /// Numbers for whoever only looks: nothing is kept, and who is new has a passing one.
    ///
    /// # Errors
    /// The vault is not there, or is older than the evidence.
    pub(crate) fn passing_persons(&self) -> Result<Persons<'_>, Fault> {
        let wanted = self.wants_of_vault()?;
        let vault = self.sound_vault(&wanted)?;
        if let Some(vault) = &vault {
            self.remember(vault)?;
        }
        let mut former = HashMap::new();
        if wanted.former {
            former.extend(self.former_numbers()?.into_iter().map(|(keyed, number)| (keyed, pseudonym(number))));
        }
        Ok(Persons { workspace: self, vault, keeps: None, former })
    }

    fn remembered(&self) -> MutexGuard<'_, Remembered> {
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets whom a vault was asked for that was changed since, by somebody else.
    fn remember(&self, vault: &Vault) -> Result<(), WorkspaceError> {
        let mark = vault.mark()?;
        let mut remembered = self.remembered();
        if remembered.mark != mark {
            *remembered = Remembered { mark, numbers: HashMap::new() };
        }
        Ok(())
    }

    /// The vault, nothing where none was made yet; refused where it is not the one that gave the evidence its numbers.
    fn sound_vault(&self, wanted: &Wanted) -> Result<Option<Vault>, Fault> {
        let path = self.vault_path().display().to_string();
        let vault = match self.vault_if_there() {
            Err(WorkspaceError::Vault(VaultError::Absent(_))) => {
                return Err(refused("vault-missing", &[("path", &path)]).into());
            }
            there => there?,
        };
        match (&vault, &wanted.mark) {
            (None, Some(_)) => Err(refused("vault-missing", &[("path", &path)]).into()),
            (Some(vault), Some(mark)) if !vault.had_mark(mark).map_err(WorkspaceError::from)? => {
                Err(refused("vault-older", &[("path", &path)]).into())
            }
            _ => Ok(vault),
        }
    }

    /// How many numbers of the evidence the vault does not know; nothing where it is not there. What was taken in before there
    /// was a vault it is told when something is taken in next.
    pub(crate) fn numbers_missing(&self) -> Result<Option<u64>, WorkspaceError> {
        let wanted = self.wants_of_vault()?;
        let vault = match self.vault_if_there() {
            Err(WorkspaceError::Vault(VaultError::Absent(_))) => return Ok(None),
            there => there?,
        };
        match vault {
            None if wanted.mark.is_some() => Ok(None),
            Some(vault) if !wanted.former => {
                let (numbers, _) = self.store.numbers_named()?;
                let missing = vault.not_given(numbers.into_iter().map(|number| Number::from(number.to_bytes())))?;
                // Numbers that it gave to nobody who was recorded are missing too.
                let is_other = wanted.mark.map_or(Ok(false), |mark| vault.had_mark(&mark).map(|had| !had))?;
                Ok(Some(missing.max(u64::from(is_other))))
            }
            _ => Ok(Some(0)),
        }
    }

    /// The numbers that evidence has from before there was a vault, under the hashes by which persons are asked for.
    fn former_numbers(&self) -> Result<Vec<(Keyed, Number)>, Fault> {
        let (numbers, lacking) = self.store.numbers_named().map_err(WorkspaceError::from)?;
        if !lacking.is_empty() {
            // Whoever is named in a damaged file alone would become somebody else.
            let operators: Vec<&str> = lacking.iter().map(|operator| operator.as_str()).collect();
            return Err(refused("vault-damaged", &[("operators", &operators.join(", "))]).into());
        }
        let number = |former: Pseudonym| (self.key.person_of(former), Number::from(former.to_bytes()));
        Ok(numbers.into_iter().map(number).collect())
    }
}

impl Persons<'_> {
    /// The key, with whom to ask.
    pub fn numbering(&self) -> Numbering<'_> {
        Numbering::new(&self.workspace.key, self)
    }

    /// The number of a person whom the evidence may name.
    pub fn known(&self, keyed: Keyed) -> Result<Option<Pseudonym>, WorkspaceError> {
        let known = match &self.vault {
            Some(vault) => vault.known(keyed)?.map(pseudonym),
            None => None,
        };
        Ok(known.or_else(|| self.former.get(&keyed).copied()))
    }

    /// The mark of the vault, for the entry that records what bears its numbers.
    pub fn mark(&self) -> Result<Option<String>, WorkspaceError> {
        let Some(vault) = &self.vault else { return Ok(None) };
        Ok(vault.mark()?)
    }

    /// Chance for new numbers and for their mark. That of a fictitious workspace follows from its key and the last mark, so that
    /// the same acts have the same.
    fn source(&self, seed: Option<[u8; 32]>) -> Result<impl FnMut(&mut [u8]) -> Result<(), NoChance>, WorkspaceError> {
        let mark = self.mark()?.unwrap_or_default();
        let seed = match self.workspace.is_fictitious() {
            true => Some(Vec::new()),
            false => seed.map(Vec::from),
        };
        // Other ones after each mark: a seed that was given twice gives no number twice.
        let seed = seed.map(|seed| self.workspace.key.chance_after(&[seed.as_slice(), mark.as_bytes()].concat()));
        let mut block = 0;
        Ok(move |bytes: &mut [u8]| {
            let seed = seed.ok_or_else(|| NoChance("no seed was given for numbers of persons".to_owned()))?;
            for chunk in bytes.chunks_mut(32) {
                let now = sealed::once(&seed, block);
                chunk.iter_mut().zip(now).for_each(|(byte, now)| *byte = now);
                block += 1;
            }
            Ok(())
        })
    }

    /// Numbers that last.
    fn given(&self, vault: &Vault, seed: Option<[u8; 32]>, keyed: &[Keyed]) -> Result<Vec<Number>, WorkspaceError> {
        let mut source = self.source(seed)?;
        if !self.workspace.is_fictitious() {
            return Ok(vault.numbers(keyed, &mut source)?);
        }
        // Whoever is handed in first, and by whom: in a fictitious workspace that changes nobody's number.
        let drawn = |keyed: &Keyed| Number::from(first(&self.workspace.key.chance_after(keyed)));
        let known = vault.known_all(keyed)?;
        let new = keyed.iter().zip(&known).filter(|(_, known)| known.is_none());
        let new: Vec<(Keyed, Number)> = new.map(|(keyed, _)| (*keyed, drawn(keyed))).collect();
        if vault.keep_numbers(&new, &mut source)? < new.len() {
            return Err(VaultError::NoChance(NoChance("a number is somebody else's".to_owned())).into());
        }
        Ok(keyed.iter().zip(known).map(|(keyed, known)| known.unwrap_or_else(|| drawn(keyed))).collect())
    }

    /// Looks up whom nobody asked for yet; what lasts is remembered.
    fn look_up(&self, keyed: &[Keyed], remembered: &mut Remembered) -> Result<(), WorkspaceError> {
        let Some(vault) = &self.vault else { return Ok(()) };
        let unasked: Vec<Keyed> = keyed.iter().filter(|one| !remembered.numbers.contains_key(*one)).copied().collect();
        if unasked.is_empty() {
            return Ok(());
        }
        if let Some(seed) = self.keeps {
            let given = self.given(vault, seed, &unasked)?;
            remembered.numbers.extend(unasked.into_iter().zip(given.into_iter().map(pseudonym)));
            remembered.mark = vault.mark()?;
        } else {
            let known = unasked.iter().copied().zip(vault.known_all(&unasked)?);
            remembered.numbers.extend(known.filter_map(|(keyed, number)| Some((keyed, pseudonym(number?)))));
        }
        Ok(())
    }
}

impl Numbers for Persons<'_> {
    fn numbers(&self, keyed: &[Keyed]) -> Result<Vec<Pseudonym>, NoNumbers> {
        let mut remembered = self.workspace.remembered();
        self.look_up(keyed, &mut remembered).map_err(|fault| NoNumbers(Box::new(fault)))?;
        let number = |one: &Keyed| {
            let known = remembered.numbers.get(one).or_else(|| self.former.get(one)).copied();
            // Nobody whose number is to last is passing.
            known.or_else(|| self.keeps.is_none().then(|| passing(one)))
        };
        Ok(keyed.iter().filter_map(number).collect())
    }
}

fn pseudonym(number: Number) -> Pseudonym {
    Pseudonym::from_bytes(number.to_bytes())
}

/// The number of somebody who is new, for as long as one looks.
fn passing(keyed: &Keyed) -> Pseudonym {
    Pseudonym::from_bytes(first(keyed))
}

fn first(bytes: &[u8; 32]) -> [u8; 16] {
    let (halves, _) = bytes.as_chunks::<16>();
    halves.first().copied().unwrap_or_default()
}
