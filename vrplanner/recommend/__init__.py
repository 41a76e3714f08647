"""What a person may like, learnt and kept on their machine. Knows `core` (and may use `catalog`)."""
