//! Addresses, each with what asking it is. There is no other way to put one into the house, so that none is
//! forgotten: the gate looks an address up here, and what is not here is not answered.

use crate::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};
use guantong_service::access::Action;
use std::collections::BTreeMap;

/// The most a form without a file may weigh, in bytes.
const FORM: usize = 2 * 1024 * 1024;

/// An address as it was put into the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// `GET` or `POST`.
    pub method: Method,
    /// The address with its variable parts in braces.
    pub path: String,
    /// What asking it is.
    pub action: Action,
    /// The most a body may weigh, in bytes.
    pub most: usize,
}

/// Addresses with their handlers.
pub(crate) struct Routes {
    router: Router<App>,
    listed: Vec<Listed>,
}

impl Routes {
    pub(crate) fn new() -> Self {
        Routes { router: Router::new(), listed: Vec::new() }
    }

    /// A page or a file to be read.
    pub(crate) fn get<H, T>(self, path: &str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.with(Method::GET, path, action, get(handler), FORM)
    }

    /// A form that changes something.
    pub(crate) fn post<H, T>(self, path: &str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.with(Method::POST, path, action, post(handler), FORM)
    }

    /// A form with a file; `most` is the limit of the whole of it in bytes.
    pub(crate) fn upload<H, T>(self, path: &str, action: Action, handler: H, most: usize) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.with(Method::POST, path, action, post(handler), most)
    }

    fn with(
        mut self,
        method: Method,
        path: &str,
        action: Action,
        handler: MethodRouter<App>,
        most: usize,
    ) -> Self {
        self.listed.push(Listed { method, path: path.to_owned(), action, most });
        self.router = self.router.route(path, handler.layer(DefaultBodyLimit::max(most)));
        self
    }

    /// These and others.
    pub(crate) fn merge(mut self, others: Routes) -> Self {
        self.router = self.router.merge(others.router);
        self.listed.extend(others.listed);
        self
    }

    /// The router, and the list the gate looks up.
    pub(crate) fn done(self) -> (Router<App>, Inventory) {
        let mut by: BTreeMap<String, Vec<Listed>> = BTreeMap::new();
        for listed in self.listed {
            by.entry(listed.path.clone()).or_default().push(listed);
        }
        (self.router, Inventory(by))
    }
}

/// Every address of the house, by its path.
#[derive(Clone, Debug)]
pub(crate) struct Inventory(BTreeMap<String, Vec<Listed>>);

impl Inventory {
    /// What asking an address in a way is; asking for the head of a page is asking for the page.
    pub(crate) fn of(&self, method: &Method, path: &str) -> Option<&Listed> {
        let method = if *method == Method::HEAD { &Method::GET } else { method };
        self.0.get(path)?.iter().find(|listed| listed.method == *method)
    }

    /// What asking for a page by its address as it is written is; what has no variable part comes first.
    pub(crate) fn at(&self, method: &Method, address: &str) -> Option<&Listed> {
        let fits = |path: &str| {
            let (mut parts, mut given) = (path.split('/'), address.split('/'));
            loop {
                match (parts.next(), given.next()) {
                    (None, None) => return true,
                    (Some(part), Some(given))
                        if part == given || (part.starts_with('{') && !given.is_empty()) => {}
                    _ => return false,
                }
            }
        };
        let variable = |path: &str| path.matches('{').count();
        let found = self.0.keys().filter(|path| fits(path)).min_by_key(|path| variable(path))?;
        self.of(method, found)
    }

    /// Whether there is such an address, in whatever way it is asked.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// All of them, by path.
    pub(crate) fn all(&self) -> Vec<Listed> {
        self.0.values().flatten().cloned().collect()
    }
}
