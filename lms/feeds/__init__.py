"""The newest posts for programs that follow them: Atom, of a space, a topic, a tag, or of all."""
