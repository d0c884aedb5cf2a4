//! Files of candidates: template, check, own file back, judgements, confirmation; a large one beside the pages, left by a
//! server that died, cancelled; and nothing once a round was signed.
// case: 3.1.3.b

use crate::database::served;
use crate::office::{ANNEX, ANSWERS, YEAR, applicant, no, over, programme};
use guantong_documents::{Content, Limits, Look, Table, Value, read, write_xlsx};
use guantong_model::{CandidateNo, IdentityNo, Message, ProgrammeId};
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::Office;
use guantong_service::account::Locks;
use guantong_service::candidates::import::{ConflictKind, ImportState, ImportView, Judgement};
use guantong_service::journal::Verifier;
use guantong_service::rows::Round;
use guantong_store::{Database, Place};
use guantong_wording::{Locale, text};
use jiff::civil::date;

pub const HEADINGS: [&str; 13] = [
    "报名号",
    "姓名",
    "性别",
    "身份证号",
    "毕业初中所在区",
    "录取总分",
    "语文",
    "数学",
    "外语",
    "随机号",
    "升学资格",
    "本市正式户籍",
    "提前招生志愿",
];

/// An office with keys and a plan, in a database of its own that goes with it.
pub struct Town {
    pub office: Office,
    pub programme: ProgrammeId,
    folder: Option<std::path::PathBuf>,
}

