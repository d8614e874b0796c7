"""Supervised practice: a placement, its log, its reviews, and hours that always add up."""
