//! Giving up rights: files by Landlock, then memory, time and descriptors beyond bounds, then every system call but a few by
//! seccomp. Each is taken as far as the kernel grants it, and what was granted is said. Elsewhere than on Linux a
//! child is a process of its own with a clock over it, and nothing more.

use super::Means;
use crate::limits::Limits;

/// Gives up all that can be given up.
#[cfg(not(target_os = "linux"))]
pub(super) fn lock(_: &Limits) -> Means {
    Means { process: true, ..Means::default() }
}

/// Gives up all that can be given up.
#[cfg(target_os = "linux")]
pub(super) fn lock(limits: &Limits) -> Means {
    // Read while files can be opened; bounded when Landlock, whose rules take a descriptor, is done.
    let reserved = linux::reserved_bytes();
    let landlock = linux::without_files();
    let bounds = reserved.and_then(|reserved| linux::bound(limits, reserved)).is_ok();
    let seccomp = linux::filtered().is_some();
    Means { process: true, landlock, seccomp, bounds }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::BTreeMap;
    use std::{fs, io};

    use landlock::{ABI, Access, AccessFs, AccessNet, LandlockStatus, Ruleset, RulesetAttr, RulesetStatus, Scope};
    use rustix::process::{
        DumpableBehavior, Resource, Rlimit, Signal, set_dumpable_behavior, set_parent_process_death_signal, setrlimit,
    };
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    };

    use crate::limits::Limits;

    /// System calls that give and take memory, wait for oneself, end, and ask for time and chance.
    const FREE: &[i64] = &[
        libc::SYS_brk,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_getpid,
        libc::SYS_gettid,
        libc::SYS_clock_gettime,
        libc::SYS_getrandom,
        libc::SYS_close,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];

    /// "Operation not permitted".
    const EPERM: u32 = 1;
    /// Memory that holds code.
    const PROT_EXEC: u64 = 4;

    /// Bounds, and an end together with the parent.
    pub(super) fn bound(limits: &Limits, reserved: u64) -> io::Result<()> {
        // The allocator may have reserved addresses before this; the bound is above them.
        let memory = reserved.saturating_add(limits.memory_bytes_max);
        set_parent_process_death_signal(Some(Signal::KILL))?;
        // Nobody but root reads its memory, and it leaves no image of it.
        set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
        // The parent's clock ends it before; this is for a parent that is stopped.
        let seconds = limits.seconds_max.saturating_add(3);
        for (resource, most) in [
            (Resource::As, memory),
            (Resource::Cpu, seconds),
            (Resource::Fsize, 0),
            (Resource::Core, 0),
            (Resource::Nproc, 0),
            (Resource::Nofile, 0),
            (Resource::Memlock, 0),
            (Resource::Msgqueue, 0),
        ] {
            setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
        }
        Ok(())
    }

    /// Addresses that this process has already.
    pub(super) fn reserved_bytes() -> io::Result<u64> {
        let pages = fs::read_to_string("/proc/self/statm")?;
        let pages: u64 = pages.split(' ').next().and_then(|word| word.parse().ok()).unwrap_or(0);
        Ok(pages * rustix::param::page_size() as u64)
    }

    /// No file, no address of the network, no signal: rules that allow nothing.
    pub(super) fn without_files() -> Option<u32> {
        const NEWEST: ABI = ABI::V6;
        let rules = Ruleset::default().handle_access(AccessFs::from_all(NEWEST)).ok()?;
        let rules = rules.handle_access(AccessNet::from_all(NEWEST)).ok()?;
        let rules = rules.scope(Scope::from_all(NEWEST)).ok()?;
        let status = rules.create().ok()?.restrict_self().ok()?;
        match (status.ruleset, status.landlock) {
            (RulesetStatus::NotEnforced, _) => None,
            (_, LandlockStatus::Available { effective_abi, .. }) => u32::try_from(effective_abi as i32).ok(),
            _ => None,
        }
    }

    /// Every system call fails but these.
    pub(super) fn filtered() -> Option<()> {
        let mut rules: BTreeMap<i64, Vec<SeccompRule>> = BTreeMap::new();
        for call in FREE {
            rules.insert(*call, Vec::new());
        }
        let equal = |argument: u8, value: u64| {
            let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, value).ok()?;
            SeccompRule::new(vec![condition]).ok()
        };
        // The input is read, the answer and a last word are written; descriptors that whoever started us left open are not.
        rules.insert(libc::SYS_read, vec![equal(0, 0)?]);
        for call in [libc::SYS_write, libc::SYS_writev] {
            rules.insert(call, vec![equal(0, 1)?, equal(0, 2)?]);
        }
        // An abort is a signal to oneself.
        rules.insert(libc::SYS_tgkill, vec![equal(0, u64::from(std::process::id()))?]);
        // Memory never holds code that was not there, and is no file's: descriptor -1.
        let no_code = || {
            let masked = SeccompCmpOp::MaskedEq(PROT_EXEC);
            SeccompCondition::new(2, SeccompCmpArgLen::Qword, masked, 0).ok()
        };
        let no_file = SeccompCondition::new(4, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, u64::from(u32::MAX)).ok()?;
        rules.insert(libc::SYS_mprotect, vec![SeccompRule::new(vec![no_code()?]).ok()?]);
        rules.insert(libc::SYS_mmap, vec![SeccompRule::new(vec![no_code()?, no_file]).ok()?]);
        let arch = std::env::consts::ARCH.try_into().ok()?;
        // A refusal, no kill: a library that asks for something harmless goes on without it.
        let filter = SeccompFilter::new(rules, SeccompAction::Errno(EPERM), SeccompAction::Allow, arch).ok()?;
        let program: BpfProgram = filter.try_into().ok()?;
        seccompiler::apply_filter(&program).ok()
    }
}
