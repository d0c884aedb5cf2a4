//! Who is told what, by whom it is read, when a desk is reminded, and what of it goes by mail. On both databases.

use super::{City, OTHER, SCHOOL, at, city, city_served, colleague, commission, leave, teacher};
use crate::accounts::kind;
use crate::office::{YEAR, no};
use async_trait::async_trait;
use guantong_model::{Date, Fact, Stage, StudentId};
use guantong_registry::Command;
use guantong_requests::{Kind, Verdict};
use guantong_service::Office;
use guantong_service::access::{Action, Family, Organisation, OrganisationKind, Role, Viewer};
use guantong_service::account::{Account, AccountChange, AccountState, Asker, Grant, Session, SessionState};
use guantong_service::batch::{BatchKind, NewBatch};
use guantong_service::mail::{MailState, Mailing, Outgoing, Post, Undelivered};
use guantong_service::notice::{NewNotice, Reminded, To};
use guantong_service::ports::{Batch, Change, Clock};
use jiff::civil::date;
use std::sync::{Arc, Mutex};

const UNTIL: Date = date(2024, 9, 1);
const MINUTE: i64 = 60 * 1_000_000;

/// An account for a viewer of the city.
async fn opened(city: &City, viewer: &Viewer) {
    let organisation = viewer.organisation.clone().unwrap_or_else(|| Organisation {
        id: "O-families".to_owned(),
        name: "学生与监护人".to_owned(),
        kind: OrganisationKind::Families,
        district: None,
    });
    let known = city.storage().organisations().await.unwrap();
    let mut changes = Vec::new();
    if !known.iter().any(|one| one.id == organisation.id) {
        changes.push(AccountChange::Organisation(organisation.clone(), 0, "test".to_owned()));
    }
    changes.push(AccountChange::Account(account(&viewer.account)));
    let tied = |student: &StudentId| AccountChange::Student {
        account: viewer.account.clone(),
        student: student.clone(),
    };
    changes.extend(viewer.own.iter().map(tied));
    changes.push(AccountChange::Grant(Grant {
        id: format!("G-{}", viewer.account),
        account: viewer.account.clone(),
        role: viewer.role,
        organisation,
        from_on: date(2023, 9, 1),
        to_on: None,
        stands_in: None,
        given_at: 0,
        given_by: "test".to_owned(),
        ended_at: None,
    }));
    city.storage().keep(changes, Vec::new(), 0).await.unwrap();
}

fn account(id: &str) -> Account {
    Account {
        id: id.to_owned(),
        login: id.to_lowercase(),
        name: format!("某{id}"),
        family: Family::Business,
        state: AccountState::Active,
        password: None,
        password_set_at: None,
        totp: None,
        totp_step: None,
        made_at: 0,
        made_by: "test".to_owned(),
    }
}

fn asker(viewer: &Viewer) -> Asker {
    let session = Session {
        digest: "d".to_owned(),
        public_id: "p".to_owned(),
        account: viewer.account.clone(),
        grant: None,
        state: SessionState::Open,
        form_key: String::new(),
        began_at: 0,
        seen_at: 0,
        stepped_up_at: None,
        purpose: String::new(),
        address: String::new(),
        agent: String::new(),
    };
    let viewer = viewer.clone();
    Asker { account: account(&viewer.account), session, grants: Vec::new(), viewer, must_change: false }
}

/// Two students with a guardian each, two teachers of the school, one of another, and the commission.
async fn peopled(city: City) -> City {
    let everybody = [
        city.student(0),
        city.guardian(0),
        city.student(1),
        city.guardian(1),
        teacher(SCHOOL),
        colleague(SCHOOL),
        teacher(OTHER),
        commission(),
    ];
    for viewer in &everybody {
        opened(&city, viewer).await;
    }
    city
}

fn reading(city: &City, viewer: &Viewer) -> Office {
    city.office.seen_by(Arc::new(viewer.clone()), Action::NoticeRead)
}

