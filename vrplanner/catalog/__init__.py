"""Products one can buy: store, search, import of libraries. Knows `core` only."""
