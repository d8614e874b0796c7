"""Photos and papers that prove an entry of the field log (docs/decisions/024)."""
