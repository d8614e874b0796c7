"""Writing in the forum by e-mail: what became of each mail that came in, and what was answered."""
