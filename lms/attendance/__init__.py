"""Who was there: the registers of a programme's agenda, and what they add up to."""
