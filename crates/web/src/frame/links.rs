//! A link that would be refused is no link: on every page that is sent, what leads where who asks may never go is
//! shown as words, and a button that would lead there is left out. Templates need not think of it.

/// The page with only those links that may be followed.
pub(crate) fn kept(html: &str, may: impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once("<a ") {
        out.push_str(before);
        let (Some((attributes, _)), Some((whole, after))) = (tag.split_once('>'), tag.split_once("</a>"))
        else {
            out.push_str("<a ");
            rest = tag;
            continue;
        };
        let path =
            attribute(attributes, "href").map(|href| href.split(['?', '#']).next().unwrap_or_default());
        rest = after;
        if path.is_none_or(|path| !path.starts_with('/') || may(path)) {
            out.push_str("<a ");
            out.push_str(whole);
            out.push_str("</a>");
            continue;
        }
        let class = attribute(attributes, "class").unwrap_or_default();
        if class.split(' ').any(|class| class == "btn") {
            continue;
        }
        // In a drawing too: what stands in a link stands as well in a group.
        let drawn = before_is_drawing(&out);
        let (open, close) = if drawn { ("<g>", "</g>") } else { ("<span>", "</span>") };
        out.push_str(open);
        out.push_str(whole.get(attributes.len() + 1..).unwrap_or_default());
        out.push_str(close);
    }
    out.push_str(rest);
    out
}

/// Whether what follows stands within a drawing.
fn before_is_drawing(out: &str) -> bool {
    match (out.rfind("<svg"), out.rfind("</svg>")) {
        (Some(begun), Some(ended)) => begun > ended,
        (begun, _) => begun.is_some(),
    }
}

/// The value of an attribute, as our templates write them.
fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = attributes.split_once(&format!("{name}=\""))?;
    value.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_be_followed_is_words_and_its_buttons_are_gone() {
        let may = |path: &str| path == "/plans/2023";
        for (html, shown) in [
            ("<p><a href=\"/plans/2023?x=1\">a</a></p>", "<p><a href=\"/plans/2023?x=1\">a</a></p>"),
            (
                "<p><a href=\"/students?x=1\">3<small>x</small></a> b</p>",
                "<p><span>3<small>x</small></span> b</p>",
            ),
            ("<a class=\"btn btn--main\" href=\"/students\">a</a>b", "b"),
            ("<a href=\"#top\">a</a><a id=\"x\">b</a>", "<a href=\"#top\">a</a><a id=\"x\">b</a>"),
            ("<svg><a href=\"/students\"><path d=\"M0\"/></a></svg>", "<svg><g><path d=\"M0\"/></g></svg>"),
            ("<svg></svg><a class=\"link\" href=\"/students\">a</a>", "<svg></svg><span>a</span>"),
            ("<a href=\"/students\">", "<a href=\"/students\">"),
            ("<abbr>a</abbr>", "<abbr>a</abbr>"),
        ] {
            assert_eq!(kept(html, may), shown);
        }
    }
}
