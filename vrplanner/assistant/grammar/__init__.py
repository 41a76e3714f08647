"""A deterministic grammar of both languages: sentence templates as tables, and a matcher of whole sentences."""
