"""Large files, made in the background and kept for a day for who asked (docs/decisions/031)."""
