"""People: how they are invited, sign in, stay signed in, and say how they like to read."""
