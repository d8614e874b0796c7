"""Mails about work that has a date: to who owes it, and to who is to grade it."""
