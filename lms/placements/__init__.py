"""Placements: which trainee works in which cluster, under whom, by which rules and calendar."""
