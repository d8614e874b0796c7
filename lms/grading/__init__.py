"""A rubric filled in, for whatever a feature above has graded: levels, a comment, a version."""
