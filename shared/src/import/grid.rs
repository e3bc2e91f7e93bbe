//! Nodes of the grid.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{Errors, RowError, Wrong, number};
use crate::{grid::DEEPEST, text};

/// A node as it stands in a file.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct NodeRow {
    pub code: String,
    /// Code of the node above; empty for the root.
    #[serde(default)]
    pub parent: String,
    pub name: String,
    #[serde(default)]
    pub streets: String,
    #[serde(default)]
    pub phone: String,
}

/// A node that is in the grid already.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    pub parent: String,
    /// From 1.
    pub level: usize,
    pub path: String,
}

/// A node that may be stored.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedNode {
    pub code: String,
    pub parent: Option<String>,
    pub level: usize,
    pub path: String,
    pub name: String,
    pub streets: String,
    pub phone: String,
    /// It is known, and gets new words.
    pub known: bool,
}

/// Checks all rows against each other and against what is known. `levels` is how many the
/// community has. The result is in an order in which each node comes after its parent.
///
/// # Errors
/// Everything that is wrong, by row.
pub fn check_nodes(
    rows: &[NodeRow],
    known: &HashMap<String, Known>,
    levels: usize,
) -> Result<Vec<CheckedNode>, Vec<RowError>> {
    let mut errors = Errors::default();
    let by_code: HashMap<&str, &NodeRow> =
        rows.iter().map(|row| (row.code.as_str(), row)).collect();
    let has_root = known.values().any(|node| node.parent.is_empty());
    let (mut seen, mut roots, mut checked) = (HashSet::new(), usize::from(has_root), Vec::new());
    for (index, row) in rows.iter().enumerate() {
        let row_number = number(index);
        if !seen.insert(row.code.as_str()) {
            errors.note((row_number, "code"), Wrong::Twice);
        }
        let new_root = row.parent.is_empty() && !known.contains_key(&row.code);
        roots += usize::from(new_root);
        if new_root && roots > 1 {
            errors.note((row_number, "parent"), Wrong::SecondRoot);
        }
        let place = errors.take((row_number, "parent"), place(row, &by_code, known, levels));
        if let (Some(node), Some((level, path))) = (words(row, row_number, &mut errors), place) {
            checked.push(CheckedNode { level, path, known: known.contains_key(&row.code), ..node });
        }
    }
    checked.sort_by_key(|node| node.level);
    errors.done(checked)
}

/// Code and words of a row, not yet its place.
fn words(row: &NodeRow, row_number: usize, errors: &mut Errors) -> Option<CheckedNode> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let fits = (1..=40).contains(&row.code.len()) && row.code.chars().all(plain);
    let code = fits.then(|| row.code.clone()).ok_or(Wrong::BadCode);
    let line = |text: &str, shortest, longest| {
        text::clean_line(text, shortest, longest).map_err(Wrong::Text)
    };
    let code = errors.take((row_number, "code"), code);
    let name = errors.take((row_number, "name"), line(&row.name, 1, 40));
    let streets = errors.take((row_number, "streets"), line(&row.streets, 0, 100));
    let phone = errors.take((row_number, "phone"), line(&row.phone, 0, 20));
    Some(CheckedNode {
        code: code?,
        parent: (!row.parent.is_empty()).then(|| row.parent.clone()),
        level: 0,
        path: String::new(),
        name: name?,
        streets: streets?,
        phone: phone?,
        known: false,
    })
}

/// Level and path of a row, by following its parents up to the root or to what is known.
fn place(
    row: &NodeRow,
    by_code: &HashMap<&str, &NodeRow>,
    known: &HashMap<String, Known>,
    levels: usize,
) -> Result<(usize, String), Wrong> {
    if let Some(node) = known.get(&row.code) {
        let stays = node.parent == row.parent;
        return stays.then(|| (node.level, node.path.clone())).ok_or(Wrong::Moved);
    }
    let (mut codes, mut at) = (vec![row.code.as_str()], row);
    let (level, path) = loop {
        if at.parent.is_empty() {
            break (0, "/".to_owned());
        }
        if codes.contains(&at.parent.as_str()) {
            return Err(Wrong::Circle);
        }
        if let Some(node) = known.get(&at.parent) {
            break (node.level, node.path.clone());
        }
        at = by_code.get(at.parent.as_str()).ok_or(Wrong::NoSuchNode)?;
        codes.push(at.code.as_str());
    };
    let deepest = levels.min(usize::from(DEEPEST));
    let level = level + codes.len();
    let below: String = codes.iter().rev().map(|code| format!("{code}/")).collect();
    if level > deepest { Err(Wrong::TooDeep) } else { Ok((level, path + &below)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(code: &str, parent: &str) -> NodeRow {
        NodeRow {
            code: code.into(),
            parent: parent.into(),
            name: "院".into(),
            ..NodeRow::default()
        }
    }

    fn wrong(rows: &[NodeRow], known: &HashMap<String, Known>) -> Vec<(usize, Wrong)> {
        let errors = check_nodes(rows, known, 3).unwrap_err();
        errors.into_iter().map(|error| (error.row, error.wrong)).collect()
    }

    #[test]
    fn a_tree_may_stand_in_any_order() {
        let rows = [row("H-1-1", "H-1"), row("H", ""), row("H-1", "H")];
        let nodes = check_nodes(&rows, &HashMap::new(), 3).unwrap();
        let shape: Vec<_> = nodes.iter().map(|it| (it.level, it.path.as_str())).collect();
        assert_eq!(shape, [(1, "/H/"), (2, "/H/H-1/"), (3, "/H/H-1/H-1-1/")]);
    }

    #[test]
    fn every_error_names_its_row() {
        let rows = [
            row("H", ""),
            row("H", ""),
            row("a b", "H"),
            row("X", "nowhere"),
            row("C", "D"),
            row("D", "C"),
            NodeRow { name: " ".into(), ..row("N", "H") },
        ];
        let found = wrong(&rows, &HashMap::new());
        for expected in [
            (3, Wrong::Twice),
            (3, Wrong::SecondRoot),
            (4, Wrong::BadCode),
            (5, Wrong::NoSuchNode),
            (6, Wrong::Circle),
            (7, Wrong::Circle),
            (8, Wrong::Text(crate::problem::Kind::Required)),
        ] {
            assert!(found.contains(&expected), "{expected:?} in {found:?}");
        }
    }

    #[test]
    fn a_tree_is_no_deeper_than_its_levels() {
        let rows = [row("H", ""), row("1", "H"), row("2", "1"), row("3", "2")];
        assert_eq!(wrong(&rows, &HashMap::new()), [(5, Wrong::TooDeep)]);
    }

    #[test]
    fn what_is_known_keeps_its_place() {
        let root = Known { parent: String::new(), level: 1, path: "/H/".into() };
        let known = HashMap::from([("H".to_owned(), root)]);
        let nodes = check_nodes(&[row("H", ""), row("1", "H")], &known, 3).unwrap();
        assert!(nodes[0].known && !nodes[1].known);
        assert_eq!(wrong(&[row("H", "1"), row("1", "")], &known)[0].1, Wrong::Moved);
    }
}
