"""Supervised practice on one page, and what it brings to the award, the marks and the calendar."""
