"""An intake of a course, who is in it, and what each has read and answered."""
