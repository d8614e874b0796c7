"""Forms of decisions: what all are made of, those that begin one, those that change one."""
