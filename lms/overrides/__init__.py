"""Marks that a person sets in the place of what was counted, with a name and a reason."""
