"""Pictures and papers that people put below what they write in the forum."""
