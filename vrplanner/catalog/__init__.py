"""Products: what can be placed without describing it. Search and the built-in catalogue."""
