"""The end of a placement: what is missing, who closes it, three signatures; then only read."""
