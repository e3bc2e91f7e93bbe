//! Teams and shops: one of them asks another to go on with a wish.

/// On the page of a wish in hand.
pub struct Teams {
    pub ask: &'static str,
    pub ask_sure: &'static str,
    pub ask_more: &'static str,
    pub who: &'static str,
    pub none: &'static str,
    pub words: &'static str,
    pub words_hint: &'static str,
    pub send: &'static str,
    pub sent: &'static str,
    pub waiting: fn(name: &str) -> String,
    pub waiting_more: &'static str,
    pub keep: &'static str,
    pub kept: &'static str,
    pub asked: fn(name: &str) -> String,
    pub asked_more: &'static str,
    pub take: &'static str,
    pub taken: &'static str,
    pub refuse: &'static str,
    pub refused: &'static str,
    pub refused_more: &'static str,
    /// Where no name is known.
    pub someone: &'static str,
    pub to_answer: fn(title: &str) -> String,
}