/// What somebody was told and has not read, the newest first.
async fn told(city: &City, viewer: &Viewer) -> Vec<String> {
    let notices = reading(city, viewer).notices(50, 0).await.unwrap();
    let unread = notices.lines.iter().filter(|line| line.row.is_unread());
    let unread: Vec<String> = unread.map(|line| line.row.message.id.clone()).collect();
    assert_eq!(i64::try_from(unread.len()).unwrap(), notices.unread);
    unread
}

async fn read_all(city: &City, viewers: &[Viewer]) {
    for viewer in viewers {
        reading(city, viewer).read_notices(None).await.unwrap();
    }
}

async fn each_is_told_what_concerns_him(city: City) {
    let city = peopled(city).await;
    let (student, guardian) = (city.student(0), city.guardian(0));
    let (school, second, other) = (teacher(SCHOOL), colleague(SCHOOL), teacher(OTHER));
    let transfer = Command::ApplyTransfer { to: city.to(OTHER).await };
    let row = city.open(&student, city.wanted(0, transfer)).await;
    assert_eq!(told(&city, &guardian).await, ["notice-consent"]);
    for viewer in [&student, &school, &other, &commission(), &city.guardian(1)] {
        assert_eq!(told(&city, viewer).await, Vec::<String>::new(), "{}", viewer.name);
    }
    let row = city.says(&guardian, &row, Verdict::Agree).await;
    for viewer in [&school, &second] {
        let lines = reading(&city, viewer).notices(9, 0).await.unwrap().lines;
        let message = &lines[0].row.message;
        assert_eq!(message.id, "notice-desk-due");
        assert_eq!(message.facts["due"], Fact::Date(row.due_on.unwrap()));
        assert!(lines[0].row.object.ends_with(&row.id) && lines[0].row.role == Role::School);
    }
    assert_eq!(told(&city, &other).await, Vec::<String>::new());
    let row = city.says(&school, &row, Verdict::Agree).await;
    assert_eq!(told(&city, &second).await, Vec::<String>::new(), "a colleague did it");
    assert_eq!(told(&city, &other).await, ["notice-desk-due"]);
    let row = city.says(&other, &row, Verdict::Return).await;
    assert_eq!(told(&city, &student).await, ["notice-returned"]);
    let row = city.completes(&student, &row, None).await;
    assert_eq!(told(&city, &other).await, ["notice-desk-due"], "a new visit is told anew");
    let row = city.says(&other, &row, Verdict::Agree).await;
    assert_eq!(told(&city, &commission()).await, ["notice-desk-due"]);
    city.says(&commission(), &row, Verdict::Agree).await;
    for viewer in [&student, &guardian] {
        assert_eq!(told(&city, viewer).await, ["notice-agreed"]);
    }
    assert_eq!(told(&city, &city.student(1)).await, Vec::<String>::new());

    // Nobody reads another's, nor makes it read.
    let cause = reading(&city, &student).notices(9, 0).await.unwrap().lines[0].row.cause.clone();
    let stranger = city.student(1);
    assert_eq!(kind(&reading(&city, &stranger).read_notices(Some(&cause)).await), "not-found");
    reading(&city, &stranger).read_notices(None).await.unwrap();
    assert_eq!(told(&city, &student).await.len(), 1);
    reading(&city, &student).read_notices(Some(&cause)).await.unwrap();
    assert_eq!(told(&city, &student).await, Vec::<String>::new());
    assert_eq!(told(&city, &guardian).await.len(), 1, "the guardian's stands");

    // What was not written is not told.
    let stale = city.open(&city.guardian(1), city.wanted(1, leave(UNTIL))).await;
    city.says(&school, &stale, Verdict::Agree).await;
    read_all(&city, &[city.guardian(1)]).await;
    assert!(!no(city.say(&second, &stale, Verdict::Refuse).await).is_empty());
    assert_eq!(told(&city, &city.guardian(1)).await, Vec::<String>::new());
}

