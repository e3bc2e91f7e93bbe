//! The check-in table.

use shared::market::Refusal;

use crate::text::check_in::{Answers, CheckIn, Desk, GivingUp, Join, Sync, Ways};

pub const CHECK_IN: CheckIn = CheckIn {
    title: "Check-in",
    back: "Event",
    join: JOIN,
    desk: DESK,
    answer: ANSWERS,
    ways: WAYS,
    sync: SYNC,
    give_up: GIVING_UP,
};

const GIVING_UP: GivingUp = GivingUp {
    button: "Give up what was not sent",
    sure: "Really give it up?",
    more: |count| {
        format!(
            "{count} on this phone are not sent, and they are nowhere else. Once given up they cannot be found again, and do not count. If there is a network, try “Send now” first; if you are not sure, ask the organiser."
        )
    },
    yes: |count| format!("Give up these {count}"),
    failed: "They were not deleted and are still on this phone. Please try again.",
};

const JOIN: Join = Join {
    title: "Check people in with this phone",
    more: "With the list, it works for hours without a network. When the event is over, the list deletes itself from the phone.",
    code: "Code",
    code_hint: "Eight digits. Ask the organiser to read them to you, or scan the code on their phone.",
    with_code: "Start checking in",
    other: "Somebody gave me a code",
    name: "What is this phone called",
    name_hint: "Other phones show it, such as “Gate” or “Li's phone”.",
    this_phone: "Use this phone",
    scanned: "The code was scanned; one tap and it starts.",
    given_up: |markets| {
        format!("A phone serves four events at most. It checks nobody in any more at: {markets}.")
    },
    offline: "The first time needs a network, to fetch the list.",
    no_vault: "This browser does not let us keep the list. Please use another one, and no private window.",
    ended: "The organiser ended this phone; the list is deleted from it.",
    ended_unsent: |count| {
        format!(
            "This phone does not check people in here any more, and the list is deleted. {count} are not sent yet; all of them are still on this phone."
        )
    },
    unsent_title: "Check-ins that are not sent",
    unsent_more: "Please ask the organiser for another code. If the event is still on, you go on checking in; if it is over, this phone only sends what was noted before, and checks nobody in. What is never sent is deleted after somewhat more than a month.",
    nothing_to_bring: "The event is over, and nobody is checked in any more. There is nothing to send on this phone; you can close this page.",
    gave_up: |count| {
        format!(
            "{count} that were not sent are deleted from this phone. Please tell the organiser how many."
        )
    },
    over: "The event is over, and the list is deleted from this phone. Thank you.",
    over_declined: |count| {
        format!("Of what was sent, {count} do not count; please tell the organiser.")
    },
    leave: "Hand this phone back",
    leave_sure: "Hand this phone back?",
    leave_more: "The list will be deleted from this phone. All that was noted is sent.",
    leave_unsent: |count| format!("{count} are not sent yet. Please connect to a network first."),
    leave_yes: "Hand back, delete the list",
};

const DESK: Desk = Desk {
    entrance: "Entrance (all stalls)",
    at: "Where is this phone",
    stall: |number, name| format!("{number} {name}"),
    scan: "Scan",
    code: "Number",
    list: "List",
    walk_in: "Just came",
    ways: "Ways to check in",
    ready: "Works without a network now",
    getting_ready: "Getting ready for use without a network",
    rehearsal: "This is a rehearsal; only its tickets count.",
    phone: |name| format!("This phone: {name}"),
};

const ANSWERS: Answers = Answers {
    label: "Result",
    here: "Checked in",
    already: |hour| format!("Already checked in at {hour}"),
    by: |device| format!("At “{device}”"),
    elsewhere: "Not a ticket of this stall",
    elsewhere_more: |stall, hour| format!("It is for {stall}, {hour}."),
    anyway: "Check in here as well",
    too_early: |hour| format!("Too early: from {hour} on"),
    too_late: |hour| format!("Too late: it was until {hour}"),
    just_came: "They can still come in; count them under “Just came”.",
    unknown: "This ticket is not on the list",
    unknown_more: "They may have signed up a moment ago. Note it, and it is checked when there is a network.",
    unknown_entrance: "They may have signed up a moment ago. Choose a stall above and try again.",
    note: "Note it",
    noted: "Noted",
    noted_more: "It is checked when there is a network.",
    forged: "This ticket is not genuine",
    forged_more: "We did not issue it. Please ask; they can still come in without a ticket.",
    refused: "Not possible",
    mistaken: "A slip, take it back",
    mistaken_reason: "A slip of the finger",
    taken_back: "Taken back",
    leave: "Check out, going home",
    left: "Checked out. Thank you",
    served: "Noted: done",
    not_kept: "The phone did not keep it, so it does not count. Please try again.",
    digits: |digits| format!("Ending in {digits}"),
};

