from tests.learning.conftest import course, small_library

__all__ = ["course", "small_library"]
