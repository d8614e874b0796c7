from lms.accounts.models import User
from lms.content.course import Course
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.roles import i_teach, my_role_in


def can_run(user: User, edition: Edition) -> bool:
    """Its coordinators, and administrators: enrol people, set up fieldwork, issue certificates."""
    return user.is_administrator or my_role_in(edition.id, Role.COORDINATOR) is not None


def can_follow(user: User, edition: Edition) -> bool:
    """Whoever runs it and its trainers see how far each trainee is."""
    return can_run(user, edition) or my_role_in(edition.id, Role.TRAINER) is not None


def can_open_edition(user: User) -> bool:
    return user.is_staff


def can_read_script(user: User, course: Course) -> bool:
    """Trainers and coordinators of an edition of the course, and administrators."""
    return user.is_administrator or i_teach(course.id)


def can_end(user: User, edition: Edition, enrolment: Enrolment) -> bool:
    """Nobody locks themselves out: another coordinator ends a coordinator's own role."""
    own = enrolment.user_id == user.id and enrolment.role == Role.COORDINATOR
    return can_run(user, edition) and (user.is_administrator or not own)
