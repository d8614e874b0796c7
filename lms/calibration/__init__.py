"""Assessors mark shared samples and see how far they agree with the marks of reference."""
