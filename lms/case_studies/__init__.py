"""The library of cases: read, decide with reasons, then see what happened."""
