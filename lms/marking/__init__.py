"""How an edition is marked: the levels that each marker gives beside those of all."""
