"""Where people talk: rooms of the forum, and who sees which."""
