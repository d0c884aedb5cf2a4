//! `/rounds/{year}/{round}/corrections`: proposed with what was typed kept, looked at with all that follows, signed by
//! others; and what a candidate and the public are told of it afterwards.
// case: 3.1.3.b

use crate::browser::{Browser, Seen};
use crate::plan_forms::post;
use crate::round_city::{SECOND, TIED, all_worded, proved, published};
use axum::http::StatusCode;
use guantong_model::CandidateNo;
use guantong_service::rows::Round;

const ALL: &str = "/rounds/2023/early/corrections";

async fn send(browser: &Browser, address: &str, pairs: &[(&str, &str)]) -> Seen {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    post(browser, address, &pairs).await
}

/// The form of a candidate whose total is another.
fn form<'a>(no: &'a str, total: &'a str, because: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("no-1", no), ("total-1", total), ("because", because), ("document", "京考复〔2023〕7号")]
}

#[tokio::test]
async fn before_publication_there_is_nothing_to_be_corrected() {
    let town = proved().await;
    let browser = Browser::new(town.office.clone());
    for address in [ALL, "/rounds/2023/early/corrections/new", "/rounds/2023/early/corrections/1"] {
        assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    assert!(!browser.page("/rounds/2023/early").await.has("公布后更正"));
    let sent = send(&browser, ALL, &form(SECOND, "540", "登分有误")).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_correction_from_its_form_to_what_the_candidate_is_told() {
    let town = published().await;
    let browser = Browser::new(town.office.clone());
    let list = browser.page(ALL).await;
    assert!(list.has("还没有更正") && browser.page("/rounds/2023/early").await.has(ALL));
    let asked = browser.page(&format!("{ALL}/new?no={SECOND}%20999")).await;
    all_worded(&asked);
    assert!(asked.has("name=\"total-1\" value=\"528\"") && asked.has("没有报名号为 999 的考生"));

    // What cannot be taken stays in its field.
    for (pairs, told, kept) in [
        (form(SECOND, "五百", "登分有误"), "不是分数", "五百"),
        (form(SECOND, "528", "登分有误"), "没有改动", "登分有误"),
        (form(SECOND, "540", ""), "没有写理由", "value=\"540\""),
        (form(SECOND, "661", "登分有误"), "超过满分", "value=\"661\""),
        (form("999", "540", "登分有误"), "没有报名号为 999 的考生", "登分有误"),
        (vec![("because", "x"), ("document", "y")], "没有要更正的考生", "value=\"y\""),
    ] {
        let seen = send(&browser, ALL, &pairs).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(seen.has(told) && (seen.has(kept) || pairs.len() == 2), "{told}: {}", seen.text);
        seen.must_be_well_made(told);
    }
    let sent = send(&browser, ALL, &form(SECOND, "５４０", "登分有误，复核为 540 分")).await;
    assert_eq!(
        (sent.status, sent.header("location")),
        (StatusCode::SEE_OTHER, "/rounds/2023/early/corrections/1")
    );

    let one = format!("{ALL}/1");
    for browser in [Browser::new(town.office.clone()), Browser::new(town.office.clone()).english()] {
        let seen = browser.page(&one).await;
        all_worded(&seen);
        for raw in ["correction-", "conflict-"] {
            // The interpretation goes by its id.
            let shown = seen.shown().replace("correction-after-publication", "");
            assert!(!shown.split_whitespace().any(|word| word.starts_with(raw)), "{raw}");
        }
    }
    let seen = browser.page(&one).await;
    // He moves up; the last admitted there keeps what he was told.
    for words in ["改录", "保留原录取", "230100000025", "取消须市教委决定", "26", "更正后公布第 2 版"]
    {
        assert!(seen.has(words), "{words}: {}", seen.shown());
    }
    let digest = seen.values("value").into_iter().find(|value| value.len() == 64).unwrap().to_owned();
    let own = send(&browser, &one, &[("digest", &digest)]).await;
    assert!(own.status == StatusCode::CONFLICT && own.has("提出更正的人不能签署"));
    own.must_be_well_made("own");
    let stale = town.office.sign_correction(2023, Round::Early, 1, "0", "甲").await;
    assert!(stale.is_err());
    let decision = format!("{one}/decision");
    let seen =
        send(&browser, &decision, &[("place", "early"), ("no", TIED), ("document", "x"), ("version", "1")]);
    assert_eq!(seen.await.status, StatusCode::NOT_FOUND, "he has no place to be taken back");
    let last = [("place", "early"), ("no", "230100000025"), ("version", "1")];
    let taken = send(&browser, &decision, &[&last[..], &[("document", "市教委决定3号")]].concat()).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    assert!(browser.page(&one).await.has("市教委决定取消：市教委决定3号"));
    let back = send(
        &browser,
        &decision,
        &[("place", "early"), ("no", "230100000025"), ("version", "2"), ("document", "")],
    );
    assert_eq!(back.await.status, StatusCode::SEE_OTHER);

    for actor in ["甲", "乙"] {
        let view = town.office.correction_view(2023, Round::Early, 1).await.unwrap();
        let digest = view.derived.unwrap().digest;
        town.office.sign_correction(2023, Round::Early, 1, &digest, actor).await.unwrap();
    }
    let seen = browser.page(&one).await;
    assert!(seen.has("已更正") && seen.has("甲") && !seen.has("name=\"digest\""));
    let over = send(&browser, &format!("{one}/discard"), &[("version", "5")]).await;
    assert!(over.status == StatusCode::CONFLICT && over.has("已经办结"));
    assert!(browser.page(ALL).await.has("第 1 号"));

    // Everybody sees that there are two versions, with both digests; a candidate sees his own, and no one else's.
    let round = browser.page("/rounds/2023/early").await;
    let digits: String = round.text.split_whitespace().collect();
    let now = town.office.round(2023, Round::Early).await.unwrap().unwrap();
    assert!(round.has("公布过的版本") && digits.contains(&now.before[0].results_digest));
    assert!(digits.contains(&now.run.results_digest) && !digits.contains(&now.before[0].secret));
    let own = browser.page(&format!("/rounds/2023/early/candidates/{SECOND}")).await;
    all_worded(&own);
    assert!(own.has("录取总分：528 改为 540") && own.has("登分有误，复核为 540 分"), "{}", own.shown());
    let last = browser.page("/rounds/2023/early/candidates/230100000025").await;
    assert!(last.has("已经公布的录取保留") && !last.has("528 改为") && !last.has("登分有误"));
    for (version, root) in [(1, &now.before[0].results_digest), (2, &now.run.results_digest)] {
        let proof = format!("/rounds/2023/early/candidates/{SECOND}/proof.json?version={version}");
        let proof = browser.get(&proof).await;
        assert!(proof.status == StatusCode::OK && proof.has(root), "{version}");
    }
    let absent = browser.get(&format!("/rounds/2023/early/candidates/{SECOND}/proof.json?version=3")).await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
    let moved = town.office.candidate(2023, Round::Early, &CandidateNo(SECOND.to_owned())).await.unwrap();
    assert_eq!(moved.unwrap().result.preference, Some(1));
}
