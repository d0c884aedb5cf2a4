//! `cargo xtask long`: the loops that take longer than a run of the tests. Each is a test that does more of the same
//! when it is told to, shows how far it is, and closes with its counts.

use crate::step::{cargo, succeed, timed};
use anyhow::{Result, bail};
use std::path::Path;

/// A loop: its name, crate and test, and what makes it long.
struct Loop {
    name: &'static str,
    package: &'static str,
    test: &'static str,
    settings: &'static [(&'static str, &'static str)],
}

const LOOPS: &[Loop] = &[
    Loop {
        name: "random commands on random records",
        package: "guantong-registry",
        test: "long::random_commands_break_nothing",
        settings: &[("GUANTONG_LONG_COMMANDS", "1000000")],
    },
    Loop {
        name: "deferred acceptance with quotas and weights against an independent allocator",
        package: "guantong-admission",
        test: "deferred::the_command_gives_what_an_independent_allocator_gives",
        settings: &[("GUANTONG_LONG_ROUNDS", "10000")],
    },
    Loop {
        name: "batches killed anywhere",
        package: "guantong",
        test: "killed::a_batch_killed_anywhere_is_done_or_not_done",
        settings: &[("KILLS", "800")],
    },
    Loop {
        name: "imports of plans killed anywhere",
        package: "guantong",
        test: "killed::a_plan_killed_anywhere_is_set_or_not_set",
        settings: &[("KILLS", "300")],
    },
    Loop {
        name: "take-overs killed anywhere",
        package: "guantong",
        test: "killed::a_take_over_killed_anywhere_takes_all_or_nobody",
        settings: &[("KILLS", "300")],
    },
    Loop {
        name: "publications killed anywhere",
        package: "guantong",
        test: "killed::a_round_killed_anywhere_is_published_or_not_published",
        settings: &[("KILLS", "300")],
    },
    Loop {
        name: "migrations killed anywhere",
        package: "guantong",
        test: "killed::a_migration_killed_anywhere_goes_on_to_the_whole_schema",
        settings: &[("KILLS", "300")],
    },
    Loop {
        name: "losses of power",
        package: "guantong-store",
        test: "faults::a_loss_of_power_anywhere_loses_nothing_acknowledged_and_leaves_nothing_half",
        settings: &[("POWER_LOSSES", "10000")],
    },
    Loop {
        name: "every act of the disk failing in every way",
        package: "guantong",
        test: "faults::whatever_act_of_the_disk_fails_it_is_done_or_told_and_not_done",
        settings: &[("GUANTONG_LONG_FAULTS", "1")],
    },
    Loop {
        name: "PostgreSQL killed under load",
        package: "guantong-store",
        test: "postgres::killed_under_load_it_loses_nothing_doubles_nothing_and_we_go_on",
        settings: &[("KILLS", "200")],
    },
    Loop {
        name: "PostgreSQL killed under the program",
        package: "guantong",
        test: "faults_served::postgres_killed_under_the_program_loses_nothing_and_the_program_goes_on",
        settings: &[("KILLS", "50")],
    },
];

/// Where a seed of one's own is set.
const SEED: &str = "GUANTONG_LONG_SEED";

/// Runs every loop, with `--seed N` from another seed.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> Result<()> {
    let seed = match arguments {
        [] => None,
        ["--seed", seed] if seed.parse::<u64>().is_ok() => Some(*seed),
        other => bail!("`{}`: expected nothing or --seed NUMBER", other.join(" ")),
    };
    for each in LOOPS {
        timed(each.name, || {
            let one = ["test", "--quiet", "--package", each.package, "--test", "it"];
            let mut command = cargo(root);
            command.args(one).args(["--", "--exact", "--nocapture", each.test]);
            // What is set by hand goes before what is usual.
            for (name, value) in each.settings.iter().filter(|(name, _)| std::env::var_os(name).is_none()) {
                command.env(name, value);
            }
            if let Some(seed) = seed {
                command.env(SEED, seed);
            }
            succeed(&mut command)
        })?;
    }
    Ok(())
}
