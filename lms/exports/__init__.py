"""Large files that are made in the background and kept for a day for who asked (decision 028)."""
