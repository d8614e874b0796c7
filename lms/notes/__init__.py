"""What a reader keeps for themselves: notes on pages of a course, and passages marked in them."""
