"""Until when work is due, and who has more time: one answer for every page, calendar and test."""
