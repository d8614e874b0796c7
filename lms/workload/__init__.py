"""How much waits at each supervisor of an edition, delays that trainees report, cover for leave."""
