"""Benchmarking: clusters and networks compare the same measures without being told apart."""
