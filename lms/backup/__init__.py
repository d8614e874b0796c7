"""One file with everything people made: made while the server runs, checked before it counts."""
