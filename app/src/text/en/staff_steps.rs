//! What staff can do about a wish, and what comes of it.

use shared::wish::StepName;

use crate::text::staff_wish::Step;

#[expect(clippy::too_many_lines, reason = "a list, and the compiler sees that it is whole")]
pub fn step(step: StepName) -> Step {
    let of = |name, more, send, done, done_more| Step { name, more, send, done, done_more };
    match step {
        StepName::Split => of(
            "Split into parts",
            "What is too much for one: two to six parts, each for one neighbour. Ask the resident first.",
            "Split it so",
            "It is split",
            "Each part waits by itself; those of a child wait for a colleague first. It comes true when all have.",
        ),
        StepName::Offer => of(
            "Ask a helper",
            "The helper is told until when to answer. With a no, ask the next.",
            "Ask this helper",
            "The helper is asked",
            "With a yes it begins. With a no, or no answer, it is on the desk again.",
        ),
        StepName::Extend => of(
            "Change the day",
            "Once both sides agreed on the telephone. It can be changed once.",
            "Change it",
            "The day is changed",
            "Both sides know.",
        ),
        StepName::ConfirmByCall | StepName::CallFailed => of(
            "Note a call",
            "Please ask the resident in person: is it done?",
            "Note it",
            "Noted",
            "Reached and done: it has come true. Not reached: please call again in a day or two.",
        ),
        StepName::Receive => of(
            "The things arrived",
            "The resident was asked, and has them. Next, the resident confirms.",
            "Note that they arrived",
            "Noted",
            "The resident is asked to confirm.",
        ),
        StepName::Returned => of(
            "The things came back",
            "Both were asked: the helper has them again. The wish waits for others.",
            "Note that they came back",
            "Noted; the wish waits again",
            "Both were told.",
        ),
        StepName::CloseUnconfirmed => of(
            "Close it, counted apart",
            "Nobody could be reached. It counts as unconfirmed, not as come true.",
            "Close it",
            "It is closed",
            "It counts as unconfirmed. The resident may still object.",
        ),
        StepName::Dispute => of(
            "It is not done",
            "The branch secretary looks into it, and asks both.",
            "Hand it to the secretary",
            "The secretary has it",
            "Both sides hear what was found.",
        ),
        StepName::Settle => of(
            "Write what you found",
            "After asking both sides. Both get it.",
            "Send it to both",
            "Both sides know",
            "What you found is on its way to both.",
        ),
        StepName::CannotBe => of(
            "It cannot be",
            "Talk to the resident first. The reason is public, so that a market may help.",
            "Tell the resident",
            "The resident knows",
            "The resident may try it once more.",
        ),
        StepName::Refer => of(
            "Pass it on to an office",
            "Talk to the resident first. Where it went and by when is public.",
            "Pass it on",
            "It is passed on",
            "The resident knows where it went and by when there is an answer.",
        ),
        StepName::OfficeAnswered => of(
            "What the office says",
            "Call the office, then tell the resident. No answer yet? Agree on another day.",
            "Tell the resident",
            "The resident was told",
            "What has no answer yet comes back to the desk on the new day.",
        ),
        StepName::KeepOpen => of(
            "Keep waiting",
            "You looked at it; it waits as before.",
            "Keep waiting",
            "It keeps waiting",
            "The resident hears at once if somebody takes it on.",
        ),
        StepName::AskRemoval => of(
            "Ask to take it down",
            "Another person has to agree.",
            "Ask for it",
            "It is asked for",
            "It is taken down once a colleague agrees.",
        ),
        StepName::AgreeRemoval => of(
            "Take it down",
            "At once and for good. The resident is told why and until when to object.",
            "Take it down",
            "It is taken down",
            "The resident knows why, and how to object.",
        ),
        StepName::RefuseRemoval => of(
            "Leave it as it is",
            "Nothing changes.",
            "Leave it",
            "It stays as it is",
            "Nothing has changed.",
        ),
        StepName::Restore => of(
            "Put it back",
            "The resident is right. What was waiting waits again, with new words; what had ended is \
             as it was.",
            "Put it back",
            "It is back",
            "The resident has your words.",
        ),
        StepName::UpholdRemoval => of(
            "Leave it down",
            "It was right to take it down. The resident reads your words, and that settles it.",
            "Leave it down",
            "It stays down",
            "The resident has your words.",
        ),
        StepName::Reopen => of(
            "Open it again",
            "It waits for somebody again, with new confirmation words.",
            "Open it again",
            "It is waiting again",
            "The resident knows.",
        ),
        StepName::NewWord => of(
            "New confirmation words",
            "For a resident who forgot them. The old ones end at once.",
            "Make new ones",
            "There are new words",
            "The resident was told that they changed, not what they are.",
        ),
        StepName::FollowUpGood => of(
            "Ask whether all is still well",
            "It came true a while ago. Ask the resident: how is it now?",
            "Note it",
            "Noted",
            "The resident reads it. What is wrong, the secretary looks into; whoever did not answer is called again.",
        ),
        _ => of("", "", "", "", ""),
    }
}
