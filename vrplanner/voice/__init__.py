"""Sound to words and words to sound, on this machine. Knows `core` only."""
