"""What roles are called on the screen."""

from flask_babel import lazy_gettext as _l

from lms.editions.models import Role

ROLES = {
    Role.COORDINATOR: _l("Coordinator"),
    Role.TRAINER: _l("Trainer"),
    Role.SUPERVISOR: _l("Supervisor"),
    Role.ASSESSOR: _l("Assessor"),
    Role.TRAINEE: _l("Trainee"),
}
GROUPS = {
    Role.COORDINATOR: _l("Coordinators"),
    Role.TRAINER: _l("Trainers"),
    Role.SUPERVISOR: _l("Supervisors"),
    Role.ASSESSOR: _l("Assessors"),
    Role.TRAINEE: _l("Trainees"),
}
TASKS = {
    Role.TRAINEE: _l("Reads the lessons, takes the quizzes, works in the field"),
    Role.TRAINER: _l("Teaches class days and sees the trainer's scripts"),
    Role.SUPERVISOR: _l("Follows trainees in the field and reads their logs"),
    Role.ASSESSOR: _l("Grades what trainees hand in"),
    Role.COORDINATOR: _l("Runs the edition: enrols people, sees everybody's progress"),
}
