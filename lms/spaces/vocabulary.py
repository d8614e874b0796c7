"""What kinds of spaces are called on the screen, and who reads what is written there."""

from flask_babel import lazy_gettext as _l

from lms.spaces.models import Kind

KINDS = {
    Kind.EDITION: _l("My editions"),
    Kind.PROGRAMME: _l("Joint-learning programmes"),
    Kind.PROJECT: _l("Projects"),
    Kind.THEME: _l("Themes"),
    Kind.PUBLIC: _l("Open to everybody"),
    Kind.STAFF: _l("For those who teach"),
}
READ_BY = {
    Kind.EDITION: _l("Read by those who are in this edition."),
    Kind.PROGRAMME: _l("Read by those who take part in this programme."),
    Kind.PROJECT: _l("Read by those who work in this project."),
    Kind.THEME: _l("Read by everybody with an account."),
    Kind.PUBLIC: _l("Read by everybody, also without an account."),
    Kind.STAFF: _l("Read by trainers, supervisors, assessors and coordinators."),
}
