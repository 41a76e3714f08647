"""Bodies of given measurements, garments from words, and how one sits on the other. Knows `core` only."""
