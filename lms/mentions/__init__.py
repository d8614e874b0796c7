"""Who is meant by a name after an @: people, groups of an edition, countries."""
