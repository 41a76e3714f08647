"""From words to furniture as textured models of true size. Knows `core` only."""
