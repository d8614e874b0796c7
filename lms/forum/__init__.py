"""Topics and posts, and what each reader has read of them."""
