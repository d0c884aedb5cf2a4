//! `/demo/clock`: the day of a demonstration moves forward, and only forward; a real office has no such page.

use crate::browser::Browser;
use crate::town::town;
use axum::body::Body;
use axum::http::StatusCode;
use guantong_model::{Date, Message};
use guantong_service::ServiceError;
use guantong_service::forward::ForwardClock;
use jiff::civil::date;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

/// A clock that goes where it is told, forward.
struct Clock(Mutex<Date>);

impl ForwardClock for Clock {
    fn today(&self) -> Date {
        *self.0.lock().unwrap()
    }

    fn latest(&self) -> Date {
        date(2031, 12, 31)
    }

    fn forward(&self, to: Date) -> Pin<Box<dyn Future<Output = Result<(), ServiceError>> + Send + '_>> {
        Box::pin(async move {
            let mut today = self.0.lock().unwrap();
            if to <= *today {
                let message = Message::new("demo-clock-not-forward").with("to", to).with("today", *today);
                return Err(ServiceError::BadInput(vec![message]));
            }
            *today = to;
            Ok(())
        })
    }
}

async fn send(browser: &Browser, to: &str) -> crate::browser::Seen {
    let request = browser.request("POST", "/demo/clock");
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    browser.ask(request.body(Body::from(format!("to={to}"))).unwrap()).await
}

#[tokio::test]
async fn the_day_moves_forward_and_says_why_not_back() {
    let town = town(40).await;
    let clock = Arc::new(Clock(Mutex::new(date(2023, 9, 28))));
    let browser = Browser::with_clock(town.office.clone(), Some(clock.clone()));
    let home = browser.page("/").await;
    assert!(home.has("演示日期：2023年9月28日") && home.has("href=\"/demo/clock\""));
    let page = browser.page("/demo/clock").await;
    assert!(page.has("今天是2023年9月28日") && page.has("2031年12月31日"));

    for (typed, why) in
        [("2023-09-28", "不在今天（2023年9月28日）之后"), ("明天", "不是日期"), ("", "不是日期")]
    {
        let refused = send(&browser, typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        refused.must_be_well_made("/demo/clock");
        assert!(refused.has(why), "{typed}: {}", refused.text);
    }
    assert_eq!(clock.today(), date(2023, 9, 28));

    let moved = send(&browser, "2024-07-10").await;
    assert_eq!((moved.status, moved.header("location")), (StatusCode::SEE_OTHER, "/demo/clock"));
    assert!(browser.page("/demo/clock").await.has("今天是2024年7月10日"));
    let en = Browser::with_clock(town.office.clone(), Some(clock)).english();
    assert!(en.page("/demo/clock").await.has("Today is 10 July 2024"));
}

#[tokio::test]
async fn a_real_office_has_no_such_page() {
    let town = town(40).await;
    let browser = Browser::new(town.office.clone());
    assert!(!browser.page("/").await.has("/demo/clock"));
    assert_eq!(browser.get("/demo/clock").await.status, StatusCode::NOT_FOUND);
    assert_eq!(send(&browser, "2024-07-10").await.status, StatusCode::NOT_FOUND);
}
