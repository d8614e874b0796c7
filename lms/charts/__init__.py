"""Pictures of a placement's log, drawn by the server, each with a table of the same figures."""
