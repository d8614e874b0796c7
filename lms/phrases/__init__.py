"""What a supervisor says often: phrases with a blank, kept once and put into comments."""