impl Drop for Town {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

impl Town {
    pub async fn new(name: &str) -> Town {
        let folder = std::env::temp_dir().join(format!("guantong-import-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let place = Place::File(folder.join("office.sqlite"));
        Town::at(&place, Some(folder)).await
    }

    async fn at(place: &Place, folder: Option<std::path::PathBuf>) -> Town {
        let database = Database::create(place).await.unwrap();
        let office =
            over(database.storage()).with_accounts(Locks::new(Keys::one("k1", [7; 32]), Profile::Asvs));
        office.import_plan(YEAR, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
        let programme = programme(&office, "北京市昌平职业学校", "航空服务").await;
        Town { office, programme, folder }
    }

    /// A row of a candidate who is a boy in Haidian.
    pub fn row(&self, n: u32) -> Vec<String> {
        let identity = IdentityNo::with_check(&format!("99010820080314{:03}", n % 500 * 2 + 1)).unwrap();
        [
            &format!("23110801{n:05}"),
            &format!("考生{}", char::from_u32(0x4e00 + n).unwrap()),
            "男",
            identity.as_str(),
            "海淀区",
            "500",
            "80",
            "80",
            "80",
            &n.to_string(),
            "是",
            "是",
            self.programme.as_str(),
        ]
        .map(str::to_owned)
        .to_vec()
    }

    /// Gives a file in and looks at what was found.
    async fn give(&self, name: &str, bytes: &[u8]) -> ImportView {
        let (id, _) = self.office.upload_candidates(YEAR, name, bytes, "唐启航").await.unwrap();
        self.office.candidate_import(&id).await.unwrap()
    }

    async fn on_file(&self, n: u32) -> Option<guantong_service::rows::Candidate> {
        self.office.storage().candidate(YEAR, &CandidateNo(format!("23110801{n:05}"))).await.unwrap()
    }
}

/// Rows below the headings, as a workbook; `#` before a figure makes it a number.
pub fn book(rows: &[Vec<String>]) -> Vec<u8> {
    let cell = |text: &String| match text.strip_prefix('#') {
        _ if text.is_empty() => (Content::Blank, Look::Body),
        Some(number) => (Content::Number(number.parse().unwrap()), Look::Body),
        None => (Content::Text(text.clone()), Look::Body),
    };
    let mut lines = vec![HEADINGS.iter().map(|h| (Content::Text((*h).to_owned()), Look::Heading)).collect()];
    lines.extend(rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>()));
    let table = Table {
        name: "考生".to_owned(),
        widths: vec![12; HEADINGS.len()],
        rows: lines,
        merged: Vec::new(),
        head_rows: 1,
    };
    write_xlsx(&[table], date(2023, 7, 1)).unwrap()
}

fn zh(message: &Message) -> String {
    text(Locale::ZhCn, message)
}

/// The cells that are wrong, with what is.
pub fn wrong(view: &ImportView) -> Vec<String> {
    let found = view.found.as_ref().unwrap();
    found.wrong.iter().map(|(at, message)| format!("{at} {}", message.id)).collect()
}

async fn a_file_comes_in(town: &Town) {
    let office = &town.office;
    let mut rows: Vec<Vec<String>> = (1..=5).map(|n| town.row(n)).collect();
    rows[0][3] = "#110108".to_owned();
    rows[1][1] = "王\u{200b}明".to_owned();
    rows[2][5] = "661".to_owned();
    rows[3][4] = "杭州市".to_owned();
    rows[4][12] = format!("{}|no-such", town.programme);
    rows[4].push("自己的一列".to_owned());
    let broken = town.give("考生.xlsx", &book(&rows)).await;
    assert_eq!(
        wrong(&broken),
        [
            "D2 take-over-cell-number",
            "B3 candidates-name-invisible",
            "F4 take-over-cell-score-over",
            "E5 take-over-cell-district",
            "M6 candidates-list-unknown"
        ]
    );
    assert!(!broken.clean());
    assert_eq!(
        no(office.confirm_candidate_import(&broken.row.id, &broken.digest, "x").await).len(),
        5,
        "nothing is entered of a file that is wrong"
    );
    let back = office.candidates_returned(&broken.row.id, &zh).await.unwrap();
    let back = read(&back, &Limits::register()).unwrap();
    let cells = |row: usize| back[0].rows[row].cells.clone();
    assert_eq!(cells(5)[13].1, Value::Text("自己的一列".to_owned()));
    assert!(matches!(&cells(1)[13], (15, Value::Text(why)) if why.contains("不是文本")), "{:?}", cells(1));

    // Mended, with a name that GBK has not and one middle dot of each kind.
    for (row, name) in (1..).zip(["𬀩玉", "阿依·买", "阿依•买", "阿依・买", "考生"]) {
        rows[row as usize - 1] = town.row(row);
        rows[row as usize - 1][1] = name.to_owned();
    }
    let mended = town.give("考生-改.xlsx", &book(&rows)).await;
    assert!(mended.clean(), "{:?}", wrong(&mended));
    let entered = office.confirm_candidate_import(&mended.row.id, &mended.digest, "罗语彤").await.unwrap();
    assert_eq!((entered, office.storage().candidates(YEAR).await.unwrap().len()), (5, 5));
    let first = town.on_file(1).await.unwrap();
    let person = office.storage().person(&first.person).await.unwrap().unwrap();
    assert_eq!((person.name.as_str(), person.district.as_str(), person.sex), ("𬀩玉", "110108", 1));
    assert!(person.sealed.identity_index.is_some() && person.birth_on == date(2008, 3, 14));

    // The same file once more is seen; it is neither written again nor put away.
    let (id, there) = office.upload_candidates(YEAR, "另名.xlsx", &book(&rows), "x").await.unwrap();
    assert!(there && id == mended.row.id);
    assert_eq!(
        no(office.confirm_candidate_import(&id, &mended.digest, "x").await),
        ["conflict-candidates-done"]
    );
    assert!(office.drop_candidate_import(&id).await.is_err());
    // The first file is stale by now: what it was checked against is not what there is.
    let stale = office.candidate_import(&broken.row.id).await.unwrap();
    assert!(stale.stale);
    office.check_candidates_again(&broken.row.id).await.unwrap();
    assert!(!office.candidate_import(&broken.row.id).await.unwrap().stale);

    let entries = office.storage().stream(&guantong_service::candidates::stream(YEAR)).await.unwrap();
    assert_eq!(entries.last().unwrap().kind, guantong_service::candidates::import::IMPORTED);
    let mut verifier = Verifier::default();
    office.storage().entries(0, 100).await.unwrap().iter().for_each(|entry| verifier.check(entry).unwrap());
}

#[tokio::test]
async fn a_broken_file_is_mended_and_entered() {
    a_file_comes_in(&Town::new("mended").await).await;
}

#[tokio::test]
async fn a_broken_file_is_mended_and_entered_on_postgresql() {
    a_file_comes_in(&Town::at(&served("candidates_mended"), None).await).await;
}

async fn conflicts_are_judged(town: &Town) {
    let office = &town.office;
    let rows: Vec<Vec<String>> = (1..=4).map(|n| town.row(n)).collect();
    let first = town.give("一.xlsx", &book(&rows)).await;
    office.confirm_candidate_import(&first.row.id, &first.digest, "x").await.unwrap();

    // 1 as on file; 2 with more points; 3 another person under the number; 4 under another number; 9 twice, of whom the
    // second has another score.
    let mut second = vec![town.row(1), town.row(2), town.row(8), town.row(4), town.row(9), town.row(9)];
    second[1][5] = "510".to_owned();
    second[2][0] = rows[2][0].clone();
    second[3][0] = "2311080199999".to_owned();
    second[5][5] = "520".to_owned();
    let view = town.give("二.xlsx", &book(&second)).await;
    let found = view.found.clone().unwrap();
    let kinds: Vec<_> = found.conflicts.iter().map(|c| (c.key.as_str(), c.kind)).collect();
    assert_eq!(
        kinds,
        [
            ("f7", ConflictKind::Twice),
            ("o3", ConflictKind::Changed),
            ("o4", ConflictKind::OtherPerson),
            ("o5", ConflictKind::OtherNumber)
        ]
    );
    let side = &found.conflicts[1].sides;
    assert_eq!(side.len(), 1);
    assert_eq!(
        (side[0].heading.as_str(), side[0].there.as_str(), side[0].told.as_str()),
        ("录取总分", "500", "510")
    );
    assert!(!view.clean() && view.settled.open.len() == 4);
    assert_eq!(
        no(office.confirm_candidate_import(&view.row.id, &view.digest, "x").await),
        ["candidates-open"]
    );

    let judge = async |version: i64, key: &str, judgement: Judgement| {
        office.judge_candidate_import(&view.row.id, version, &[(key.to_owned(), judgement)], None).await
    };
    judge(view.row.version, "f7", Judgement::Take).await.unwrap();
    // Who judges what somebody judged meanwhile is told.
    assert_eq!(no(judge(view.row.version, "o3", Judgement::Keep).await), ["conflict-candidates-stale"]);
    judge(view.row.version + 1, "o3", Judgement::Take).await.unwrap();
    judge(view.row.version + 2, "o4", Judgement::Keep).await.unwrap();
    let all = Some((ConflictKind::OtherNumber, Judgement::Take));
    office.judge_candidate_import(&view.row.id, view.row.version + 3, &[], all).await.unwrap();
    // The digest that was seen before the judgements confirms nothing.
    assert_eq!(
        no(office.confirm_candidate_import(&view.row.id, &view.digest, "x").await),
        ["conflict-candidates-stale"]
    );
    let judged = office.candidate_import(&view.row.id).await.unwrap();
    assert!(judged.clean());
    assert_eq!((found.entering(&judged.settled), found.staying(&judged.settled)), (3, 1));
    let person = town.on_file(2).await.unwrap().person;
    assert_eq!(office.confirm_candidate_import(&view.row.id, &judged.digest, "x").await.unwrap(), 3);

    let points = |candidate: Option<guantong_service::rows::Candidate>| candidate.unwrap().total.to_string();
    assert_eq!(points(town.on_file(2).await), "510");
    assert_eq!(town.on_file(2).await.unwrap().person, person, "the same person goes on");
    assert_eq!(points(town.on_file(3).await), "500");
    assert_eq!(town.on_file(4).await, None);
    assert!(town.on_file(99_999).await.is_some());
    assert_eq!(points(town.on_file(9).await), "520");
    assert_eq!(office.storage().candidates(YEAR).await.unwrap().len(), 5);
}

#[tokio::test]
async fn who_stands_twice_or_differs_is_judged() {
    conflicts_are_judged(&Town::new("judged").await).await;
}

#[tokio::test]
async fn who_stands_twice_or_differs_is_judged_on_postgresql() {
    conflicts_are_judged(&Town::at(&served("candidates_judged"), None).await).await;
}

#[tokio::test]
async fn nothing_is_entered_or_judged_once_a_round_was_signed() {
    let town = Town::new("signed").await;
    let office = &town.office;
    office.enter_candidates(YEAR, vec![applicant(1, 600, &[&town.programme])], "t").await.unwrap();
    let view = town.give("一.xlsx", &book(&[town.row(1), town.row(2), town.row(2)])).await;
    assert_eq!(view.settled.open.len(), 1);
    office.run_round(YEAR, Round::Early, "t").await.unwrap();
    office.sign_round(YEAR, Round::Early, "first").await.unwrap();
    let over = office.candidate_import(&view.row.id).await.unwrap();
    assert!(over.over && !over.clean());
    let all = Some((ConflictKind::Twice, Judgement::Keep));
    let judged = office.judge_candidate_import(&view.row.id, over.row.version, &[], all).await;
    assert_eq!(no(judged), ["conflict-round-over"]);
    assert_eq!(
        no(office.confirm_candidate_import(&view.row.id, &over.digest, "x").await),
        ["conflict-round-over"]
    );
    assert_eq!(
        no(office.upload_candidates(YEAR, "二.xlsx", &book(&[town.row(3)]), "x").await),
        ["conflict-round-over"]
    );
    assert_eq!(office.storage().candidates(YEAR).await.unwrap().len(), 1);
}

/// A text table larger than what is checked at once.
fn large(town: &Town, rows: u32) -> Vec<u8> {
    let mut text = HEADINGS.join(",");
    text += ",备注";
    for n in 1..=rows {
        text += "\n";
        text += &town.row(n).join(",");
        text += ",";
        text += &"长".repeat(1_000);
    }
    text.into_bytes()
}

async fn a_large_file_is_checked_beside(town: &Town) {
    let office = &town.office;
    let bytes = large(town, 400);
    let (id, _) = office.upload_candidates(YEAR, "大.csv", &bytes, "x").await.unwrap();
    assert_eq!(office.candidate_import(&id).await.unwrap().row.state, ImportState::Waiting);
    // A server takes it and is killed: nobody else has it until its lease ends, then the next one does.
    let now = office.clock().now();
    let taken = office.storage().lease_import(now, now + 60_000_000).await.unwrap().unwrap();
    assert_eq!(taken.id, id);
    assert_eq!(office.check_next_candidates().await.unwrap(), None);
    let view = office.candidate_import(&id).await.unwrap();
    assert!(view.row.state == ImportState::Checking && view.found.is_none());
    // The clock goes on by a second with each look.
    for _ in 0..70 {
        office.clock().now();
    }
    assert_eq!(office.check_next_candidates().await.unwrap().as_ref(), Some(&id));
    let view = office.candidate_import(&id).await.unwrap();
    assert_eq!((view.row.state, view.row.total, view.row.done), (ImportState::Checked, 400, 400));
    assert!(view.clean(), "{:?}", wrong(&view));
    // Who lost his lease writes nothing over what was found.
    assert!(!office.storage().import_progress(&taken, now).await.unwrap());
    assert!(!office.storage().settle_import(&taken, "").await.unwrap());
    assert_eq!(office.check_next_candidates().await.unwrap(), None);
    assert_eq!(office.confirm_candidate_import(&id, &view.digest, "x").await.unwrap(), 400);

    // One that is put away while it is checked is not there any more, and what checks it notices.
    let mut other = bytes.clone();
    other.extend(b"\n");
    let (id, _) = office.upload_candidates(YEAR, "再.csv", &other, "x").await.unwrap();
    let now = office.clock().now();
    let taken = office.storage().lease_import(now, now + 60_000_000).await.unwrap().unwrap();
    office.drop_candidate_import(&id).await.unwrap();
    assert!(!office.storage().import_progress(&taken, now).await.unwrap());
    assert!(office.candidate_import(&id).await.is_err());

    // A large file that is none of candidates says so.
    let (id, _) =
        office.upload_candidates(YEAR, "别.csv", &"无,关\n".repeat(200_000).into_bytes(), "x").await.unwrap();
    office.check_next_candidates().await.unwrap();
    let view = office.candidate_import(&id).await.unwrap();
    assert_eq!(view.row.state, ImportState::Refused);
    assert_eq!(view.found.unwrap().refused.len(), 1);
}

#[tokio::test]
async fn a_large_file_is_checked_by_whoever_has_it_and_taken_up_when_he_died() {
    a_large_file_is_checked_beside(&Town::new("large").await).await;
}

#[tokio::test]
async fn a_large_file_is_checked_by_whoever_has_it_on_postgresql() {
    a_large_file_is_checked_beside(&Town::at(&served("candidates_large"), None).await).await;
}

#[tokio::test]
async fn the_template_is_read_as_it_is_written() {
    let town = Town::new("template").await;
    let bytes = town.office.candidates_template(YEAR, &zh).await.unwrap();
    let sheets = read(&bytes, &Limits::register()).unwrap();
    assert_eq!(sheets.len(), 3);
    assert_eq!(sheets[0].rows[0].cells.len(), 25);
    assert_eq!(no(town.office.upload_candidates(YEAR, "空.xlsx", &bytes, "x").await), ["candidates-no-rows"]);
    // Columns in another order, with other names the authority uses, and a cell for each preference.
    let text = format!(
        "外语,数学,语文,录取总分,提前招生志愿2,提前招生志愿1,随机号,本市正式户籍,升学资格,区,身份证号码,性别,考生姓名,考生号,加分,是否住宿\n\
         80,80,80,500,{second},{first},1,是,是,海淀,{identity},男,王明,23001,10,是\n",
        first = town.programme,
        second = programme(&town.office, "北京国际职业教育学校", "文物保护技术").await,
        identity = town.row(1)[3],
    );
    let view = town.give("考务.csv", text.as_bytes()).await;
    assert!(view.clean(), "{:?}", wrong(&view));
    town.office.confirm_candidate_import(&view.row.id, &view.digest, "x").await.unwrap();
    let candidate =
        town.office.storage().candidate(YEAR, &CandidateNo("23001".to_owned())).await.unwrap().unwrap();
    assert_eq!(candidate.early.first(), Some(&town.programme));
    assert_eq!((candidate.early.len(), candidate.unified.len()), (2, 0));
    assert_eq!((candidate.bonus.to_string(), candidate.boards), ("10".to_owned(), Some(true)));
}
