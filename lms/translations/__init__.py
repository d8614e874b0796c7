"""Posts in the other languages of the platform, written by people, beside the original."""
