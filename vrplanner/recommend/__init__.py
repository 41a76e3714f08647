"""What a person likes, learned from what they choose."""
