from tests.learning.conftest import (  # noqa: F401  # quizzes are those of the small course
    course,
    fuller,
    fuller_root,
    small_library,
    trainee,
)
