"""Meetings across time zones: hours that are fair in turn, and who carried the odd ones so far."""
