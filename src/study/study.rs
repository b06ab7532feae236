//! One question's ground: the files, which series is which, and the settings in force. Whatever a question needs comes
//! from here, so that no two settings can answer one question.

use std::rc::Rc;

use super::roster::{Member, Roster};
use super::settings::Settings;
use crate::error::Error;
use crate::import::ImportedFile;
use crate::panel::{Panel, PriceView};

/// Files and settings, checked, with the series named and classified.
#[derive(Debug)]
pub struct Study<'a> {
    /// Every series.
    pub roster: Roster<'a>,
    /// What is asked for.
    pub settings: &'a Settings,
}

impl<'a> Study<'a> {
    /// Names and classifies the series of the files.
    ///
    /// # Errors
    ///
    /// `bad-settings` where a setting is out of range.
    pub fn new(files: &'a [Rc<ImportedFile>], settings: &'a Settings) -> Result<Study<'a>, Error> {
        settings.check()?;
        Ok(Study { roster: Roster::new(files, settings), settings })
    }

    /// The prices of a series in the settings' period.
    pub fn prices(&self, member: &Member) -> PriceView<'_> {
        self.roster.prices(member).between(self.settings.from, self.settings.to)
    }

    /// Returns of series by the settings' calendars, period and kind.
    pub fn panel(&self, members: &[&Member]) -> Panel {
        let views: Vec<PriceView<'_>> = members.iter().map(|member| self.prices(member)).collect();
        self.panel_of(&views)
    }

    /// The same of prices that are at hand.
    pub fn panel_of(&self, views: &[PriceView<'_>]) -> Panel {
        Panel::new(views, self.settings.align, self.settings.frequency, self.settings.returns)
    }

    /// The same with pauses between its parts.
    pub async fn panel_with_pauses(&self, views: &[PriceView<'_>]) -> Panel {
        Panel::with_pauses(views, self.settings.align, self.settings.frequency, self.settings.returns).await
    }
}
