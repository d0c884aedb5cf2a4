//! Progress on a terminal: what is being done, how far, how long still. Silence in a pipe.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar of so many steps with its words before it.
pub(crate) fn bar(words: &str, steps: u64) -> ProgressBar {
    // indicatif draws to standard error and only where it is a terminal.
    let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{msg:28!}  {bar:32}  {human_pos}/{human_len}  {eta}") {
        bar.set_style(style);
    }
    bar.set_message(words.to_owned());
    bar
}