#[tokio::test]
async fn each_is_told_what_concerns_him_and_reads_his_own() {
    each_is_told_what_concerns_him(city().await).await;
}

#[tokio::test]
async fn each_is_told_what_concerns_him_and_reads_his_own_on_postgres() {
    each_is_told_what_concerns_him(city_served("told").await).await;
}

#[tokio::test]
async fn what_goes_against_a_family_is_told_with_the_way_and_its_word_begins_the_time() {
    let city = peopled(city().await).await;
    let (student, guardian, school) = (city.student(0), city.guardian(0), teacher(SCHOOL));
    let row = city.open(&guardian, city.wanted(0, leave(UNTIL))).await;
    let row = city.says(&school, &row, Verdict::Refuse).await;
    let line = reading(&city, &student).notices(9, 0).await.unwrap().lines.remove(0);
    assert_eq!(line.row.message.id, "notice-adverse-refused");
    assert_eq!(line.row.message.facts["days"], Fact::Number(10));
    assert_eq!(
        line.row.message.facts["until"],
        Fact::Date(date(2024, 9, 11)),
        "six months where none was told"
    );
    assert_eq!(line.to_confirm, Some((row.id.clone(), row.version)));
    let cause = line.row.cause;

    // Reading is not confirming.
    reading(&city, &student).read_notices(Some(&cause)).await.unwrap();
    assert_eq!(city.row(&row.id).await.request.served_on, None);
    city.on(date(2024, 3, 14));
    let confirms = |viewer: &Viewer| city.office.seen_by(Arc::new(viewer.clone()), Action::RequestMake);
    let stranger = confirms(&city.student(1)).confirm_notice(&cause, row.version, "x").await;
    assert_eq!(kind(&stranger), "not-found");
    confirms(&student).confirm_notice(&cause, row.version, &student.account).await.unwrap();
    let served = city.row(&row.id).await;
    assert_eq!(served.request.served_on, Some(date(2024, 3, 14)));
    let again = confirms(&student).confirm_notice(&cause, served.version, "x").await;
    assert_eq!(no(again), ["request-served-already"]);
    let lines = reading(&city, &guardian).notices(9, 0).await.unwrap().lines;
    let told = &lines[0].row.message;
    assert_eq!((told.id.as_str(), &told.facts["until"]), ("notice-served", &Fact::Date(date(2024, 3, 24))));
    assert!(lines.iter().all(|line| line.to_confirm.is_none()), "it is served");
    reading(&city, &guardian).read_notices(Some(&lines[0].row.cause)).await.unwrap();
    let lines = reading(&city, &guardian).notices(9, 0).await.unwrap().lines;
    let ids: Vec<&str> = lines.iter().map(|line| line.row.message.id.as_str()).collect();
    assert_eq!(ids, ["notice-adverse-refused", "notice-served"], "what was not read comes first");

    // The appeal is dismissed: the next way is told; dismissed again, there is none.
    let about = format!("request/{}", row.id);
    let appeal = city.open(&guardian, city.appeal(0, Kind::Appeal, &about, served.version)).await;
    read_all(&city, std::slice::from_ref(&guardian)).await;
    let heard = at(Role::School, SCHOOL, "A-committee");
    let appeal = city.says(&heard, &appeal, Verdict::Refuse).await;
    assert_eq!(self::told(&city, &guardian).await, ["notice-dismissed"]);
    let about = format!("request/{}", appeal.id);
    let last = city.open(&guardian, city.appeal(0, Kind::AppealAuthority, &about, appeal.version)).await;
    assert_eq!(self::told(&city, &commission()).await, ["notice-desk-due"]);
    city.says(&commission(), &last, Verdict::Refuse).await;
    assert_eq!(self::told(&city, &guardian).await, ["notice-dismissed-last", "notice-dismissed"]);
}

