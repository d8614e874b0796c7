"""The field log: entries with their versions, and the hours that always add up."""
