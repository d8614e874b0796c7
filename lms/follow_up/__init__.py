"""Who falls behind in an edition and who waits for whom, without asking anybody."""
