//! Which series stand for the words of one claim: no series stands for two of them.

use crate::study::casting::Role;
use crate::study::roster::Member;

/// Which series stand for the words of one claim.
#[derive(Clone, Debug, Default)]
pub struct Cast<'r> {
    parts: Vec<(Role, Vec<&'r Member>)>,
    /// Words that no series stands for.
    pub missing: Vec<Role>,
    /// What a series is that is wanted for a second word, with both words.
    pub taken: Vec<(Role, &'r Member, Role)>,
}

impl<'r> Cast<'r> {
    /// No series yet.
    pub fn new() -> Cast<'r> {
        Cast::default()
    }

    /// Takes these for a word. A series that stands for another word already, the sectors aside, cannot be taken.
    pub fn take(&mut self, role: Role, members: Vec<&'r Member>, required: bool) {
        let several = |role: Role| matches!(role, Role::Sectors | Role::Altcoins);
        let other = self.parts.iter().filter(|(other, _)| !several(*other) && !several(role));
        let taken = members.first().and_then(|member| {
            other
                .filter(|(_, theirs)| theirs.iter().any(|one| one.id == member.id))
                .map(|(other, _)| (*member, *other))
                .next()
        });
        match taken {
            Some((member, other)) if required => {
                self.taken.push((role, member, other));
                self.missing.push(role);
            }
            Some(_) => {}
            None if members.is_empty() && required => self.missing.push(role),
            None if members.is_empty() => {}
            None => self.parts.push((role, members)),
        }
    }

    /// The series that stand for a word.
    pub fn all(&self, role: Role) -> &[&'r Member] {
        self.parts.iter().find(|(other, _)| *other == role).map_or(&[], |(_, members)| members)
    }

    /// The series that stands for a word of a single series.
    pub fn one(&self, role: Role) -> Option<&'r Member> {
        self.all(role).first().copied()
    }

    /// Every word with the series that stand for it, in the order of the claim.
    pub fn parts(&self) -> &[(Role, Vec<&'r Member>)] {
        &self.parts
    }

    /// The id of the series that stands for a word, else the word.
    pub fn name(&self, role: Role) -> &str {
        self.one(role).map_or(role.words(), |member| &member.id)
    }

    /// The same with another for a word. A series that is there for a word already cannot be taken.
    pub fn instead(&self, role: Role, other: &'r Member) -> Option<Cast<'r>> {
        let single = |role: Role| !matches!(role, Role::Sectors | Role::Altcoins);
        let there =
            self.parts.iter().any(|(word, members)| single(*word) && members.iter().any(|one| one.id == other.id));
        let mut cast = self.clone();
        let part = cast.parts.iter_mut().find(|(word, _)| *word == role)?;
        part.1 = vec![other];
        (!there).then_some(cast)
    }

    /// The same without one of the altcoins.
    pub fn without_coin(&self, id: &str) -> Cast<'r> {
        let mut cast = self.clone();
        for (_, coins) in cast.parts.iter_mut().filter(|(role, _)| *role == Role::Altcoins) {
            coins.retain(|coin| coin.id != id);
        }
        cast
    }
}
