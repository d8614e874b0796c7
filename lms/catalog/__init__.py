"""What can be learnt here: courses, days and lessons, for anyone to browse."""
