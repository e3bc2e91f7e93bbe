//! My data.

use crate::text::my_data::MyData;

pub const MY_DATA: MyData = MyData {
    title: "My data",
    more: "This is what Linyuan keeps about you. Telephone and address are stored encrypted.",
    phone: "Mobile number",
    joined: "With us since",
    agreed: |version, day| format!("{day}: agreed to the privacy notice, version {version}"),
    home: "Lives in",
    roles: "Roles",
    role: |role, node, until| match until.is_empty() {
        true => format!("{role} ({node})"),
        false => format!("{role} ({node}), until {until}"),
    },
    wishes: "My wishes, and the contact I left",
    claims: "What I helped with",
    applications: "Applications to help",
    messages: |count| format!("Messages: {count}"),
    looks: |count| format!("Contacts of others that you opened: {count}"),
    nothing: "Nothing yet.",
    erased: "The contact was deleted.",
    correct: "Correct the contact",
    corrected: "Corrected.",
    change_phone: "Change my number",
    change_phone_more: "A code goes to your present phone first, then one to the new phone. \
                        From then on you sign in with the new number.",
    new_phone: "New mobile number",
    phone_changed: "Changed. Please sign in with the new number from now on.",
    prove_more: |phone| format!("First, is it you? A code goes to {phone}."),
    prove: "Send me a code",
    proved: "Thank you, it is you. This counts for ten minutes.",
    download: "Download a copy",
    download_more: "Everything in one file, to keep on this device.",
    delete: "Delete me and my data",
    delete_more: &[
        "Wishes under way are taken back; whoever helps is thanked and need not come.",
        "What you promised goes back, so that another neighbour can do it.",
        "Number, contacts, messages and applications are deleted and cannot be restored.",
        "Of wishes that came true one sentence stays, and the counts; nobody can tell whose.",
    ],
    delete_word: "delete",
    delete_type: |word| format!("If you are sure, type “{word}”"),
    delete_yes: "Delete everything",
    deleted: "It is deleted",
    deleted_more: "Nothing of you is left here. To come back, sign in by phone again.",
};
