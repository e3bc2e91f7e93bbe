//! How what was done at a table comes to the server, and what happens to it when the phone is none
//! of the market's any more: nothing goes from here that the server has not answered.

use std::collections::HashSet;

use leptos::prelude::*;
use shared::{
    api::SyncCheckIns,
    market::{Declined, Entry, Refusal, Round, Synced, declined},
    problem::{Kind, Problem},
};

use super::{
    AT, BRINGS_IN, CODES, CheckIn, DECLINED, ENTRY, GUESTS, PHONE, Stands, Without, moment,
};
use crate::{
    api::call,
    clock,
    vault::{self, Vault},
};

impl CheckIn {
    /// Brings in what waits and hears what others saw, unless that is under way.
    pub async fn send(self) {
        if self.sending.try_get_untracked() != Some(false) {
            return;
        }
        self.sending.try_set(true);
        let heard = match window().navigator().on_line() {
            true => self.send_all().await.err(),
            false => Some(Kind::Offline.into()),
        };
        if heard.as_ref().is_some_and(is_over) {
            self.ended().await;
        }
        self.trouble.try_set(heard);
        self.sending.try_set(false);
        self.look_at_the_clock().await;
    }

    /// Everything, in as many calls as it takes; fails with what the last call that failed heard,
    /// after all others were tried.
    async fn send_all(self) -> Result<(), Problem> {
        loop {
            let Some(unsent) = self.unsent.try_get_untracked() else { return Ok(()) };
            // A phone that checks nobody in, and has nothing to bring in, asks nothing.
            let works = self.phone.try_with_untracked(Option::is_some) == Some(true);
            if unsent.is_empty() && !works {
                return Ok(());
            }
            let (mut round, mut failed) = (Round::of(&unsent), None);
            let (mut taken, mut more) = (0, false);
            while let Some((input, sent)) = round.next(self.up_to()) {
                // A page that was left sends no more; it all stays on the disk. Nor does one that
                // gave everything up.
                let Some(community) = self.community.try_get_value() else { return Ok(()) };
                if self.vault.try_get_value().flatten().is_none() {
                    return Ok(());
                }
                match call(SyncCheckIns, (community, self.market), input).await {
                    Ok(answer) => {
                        let known = round.answered(sent, &answer);
                        (taken, more) = (taken + known.len(), answer.more);
                        self.took(&known, &answer).await;
                    }
                    Err(problem) => {
                        let goes_on = round.refused(sent, &problem);
                        failed = Some(problem);
                        if !goes_on {
                            break;
                        }
                    }
                }
            }
            if let Some(problem) = failed {
                return Err(problem);
            }
            self.fetch_anew().await?;
            let left = self.unsent.try_with_untracked(|all| !all.is_empty()) == Some(true);
            if !(more || left && taken > 0) {
                return Ok(());
            }
        }
    }

    /// Up to where this phone knows what others saw.
    fn up_to(self) -> i64 {
        let known = self.phone.try_with_untracked(|it| it.as_ref().map(|it| it.list.up_to));
        known.flatten().unwrap_or_default()
    }

    /// The server has answered these.
    async fn took(self, known: &[Entry], answer: &Synced) {
        let Some(phone) = self.phone.try_get_untracked() else { return };
        let declined = match phone {
            Some(mut phone) => {
                let declined = phone.take(known, answer, clock::now());
                self.keep(phone).await;
                declined
            }
            None => declined(known, answer),
        };
        self.forget(known, declined).await;
        self.stale.try_set_value(Some(answer.version.clone()));
    }

    /// The list, if it has changed. That there is none any more means that the market is over.
    async fn fetch_anew(self) -> Result<(), Problem> {
        let Some(Some(mut phone)) = self.phone.try_get_untracked() else { return Ok(()) };
        let newest = self.stale.try_get_value().flatten().unwrap_or(phone.version.clone());
        if newest == phone.version || !phone.works(clock::now()) {
            return Ok(());
        }
        match self.fetch().await {
            Err(problem) if is_over(&problem) => {
                phone.list.device.until = phone.clock(clock::now());
                self.keep(phone).await;
                Ok(())
            }
            fetched => fetched,
        }
    }

