"""What a coordinator writes to a group of an edition: once, by mail and on Today, and kept."""
