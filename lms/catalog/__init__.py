"""Browse what is taught: the catalogue, a course's reading list, its pictures."""
