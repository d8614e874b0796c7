"""The small course of learning, and Ana in it."""

from tests.learning.conftest import course, small_library, trainee

__all__ = ["course", "small_library", "trainee"]
