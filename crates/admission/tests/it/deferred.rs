//! The command with deferred acceptance, quotas and weights against an allocator written independently: candidates
//! propose round after round, programmes look at all who are there, until nobody moves.

use super::files::Folder;
use super::instance::Dice;
use guantong_admission::{Method, Options, allocate_files};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many instances where nobody asks for more; `cargo xtask long` asks for 10,000.
const USUAL: u64 = 400;

/// A programme: places, quotas of the two groups, weights of the two subjects in hundredths.
struct Wanted {
    places: usize,
    quotas: [Option<usize>; 2],
    weights: Option<[i64; 2]>,
}

/// A candidate: total and marks in halves of a point.
struct Asking {
    total: i64,
    marks: [i64; 2],
    keys: Vec<i64>,
    draw: u64,
    group: usize,
    qualified: bool,
    list: Vec<usize>,
}

struct Case {
    programmes: Vec<Wanted>,
    candidates: Vec<Asking>,
    floor: Option<i64>,
}

fn index(dice: &mut Dice, sides: u64) -> usize {
    usize::try_from(dice.below(sides)).unwrap()
}

fn number(dice: &mut Dice, sides: u64) -> i64 {
    i64::try_from(dice.below(sides)).unwrap()
}

impl Case {
    fn random(seed: u64) -> Self {
        let dice = &mut Dice::new(seed.wrapping_mul(7) + 3);
        let programmes: Vec<Wanted> = (0..1 + dice.below(5))
            .map(|_| Wanted {
                places: index(dice, 4),
                quotas: [0, 1].map(|_| dice.one_in(2).then(|| index(dice, 3))),
                weights: (!dice.one_in(3)).then(|| [25 * (1 + number(dice, 6)), 25 * number(dice, 6)]),
            })
            .collect();
        let keys = dice.below(3);
        let count = dice.below(15);
        let mut draws: Vec<u64> = (1..=count).collect();
        dice.shuffle(&mut draws);
        let candidates = draws
            .into_iter()
            .map(|draw| Asking {
                total: 980 + number(dice, 5),
                marks: [0, 1].map(|_| number(dice, 6)),
                keys: (0..keys).map(|_| number(dice, 2)).collect(),
                draw,
                group: index(dice, 3),
                qualified: !dice.one_in(9),
                list: (0..dice.below(6)).map(|_| index(dice, programmes.len() as u64 + 1)).collect(),
            })
            .collect();
        let floor = dice.one_in(2).then(|| 980 + number(dice, 3));
        Case { programmes, candidates, floor }
    }

    fn files(&self, folder: &Folder) {
        let half = |number: i64| format!("{}.{}", number / 2, 5 * (number % 2));
        let quota = |most: Option<usize>| most.map(|most| most.to_string()).unwrap_or_default();
        let mut plan = "programme,places,quota:f,quota:m\n".to_owned();
        let mut rules = "equal = \"draw\"\n".to_owned();
        if let Some(floor) = self.floor {
            writeln!(rules, "score_floor = {}", half(floor)).unwrap();
        }
        for (n, wanted) in self.programmes.iter().enumerate() {
            let [f, m] = wanted.quotas.map(quota);
            writeln!(plan, "P{n},{},{f},{m}", wanted.places).unwrap();
            if let Some([math, chinese]) = wanted.weights {
                let weight = |hundredths: i64| format!("{}.{:02}", hundredths / 100, hundredths % 100);
                writeln!(rules, "[weights.P{n}]\nmath = {}\nchinese = {}", weight(math), weight(chinese))
                    .unwrap();
            }
        }
        let keys = self.candidates.first().map_or(0, |one| one.keys.len());
        let mut rows =
            "candidate,total,preferences,qualified,group,draw,subject:math,subject:chinese".to_owned();
        (1..=keys).for_each(|key| write!(rows, ",key_{key}").unwrap());
        for (n, one) in self.candidates.iter().enumerate() {
            let list: Vec<String> = one.list.iter().map(|programme| format!("P{programme}")).collect();
            let [math, chinese] = one.marks.map(half);
            let (total, qualified) = (half(one.total), u8::from(one.qualified));
            let group = ["f", "m", "x"][one.group];
            write!(
                rows,
                "\nK{n},{total},{},{qualified},{group},{},{math},{chinese}",
                list.join("|"),
                one.draw
            )
            .unwrap();
            one.keys.iter().for_each(|key| write!(rows, ",{key}").unwrap());
        }
        rows.push('\n');
        folder.write("plan.csv", plan);
        folder.write("rules.toml", rules);
        folder.write("candidates.csv", rows);
    }

