"""Joint learning programmes: a week in which professionals of several projects learn together."""
