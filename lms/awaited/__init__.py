"""Photos and papers that a device names with a text and sends after it, in parts."""
