"""An intake of a course, and who is in it."""
