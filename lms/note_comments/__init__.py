"""What readers say of one part of an experience note, in the version that they read."""
