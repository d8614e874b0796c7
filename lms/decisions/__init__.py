"""Decisions and polls in the forum: what is proposed, who says what to it, and what comes of it."""
