"""Whoever leads puts topics in order: moves one, splits one, makes one of two, closes one."""
