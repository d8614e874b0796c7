"""A mark that waits for a second one, given blind; what the two agree on is shown (029)."""
