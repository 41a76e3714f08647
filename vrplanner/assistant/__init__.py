"""From words to command records: grammar, local language model, dialogue. Knows `core` (and may use `catalog`)."""
