"""The supervisor's desk: what waits, and decisions on one version of one entry."""
