"""The clusters and networks people work in."""
