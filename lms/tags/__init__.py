"""Words by which topics are found: those of the field log, and others that leaders add."""
