//! What charts and analysis both stand on: civil [days](date), the one way in which [numbers](number) are written for people, and
//! [errors](error). In WebAssembly also how plain objects reach JavaScript, which both modules of the page do in one way.
//!
//! ```
//! use sectorscope_ground::date::Date;
//! use sectorscope_ground::number::{fixed, p_is};
//!
//! let day = Date::parse_iso("2020-03-12").ok_or("no day")?;
//! assert_eq!(format!("{}: r = {}, {}", day.spelled(), fixed(-0.061, 2), p_is(0.03)), "12 March 2020: r = −0.06, p = 0.030");
//! # Ok::<(), &str>(())
//! ```

pub mod date;
pub mod error;
pub mod number;
pub mod order;
#[cfg(target_arch = "wasm32")]
pub mod wire;

/// Id of the build that the crate where this stands is compiled for: the same for the same sources, `development` where none was given.
#[macro_export]
macro_rules! build_id {
    () => {
        match option_env!("SECTORSCOPE_BUILD_ID") {
            Some(id) => id,
            None => "development",
        }
    };
}
