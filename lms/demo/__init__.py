"""A believable world to look at: people, clusters, logs and reviews, for an empty database."""

from lms.demo.load import NotEmptyError, load, made

__all__ = ["NotEmptyError", "load", "made"]