    /// Where each ends, as programme and position from 1.
    fn ends(&self) -> BTreeMap<usize, (usize, usize)> {
        let takes_part = |one: &Asking| one.qualified && self.floor.is_none_or(|floor| one.total >= floor);
        let mut next: Vec<usize> = vec![0; self.candidates.len()];
        loop {
            // Everybody stands before the first programme that has not sent him away.
            let mut before: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (who, one) in self.candidates.iter().enumerate().filter(|(_, one)| takes_part(one)) {
                while one.list.get(next[who]).is_some_and(|programme| {
                    *programme >= self.programmes.len() || one.list[..next[who]].contains(programme)
                }) {
                    next[who] += 1;
                }
                if let Some(programme) = one.list.get(next[who]) {
                    before.entry(*programme).or_default().push(who);
                }
            }
            let mut moved = false;
            for (programme, there) in &before {
                for who in self.sent_away(*programme, there) {
                    next[who] += 1;
                    moved = true;
                }
            }
            if !moved {
                let seats = before
                    .into_iter()
                    .flat_map(|(programme, there)| there.into_iter().map(move |who| (who, programme)));
                return seats.map(|(who, programme)| (who, (programme, next[who] + 1))).collect();
            }
        }
    }

    fn sent_away(&self, programme: usize, there: &[usize]) -> Vec<usize> {
        let wanted = &self.programmes[programme];
        let mut there = there.to_vec();
        there.sort_by_key(|who| {
            let one = &self.candidates[*who];
            let score = match wanted.weights {
                Some([math, chinese]) => math * one.marks[0] + chinese * one.marks[1],
                None => one.total,
            };
            let keys: Vec<i64> = one.keys.iter().map(|key| -key).collect();
            (-score, keys, one.draw)
        });
        let (mut taken, mut of_group) = (0, [0; 3]);
        there.retain(|who| {
            let group = self.candidates[*who].group;
            let most = wanted.quotas.get(group).copied().flatten();
            let room = taken < wanted.places && most.is_none_or(|most| of_group[group] < most);
            if room {
                taken += 1;
                of_group[group] += 1;
            }
            !room
        });
        there
    }
}

#[test]
fn the_command_gives_what_an_independent_allocator_gives() {
    let asked = std::env::var("GUANTONG_LONG_ROUNDS").ok().and_then(|rounds| rounds.parse().ok());
    let folder = Folder::new();
    let options = Options { method: Method::DeferredAcceptance, ..folder.options() };
    let rules = Some(folder.path("rules.toml"));
    let options = Options { rules, ..options };
    let (mut admitted, mut weighted, mut limited) = (0, 0, 0);
    for seed in 0..asked.unwrap_or(USUAL) {
        let case = Case::random(seed);
        case.files(&folder);
        allocate_files(&options, &mut |_| {}).unwrap_or_else(|error| panic!("seed {seed}: {error:?}"));
        let ends = case.ends();
        let written = folder.read("results.csv");
        let lines: Vec<&str> = written.lines().skip(1).collect();
        assert_eq!(lines.len(), case.candidates.len(), "seed {seed}");
        for (who, line) in lines.into_iter().enumerate() {
            let given: Vec<&str> = line.split(',').collect();
            let seat =
                ends.get(&who).map(|(programme, position)| (format!("P{programme}"), position.to_string()));
            let expected = seat.clone().unwrap_or_default();
            assert_eq!(
                (given[2], given[3]),
                (expected.0.as_str(), expected.1.as_str()),
                "seed {seed}: {line}"
            );
            assert_eq!(given[1] == "admitted", seat.is_some(), "seed {seed}: {line}");
        }
        admitted += ends.len();
        weighted += case.programmes.iter().filter(|wanted| wanted.weights.is_some()).count();
        limited += case.programmes.iter().flat_map(|wanted| wanted.quotas).flatten().count();
    }
    assert!(admitted > 500 && weighted > 300 && limited > 300, "{admitted} {weighted} {limited}: too tame");
}
