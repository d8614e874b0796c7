"""Weeks and months of a placement: what was logged in each, the reflection, the assessment."""
