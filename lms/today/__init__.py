"""The first page: for a visitor what this is; signed in, what is next and what waits."""
