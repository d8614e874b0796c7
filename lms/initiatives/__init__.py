"""What projects of several countries do together: from a seed to what came of it."""
