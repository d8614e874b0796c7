"""Visits of a joint learning programme: hosts, questions, what was seen, and notes of each day."""
