//! Do intervals cover, and do tests keep their size? Returns are simulated whose truth is known, and every method of the
//! library is asked about them, as the page and the claims ask it.
//!
//! [`design`] says what is simulated, [`truth`] what the right answers are, [`procedures`] what is asked, [`run`] how often, and
//! [`table`] writes down how often the answer was right.

#![allow(clippy::indexing_slicing, reason = "columns are made here, none are brought by a user")]

pub mod candidates;
pub mod design;
pub mod lens;
pub mod market;
pub mod outcome;
pub mod panel;
pub mod procedures;
pub mod results;
pub mod run;
pub mod table;
pub mod trial;
pub mod truth;
