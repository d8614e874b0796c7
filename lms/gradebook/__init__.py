"""The gradebook: marks of an edition, what they weigh, and when trainees see them."""
