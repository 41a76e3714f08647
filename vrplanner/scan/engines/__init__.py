"""Heavy or replaceable engines, loaded when first used."""
