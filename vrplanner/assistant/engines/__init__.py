"""Language engines: what reads the sentences that the grammar does not take. Each is loaded when first used."""
