"""A deterministic grammar of both languages: sentence templates as tables, and a matcher that takes only whole sentences."""