const WAYS: Ways = Ways {
    aim: "Hold the square code of the ticket into the frame.",
    picture: "What the camera sees",
    start: "Open the camera",
    opening: "Opening the camera",
    camera_refused: "The camera is not allowed. Allow it in the settings of the browser, or type the number, or use the list.",
    no_camera: "There is no camera to use. Type the number, or use the list.",
    again: "Try again",
    number: "Number or last four digits",
    number_hint: "The eight digits of the ticket, or the last four of the phone number.",
    check: "Check in",
    search: "Find somebody",
    search_hint: "Nickname, last four digits or number",
    none: "Nobody found",
    nobody: "Nobody has signed up yet",
    came: |here, all| format!("{here} here of {all} signed up"),
    tick: "Check in",
    ticked: |hour| format!("Came {hour}"),
    gone: "Left",
    done: "Done",
    serve: "Done",
    walk_in: |count| format!("Just came: {count}"),
    walk_in_hint: "One tap each, counted apart from check-ins.",
    one_more: "One more",
    one_less: "One less",
    choose_stall: "Choose a stall above first.",
};

const SYNC: Sync = Sync {
    unsent: |count| format!("{count} not sent yet"),
    all_sent: "All sent",
    last: |hour| format!("last {hour}"),
    never: "Nothing sent yet",
    doubles: |count| format!("Checked in twice: {count}"),
    first: |hour, device| format!("Counts: {hour}, “{device}”"),
    later: |hour, device| format!("Later: {hour}, “{device}”"),
    declined: |count| format!("Not counted: {count}"),
    tap: "One more who just came",
    tap_less: "One less who just came",
    undo: "Check-in taken back",
    undo_late: "It is taken back, but the summary was signed before, and its figures stay as they are. Please tell the organiser.",
    tap_refused: |why| format!("What you counted does not count: {why}"),
    over_unsent: |count| {
        format!(
            "The event is over and the list is deleted. {count} are not sent yet; all of them are still on this phone."
        )
    },
    only_brings_in: "This phone now only sends what was noted before; it checks nobody in.",
    why,
    send_now: "Send now",
    no_network: "There is no network, so it is not sent yet. It is sent by itself once there is one; or press “Send now”.",
    not_admitted: "This phone is not admitted here any more, so it cannot send. Please ask the organiser for a new check-in code; with it, the phone goes on sending, also shortly after the market. If there is no code any more, tell the organiser how many are not sent.",
    said_no: |why| {
        format!(
            "The server did not take it: {why} What it did not take is still on this phone and is sent again in a while. If it stays so, please tell the organiser."
        )
    },
};

fn why(refusal: Refusal) -> Option<&'static str> {
    Some(match refusal {
        Refusal::NoSignUp => "This place was given back. Welcome them under “Just came”: one more.",
        Refusal::WrongTicket => {
            "A ticket of another event. Welcome them under “Just came”: one more."
        }
        Refusal::Cancelled => "This stall or market is off. Please show them to another stall.",
        Refusal::CheckInTooEarly => "It is too early. Check them in again in time.",
        Refusal::CheckInTooLate => {
            "It is too late. If they were here, ask the organiser to correct it."
        }
        Refusal::WrongStall => "This stall is not on this phone. Choose another above, and again.",
        Refusal::StepNotPossible => {
            "It does not fit what other phones noted. Please ask the organiser to look at it."
        }
        Refusal::TooLate => "It is too late to change this. Please tell the organiser.",
        _ => return None,
    })
}
