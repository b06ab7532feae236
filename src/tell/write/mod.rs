//! Documents written down: HTML and Markdown to read, CSV to go on computing with.

pub mod csv;
pub mod html;
pub mod left_out;
pub mod markdown;
pub mod report_json;
pub mod settings_line;
pub mod tables;
