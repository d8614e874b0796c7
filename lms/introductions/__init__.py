"""Introductions: ask one that does better, and learn who it is only if it accepts."""
