"""Speech engines, one module each; loaded when first used."""
