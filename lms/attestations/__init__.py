"""Certificates of participation: what part of a programme somebody took part in, not a grade."""
