"""How much help a trainee would need next time: a ladder that is climbed, and never a mark."""