    /// What was answered waits no longer.
    async fn forget(self, known: &[Entry], declined: Vec<Declined>) {
        let Some(vault) = self.vault.try_get_value().flatten() else { return };
        for it in &declined {
            let _ = vault.put(&format!("{DECLINED}{}", it.entry.name()), it).await;
        }
        self.declined.try_update(|all| all.extend(declined));
        for entry in known {
            // If it stays, it is sent once more, and is the same.
            let _ = vault.remove(&format!("{ENTRY}{}", entry.name())).await;
        }
        let names: HashSet<String> = known.iter().map(Entry::name).collect();
        self.unsent.try_update(|all| all.retain(|it| !names.contains(&it.name())));
    }

    /// The server says that this phone is none of the market's any more: it shows no list, and keeps
    /// what nobody has taken from it yet.
    async fn ended(self) {
        let late = self
            .phone
            .try_with_untracked(|it| it.as_ref().is_some_and(|it| !it.works(clock::now())));
        match late {
            Some(true) => self.wipe(self.over()).await,
            _ => self.wipe(Without::Ended).await,
        }
    }

    fn over(self) -> Without {
        Without::Over(self.declined.try_with_untracked(Vec::len).unwrap_or_default())
    }

    /// When the market is over the list goes, and when there is nothing left to send, all does.
    pub async fn look_at_the_clock(self) {
        let sent = self.unsent.try_with_untracked(Vec::is_empty) == Some(true);
        let Some(Some(mut phone)) = self.phone.try_get_untracked() else {
            let waited = [Stands::Without(Without::Unsent), Stands::Over];
            if sent && self.stands.try_get_untracked().is_some_and(|it| waited.contains(&it)) {
                self.wipe(self.over()).await;
            }
            return;
        };
        if phone.works(clock::now()) {
            return;
        }
        if sent {
            return self.wipe(self.over()).await;
        }
        if !phone.list.guests.is_empty() {
            phone.list.guests.clear();
            phone.list.seen.clear();
            self.keep(phone).await;
        }
        self.stands.try_set(Stands::Over);
    }

    /// Nothing of it stays on this phone, but what the server has not answered yet: that is never
    /// thrown away, however it came to this.
    pub async fn wipe(self, why: Without) {
        let vault = match self.vault.try_get_value().flatten() {
            Some(vault) => Ok(Some(vault)),
            // A page that was left has it no more; it is there all the same.
            None => Vault::find(&self.shelf()).await,
        };
        // From here on nothing is noted that would go with the rest.
        self.vault.try_set_value(None);
        let left: Option<Vec<Entry>> = match &vault {
            // What cannot be read now may be read later.
            Ok(Some(vault)) => vault.all(ENTRY).await.ok(),
            Ok(None) => Some(Vec::new()),
            Err(_) => None,
        };
        let nothing = left.as_ref().is_some_and(Vec::is_empty);
        match vault {
            Ok(Some(vault)) if !nothing => {
                for name in [GUESTS, PHONE, AT, CODES, BRINGS_IN] {
                    // It goes by itself with its time.
                    let _ = vault.remove(name).await;
                }
                self.vault.try_set_value(Some(vault));
            }
            _ if nothing => {
                // A vault that cannot be reached cannot be read either.
                let _ = vault::wipe(&self.shelf()).await;
                self.declined.try_update(Vec::clear);
            }
            _ => {}
        }
        self.phone.try_set(None);
        self.codes.try_set(None);
        if let Some(mut left) = left {
            left.sort_by_key(moment);
            self.unsent.try_set(left);
        }
        self.stands.try_set(Stands::Without(if nothing { why } else { Without::Unsent }));
    }

    /// Throws away what nobody has taken from this phone, with all the rest. Answers whether it is
    /// gone.
    pub async fn give_up(self) -> bool {
        let count = self.unsent.try_with_untracked(Vec::len).unwrap_or_default();
        let vault = self.vault.try_get_value().flatten();
        // From here on nothing is sent or noted.
        self.vault.try_set_value(None);
        if vault::wipe(&self.shelf()).await.is_err() {
            self.vault.try_set_value(vault);
            return false;
        }
        self.phone.try_set(None);
        self.codes.try_set(None);
        self.unsent.try_set(Vec::new());
        self.declined.try_set(Vec::new());
        self.trouble.try_set(None);
        self.stands.try_set(Stands::Without(Without::GivenUp(count)));
        true
    }
}

/// This phone checks nobody in there any more.
pub fn is_over(problem: &Problem) -> bool {
    problem.refusal == Refusal::DeviceOver.code()
}
