//! Checking somebody in by what they say: the number of the ticket, or the last four digits of the
//! phone.

use leptos::prelude::*;
use shared::{
    id::SignUpId,
    market::{Answer, Refusal, Shown, TicketCode},
    text,
};

use super::{
    check_in_list::row,
    check_in_said::{Said, Table},
};
use crate::components::{attempt::Attempt, field::TextField, form::Form};

/// The last digits of a phone.
const LAST: usize = 4;

pub fn part(table: Table) -> AnyView {
    let t = &table.t.ways;
    let (attempt, number) = (Attempt::new(), RwSignal::new(String::new()));
    // Several people may end in the same digits: then somebody asks.
    let several = RwSignal::new(Vec::<SignUpId>::new());
    let submit = Box::new(move || {
        let (shown, found) = meant(table, &number.get_untracked());
        several.set(found);
        match shown {
            Ok(Some(shown)) => {
                table.show(shown);
                number.set(String::new());
            }
            Ok(None) => table.said.set(Said::Nothing),
            Err(answer) => {
                let shown = Shown::Code { code: String::new() };
                table.said.set(Said::Answer(answer, shown, None));
            }
        }
    });
    let rows = move || {
        let found = several.get();
        let rows = found.into_iter().map(|it| row(table, it)).collect_view();
        view! { <ul class="people">{rows}</ul> }
    };
    view! {
        <Form attempt button=t.check submit>
            <TextField attempt name="number" label=t.number hint=t.number_hint value=number
                inputmode="numeric" enterkeyhint="done"/>
        </Form>
        {rows}
    }
    .into_any()
}

/// What to show, or whom to choose from.
fn meant(table: Table, typed: &str) -> (Result<Option<Shown>, Answer>, Vec<SignUpId>) {
    let digits = text::digits(typed);
    if digits.len() != LAST {
        let code = TicketCode::parse(typed).map_err(|_| Answer::Refused(Refusal::MistypedCode));
        return (code.map(|it| Some(Shown::Code { code: it.digits().to_owned() })), Vec::new());
    }
    let found = table.check_in.phone.with_untracked(|phone| {
        let guests = phone.iter().flat_map(|it| &it.list.guests);
        let same = guests.filter(|it| it.last_four.reveal() == digits);
        same.map(|it| it.sign_up).collect::<Vec<_>>()
    });
    match found.as_slice() {
        [] => (Err(Answer::Unknown), found),
        [only] => (Ok(Some(Shown::Name { sign_up: *only })), Vec::new()),
        _ => (Ok(None), found),
    }
}
