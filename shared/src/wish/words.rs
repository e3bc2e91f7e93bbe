//! Confirmation words as people type them. The words themselves are the server's.

/// The words as they are compared: without spaces and what people put between words.
pub fn normalise_words(typed: &str) -> String {
    typed.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_they_are_typed_does_not_matter() {
        for typed in ["苹果雨伞", "苹果 雨伞", "苹果、雨伞。", "苹果　雨伞"] {
            assert_eq!(normalise_words(typed), "苹果雨伞");
        }
    }
}
