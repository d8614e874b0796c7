"""Pauses: days on which the plan of a placement waits."""
