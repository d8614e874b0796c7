"""One search over everything the reader may see. Features above tell it what they hold."""
