//! A demonstration of the smallest city there may be: made whole from its first year on, and none smaller.

use crate::commands::{run_in, said};
use crate::scratch::Scratch;

#[test]
fn the_smallest_city_is_made_whole_and_a_smaller_one_refused_before_anything_is_written() {
    let folder = Scratch::new("small");
    let made = |candidates: &str| {
        let arguments = ["demo", "--candidates", candidates, "--prepare-only", "--data", "city"];
        said(&run_in(folder.path(), "zh-CN", &arguments))
    };
    let (code, out, err) = made("99");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("'99'") && err.contains("--candidates") && err.contains("100"), "{err}");
    assert!(!folder.path().join("city").exists());
    let (code, _, err) = made("100");
    assert_eq!(code, 0, "{err}");
    let (code, out, err) = said(&run_in(folder.path(), "zh-CN", &["verify", "--data", "city"]));
    assert_eq!(code, 0, "{out}{err}");
}
