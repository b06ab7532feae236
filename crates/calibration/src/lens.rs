//! What is done to returns before they are measured.

/// Raw returns, or returns in units of their expected volatility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lens {
    /// As they are.
    Raw,
    /// Devolatilised.
    Devolatilised,
}

impl Lens {
    /// Both.
    pub const BOTH: [Lens; 2] = [Lens::Raw, Lens::Devolatilised];

    /// As part of a name.
    pub fn word(self) -> &'static str {
        match self {
            Lens::Raw => "raw",
            Lens::Devolatilised => "devolatilised",
        }
    }
}
