"""From a capture of a real room to a measured `Room` and the things in it. Knows `core` only."""
