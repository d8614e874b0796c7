"""Deliverables: what a trainee hands in from the field, and how it is read, returned and graded."""
