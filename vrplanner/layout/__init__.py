"""Where things could go: terms, sampler, suggestions with reasons. Knows `core` only."""
