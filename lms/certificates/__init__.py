"""The proof at the end: issued by a person, drawn by a job, checked by anyone."""
