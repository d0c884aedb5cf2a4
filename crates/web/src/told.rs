//! What the server's log and figures may know of a request: the pattern of its address, and the role of who asks.
//!
//! Never the address, which may hold a number or a name of a person; and never who it is: who looked at what stands in
//! the trail, and a log must not become a second one.

use crate::gate::Seen;
use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use guantong_service::access::Role;

/// What may be told of a request, put on its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The address with its variable parts in braces; nothing where there is no such address.
    pub route: Option<String>,
    /// The role of who asks; nothing where the door answered by itself.
    pub role: Option<Role>,
}

/// Puts the pattern of the address on the answer. Nothing answers outside of it.
pub(crate) async fn route(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let mut response = next.run(request).await;
    response.extensions_mut().get_or_insert_default::<Told>().route = route;
    response
}

/// Puts the role of who asks on the answer, once the door knows it.
pub(crate) async fn role(request: Request, next: Next) -> Response {
    let role = request.extensions().get::<Seen>().map_or(Role::Public, |Seen(viewer)| viewer.role);
    let mut response = next.run(request).await;
    response.extensions_mut().get_or_insert_default::<Told>().role = Some(role);
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use guantong_service::access::Viewer;
    use std::sync::Arc;
    use tower::ServiceExt;

    #[tokio::test]
    async fn a_pattern_and_a_role_are_told_and_nothing_of_who_asks_what() {
        let school = || Seen(Arc::new(Viewer { role: Role::School, ..Viewer::public() }));
        let meet = from_fn(move |mut request: Request, next: Next| async move {
            match request.uri().path() {
                // The door may answer by itself.
                "/a/door" => Response::default(),
                "/a/seen" => {
                    request.extensions_mut().insert(school());
                    next.run(request).await
                }
                _ => next.run(request).await,
            }
        });
        let router = Router::new().route("/a/{id}", get(|| async { "here" }));
        let router = router.layer(from_fn(role)).layer(meet).layer(from_fn(route));
        for (path, pattern, role) in [
            ("/a/1", Some("/a/{id}"), Some(Role::Public)),
            ("/a/seen?search=1", Some("/a/{id}"), Some(Role::School)),
            ("/a/door", Some("/a/{id}"), None),
            ("/b/1", None, Some(Role::Public)),
        ] {
            let request = Request::builder().uri(path).body(Body::empty()).unwrap();
            let response = router.clone().oneshot(request).await.unwrap();
            let told = Told { route: pattern.map(str::to_owned), role };
            assert_eq!(response.extensions().get::<Told>(), Some(&told), "{path}");
        }
    }
}
