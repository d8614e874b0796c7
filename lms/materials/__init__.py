"""What an edition adds to its course: lessons, readings, files and cases (docs/decisions/013)."""
