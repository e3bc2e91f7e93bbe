//! Making a wish.

use shared::wish::{ConsentWay, GuardianRelation};

use crate::text::making::{Making, Posted};

pub const MAKING: Making = Making {
    title: "Make a wish",
    step: |step| format!("Step {step} of 3"),
    kind: "What kind of help do you need?",
    kind_more: "Choose the nearest; the community looks again.",
    what: "What do you need?",
    wish: "Say it in one plain sentence",
    wish_hint: "Such as: the stairwell light is broken",
    story: "A little more",
    story_hint: "What it is like, which tools it takes. No names, numbers or doors.",
    when: "When it suits you",
    when_hint: "Such as: Thursday morning, or after dinner",
    clean: "Take it out for me, go on",
    found: |count, kinds| match count {
        1 => format!("One place that others should not see: {kinds}."),
        count => format!("{count} places that others should not see: {kinds}."),
    },
    found_more: "Name, address and telephone are for the one who comes to help. Please leave them out here; the next step asks for them.",
    comma: ", ",
    money: "Linyuan is not about money.",
    money_more: |phone| {
        format!(
            "Nobody asks for, lends or gives money here. Please say what help you need. For an allowance, call the community on {phone}."
        )
    },
    preview: "What your neighbours will see",
    preview_more: "This and nothing else: no name, no telephone, no address.",
    your_grid: "your grid",
    your_words: "(your wish will stand here)",
    whom: "Where, and whom to call?",
    node: "In which grid",
    node_hint: "Look for your courtyard or street; no building number.",
    node_words: "Courtyard or street",
    node_change: "Another one",
    private: "The following is for the one who comes to help and for the staff who look after it. Each look is written down, and you can see it.",
    name: "How to address you",
    name_hint: "Such as: Aunt Wang",
    phone: "Telephone",
    address: "Building, stairwell, room",
    address_hint: "Only if somebody has to come.",
    note: "Anything to keep in mind",
    note_hint: "Such as: hard of hearing, please knock again",
    beneficiary: "For whom it is",
    beneficiary_hint: "Please ask first. The helper calls you.",
    child: "A guardian has to agree, and two members of staff look at it. One sentence is public, and helpers call a grown-up.",
    child_words: "For a child this one sentence is all. No name, school, class or age.",
    guardian: "The guardian agrees",
    guardian_more: "For those who check wishes only; helpers do not see it.",
    guardian_name: "Name of the guardian",
    guardian_name_hint: "Such as: 王秀兰",
    by_guardian: "Who makes this wish",
    by_guardian_yes: "I am the guardian",
    by_guardian_no: "I am staff; the guardian has agreed",
    relation: "The guardian is the child's",
    relations: |it| match it {
        GuardianRelation::Parent => "parent",
        GuardianRelation::Grandparent => "grandparent",
        GuardianRelation::Custodian => "other guardian",
    },
    consent_way: "How the guardian agreed",
    consent_ways: |it| match it {
        ConsentWay::InPerson => "in person",
        ConsentWay::ByPhone => "on the telephone",
        ConsentWay::OnPaper => "signed on paper, kept by the office",
    },
    agreed: "The guardian agrees to this wish for the child",
    similar: |count| match count {
        1 => "1 wish like this is waiting nearby".into(),
        count => format!("{count} wishes like this are waiting nearby"),
    },
    similar_more: "If it is the same, open it and press “I need this too”. What you wrote is kept.",
    band: "Age",
    band_hint: "It helps neighbours to help. It will be public.",
    band_none: "I would rather not say",
    sensitive: "This wish tells of illness or hardship; I agree that the community and the helper see it",
    sensitive_more: "If you do not agree, go back and leave those words out. “Borrow a wheelchair” says enough.",
    agree: "With “Send the wish” you agree that neighbours see the card above. The community looks at it first.",
    send: "Send the wish",
    sign_in_and_send: "Sign in, then send",
    kept: "What you write is kept on this phone until it is sent, then deleted.",
    start_over: "Clear all and start over",
};

pub const POSTED: Posted = Posted {
    title: "Your wish has arrived",
    more: "The community looks at it first, and tells you at once.",
    word: "Your two words",
    word_more: "When it is done, tell them to the one who helped: that is your yes. Please do not tell them before.",
    word_lost: "They are shown only now. If you forget them, you can press “Done” under “Mine” instead.",
    note: |word, title| {
        format!("Linyuan words: {word} (wish: {title}). Tell them only when it is done.")
    },
    copy: "Keep them",
    copied: "Copied: paste them into a note, or send them to your family.",
    print: "Print them",
    slip: |community| format!("{community} · Linyuan"),
    slip_wish: "Wish",
    slip_day: "Sent on",
    slip_call: |phone| format!("Questions? Call {phone}"),
    next: "What happens next",
    steps: &[
        "The community looks at it, then neighbours can see it.",
        "Whoever takes it on calls you to find a time.",
        "When it is done, you tell the two words. If it is not, you keep them.",
    ],
    to_mine: "My wishes",
    another: "Make another",
};
