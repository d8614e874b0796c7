"""What was done that must stay on record, chained so that a change or a gap shows."""