#[tokio::test]
async fn what_a_school_does_to_a_record_by_itself_is_told_where_it_goes_against_the_student() {
    let city = peopled(city().await).await;
    city.command_on(0, date(2024, 3, 11), leave(UNTIL)).await;
    assert_eq!(told(&city, &city.student(0)).await, Vec::<String>::new());
    let withdraw = Command::Withdraw { article: "18".to_owned(), certificate: None };
    city.command_on(1, date(2024, 3, 11), withdraw).await;
    for viewer in [city.student(1), city.guardian(1)] {
        let line = reading(&city, &viewer).notices(9, 0).await.unwrap().lines.remove(0);
        let message = line.row.message;
        assert_eq!(message.id, "notice-record-adverse");
        assert_eq!(message.facts["command"], Fact::Word("command.withdraw".to_owned()));
        assert_eq!(message.facts["until"], Fact::Date(date(2024, 9, 11)));
    }
    assert_eq!(told(&city, &teacher(SCHOOL)).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_class_that_moves_is_told_once_each_and_who_is_held_is_not() {
    let city = peopled(city().await).await;
    city.command_on(1, date(2025, 3, 1), Command::Leave { until: date(2026, 8, 31), kind: None }).await;
    read_all(&city, &[city.student(1), city.guardian(1)]).await;
    city.on(date(2026, 6, 20));
    let new = NewBatch {
        kind: BatchKind::Complete,
        institution: SCHOOL.to_owned(),
        partner: None,
        cohort: YEAR,
        stage: Stage::Secondary,
        programme: None,
        on: date(2026, 6, 20),
    };
    let batch = city.open_batch(new, "school").await.unwrap();
    let preview = city.preview_batch(&batch).await.unwrap();
    assert_eq!((preview.moved(), preview.held()), (3, 1));
    city.sign_batch(&batch.id, batch.version, SCHOOL, &preview.digest, "school").await.unwrap();
    for viewer in [city.student(0), city.guardian(0)] {
        let lines = reading(&city, &viewer).notices(9, 0).await.unwrap().lines;
        let [line] = lines.as_slice() else { panic!("{} lines", lines.len()) };
        let message = &line.row.message;
        assert_eq!(message.id, "notice-moved");
        assert_eq!(message.facts["on"], Fact::Date(date(2026, 6, 20)));
        assert!(line.row.object.ends_with(city.ids[0].as_str()), "{}", line.row.object);
    }
    for viewer in [city.student(1), city.guardian(1), teacher(SCHOOL), teacher(OTHER)] {
        assert_eq!(told(&city, &viewer).await, Vec::<String>::new(), "{}", viewer.name);
    }
}

async fn reminded_once(city: City) {
    let city = peopled(city).await;
    let (guardian, school) = (city.guardian(0), teacher(SCHOOL));
    let row = city.open(&guardian, city.wanted(0, leave(UNTIL))).await;
    assert_eq!(row.due_on, Some(date(2024, 3, 25)));
    assert_eq!(
        city.reminder_days(date(2024, 12, 31)).await.unwrap(),
        [date(2024, 3, 21), date(2024, 3, 26)],
        "two working days before, and the day after"
    );
    read_all(&city, &[school.clone(), colleague(SCHOOL)]).await;
    city.on(date(2024, 3, 20));
    assert_eq!(city.remind().await.unwrap(), Reminded::default());
    for (day, given, of_school, of_family, of_commission) in [
        (date(2024, 3, 21), Reminded { soon: 1, over: 0 }, "notice-due-soon", None, None),
        (
            date(2024, 3, 26),
            Reminded { soon: 0, over: 1 },
            "notice-overdue",
            Some("notice-overdue-asked"),
            Some("notice-overdue-commission"),
        ),
    ] {
        city.on(day);
        let servers: Vec<_> = (0..4)
            .map(|_| {
                let office = city.office.clone();
                tokio::spawn(async move { office.remind().await.unwrap() })
            })
            .collect();
        let mut all = Reminded::default();
        for server in servers {
            let one = server.await.unwrap();
            all = Reminded { soon: all.soon + one.soon, over: all.over + one.over };
        }
        assert_eq!(all, given, "{day}");
        assert_eq!(city.remind().await.unwrap(), Reminded::default(), "{day}: once");
        let everybody = [
            (&school, Some(of_school)),
            (&colleague(SCHOOL), Some(of_school)),
            (&guardian, of_family),
            (&commission(), of_commission),
            (&teacher(OTHER), None),
        ];
        for (viewer, expected) in everybody {
            // Reports on the year are reminded of beside, by causes of their own.
            let mut found = told(&city, viewer).await;
            found.retain(|id| !id.starts_with("notice-report"));
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{day} {}", viewer.name);
        }
        read_all(&city, &[school.clone(), colleague(SCHOOL), guardian.clone(), commission()]).await;
        let todo = city.looks(&school).todo(None, 9, 0).await.unwrap();
        assert_eq!((todo.waiting[0].soon, todo.waiting[0].overdue), (given.soon > 0, given.over > 0));
    }
    let history = city.looks(&school).request(&row.id).await.unwrap().reminders;
    assert_eq!(
        history.iter().map(|one| one.told_on).collect::<Vec<_>>(),
        [date(2024, 3, 21), date(2024, 3, 26)]
    );
    // Who is asked anew has new days, and is reminded of them.
    let row = city.says(&school, &city.row(&row.id).await, Verdict::Return).await;
    city.completes(&guardian, &row, None).await;
    assert_eq!(city.reminder_days(date(2024, 12, 31)).await.unwrap(), [date(2024, 4, 8), date(2024, 4, 11)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_is_reminded_once_however_many_servers_look() {
    reminded_once(city().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_is_reminded_once_however_many_servers_look_on_postgres() {
    reminded_once(city_served("remind").await).await;
}

/// What a post was given, and how it answers.
#[derive(Default)]
struct Box_ {
    sent: Mutex<Vec<(String, String)>>,
    says: Mutex<Option<Undelivered>>,
}

#[async_trait]
impl Post for Box_ {
    async fn send(&self, mail: &Outgoing) -> Result<(), Undelivered> {
        if let Some(no) = self.says.lock().unwrap().clone() {
            return Err(no);
        }
        let what = match &mail.what {
            Mailing::Notices => "notices".to_owned(),
            Mailing::Code(code) => code.clone(),
        };
        self.sent.lock().unwrap().push((mail.to.as_str().to_owned(), what));
        Ok(())
    }
}

impl Box_ {
    fn taken(&self) -> Vec<(String, String)> {
        std::mem::take(&mut self.sent.lock().unwrap())
    }
}

async fn mailed(city: City) {
    let city = peopled(city).await;
    let (student, post) = (city.student(0), Arc::new(Box_::default()));
    let tells = |viewer: &Viewer, cause: &str| {
        let message = guantong_model::Message::new("notice-moved");
        let to = To::Account(viewer.account.clone(), viewer.role);
        let notice = NewNotice::of(to, message, "student/2023-00001", cause, city.clock.today());
        Batch { entries: Vec::new(), changes: vec![Change::Notices(vec![notice])] }
    };
    let own = |viewer: &Viewer| city.office.seen_by(Arc::new(viewer.clone()), Action::AccountOwn);
    assert_eq!(no(own(&student).give_mail(&asker(&student), "a@b.example").await), ["mail-not-connected"]);

    let sends = city.office.clone().with_mail();
    let own = |viewer: &Viewer| sends.seen_by(Arc::new(viewer.clone()), Action::AccountOwn);
    assert_eq!(no(own(&student).give_mail(&asker(&student), "a@b").await), ["mail-address-bad"]);
    own(&student).give_mail(&asker(&student), "ming@family.example").await.unwrap();
    let mail = own(&student).own_mail(&asker(&student)).await.unwrap();
    assert_eq!((mail.address, mail.waiting.as_deref()), (None, Some("m***@family.example")));
    assert_eq!(city.post(&*post).await.unwrap().sent, 1);
    let (to, code) = post.taken().remove(0);
    assert_eq!(to, "ming@family.example");
    assert_eq!(no(own(&student).confirm_mail(&asker(&student), "00000000x").await), ["mail-code-wrong"]);
    let stranger = city.student(1);
    assert_eq!(no(own(&stranger).confirm_mail(&asker(&stranger), &code).await), ["mail-code-wrong"]);
    own(&student).confirm_mail(&asker(&student), &code).await.unwrap();
    assert_eq!(no(own(&student).confirm_mail(&asker(&student), &code).await), ["mail-code-wrong"], "once");

    // Who has no address gets no mail; who has one gets one, however many send.
    for viewer in [&student, &stranger] {
        for cause in ["1", "2"] {
            city.storage().append(tells(viewer, cause), city.clock.now()).await.unwrap();
        }
    }
    let senders: Vec<_> = (0..4)
        .map(|_| {
            let (office, post) = (city.office.clone(), Arc::clone(&post));
            tokio::spawn(async move { office.post(&*post).await.unwrap().sent })
        })
        .collect();
    for sender in senders {
        sender.await.unwrap();
    }
    assert_eq!(post.taken(), [("ming@family.example".to_owned(), "notices".to_owned())]);

    // Nothing is sealed in the open, and nothing that was sent is kept.
    let row = city.storage().own_mail(&student.account).await.unwrap().unwrap();
    assert!(!row.address.unwrap().contains("ming") && row.waiting.is_none() && row.code.is_none());

    // What cannot go is given up with a reason, tried again by the administrator, and gone when the address is.
    *post.says.lock().unwrap() = Some(Undelivered::Refused("550 <ming@family.example> unknown".to_owned()));
    city.storage().append(tells(&student, "3"), city.clock.now()).await.unwrap();
    assert_eq!(city.post(&*post).await.unwrap().given_up, 1);
    let system = at(Role::System, "运行中心", "A-system");
    let keeps = |viewer: &Viewer| city.office.seen_by(Arc::new(viewer.clone()), Action::MailKeep);
    assert_eq!(kind(&keeps(&student).outbox().await), "forbidden");
    let line = keeps(&system).outbox().await.unwrap().remove(0);
    assert_eq!((line.state, line.why.as_deref()), (MailState::GivenUp, Some("550 <…> unknown")));
    assert_eq!(kind(&keeps(&student).mail_again(&line.id).await), "forbidden");
    keeps(&system).mail_again(&line.id).await.unwrap();
    *post.says.lock().unwrap() = Some(Undelivered::Absent("no route".to_owned()));
    assert_eq!(city.post(&*post).await.unwrap().later, 1);
    let figures = city.mail_figures().await.unwrap();
    assert_eq!((figures.waiting, figures.given_up), (1, 0));
    own(&student).remove_mail(&asker(&student)).await.unwrap();
    assert_eq!(city.mail_figures().await.unwrap().waiting, 0);
    assert_eq!(no(keeps(&system).mail_again(&line.id).await), ["conflict-mail-gone"]);

    // A server without mail queues nothing, and one that has it since today does not tell of last week.
    *post.says.lock().unwrap() = None;
    own(&student).give_mail(&asker(&student), "ming@family.example").await.unwrap();
    city.post(&*post).await.unwrap();
    let (_, code) = post.taken().remove(0);
    own(&student).confirm_mail(&asker(&student), &code).await.unwrap();
    city.storage().append(tells(&student, "old"), city.clock.now() - 4 * 24 * 60 * MINUTE).await.unwrap();
    assert_eq!(city.post(&*post).await.unwrap().gathered, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_goes_to_who_gave_an_address_once_and_to_nobody_else() {
    mailed(city().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_goes_to_who_gave_an_address_once_and_to_nobody_else_on_postgres() {
    mailed(city_served("mailed").await).await;
}
