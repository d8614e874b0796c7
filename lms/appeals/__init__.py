"""A trainee asks for a second look at one criterion; who marked answers first, then another."""
