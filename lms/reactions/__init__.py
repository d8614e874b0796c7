"""What readers say of a post with one click: useful, tried it, thanks, a question."""
