"""What the components of an assessment are called on the screen."""

from flask_babel import lazy_gettext as _l

from lms.editions.marks import Component

COMPONENTS = {
    Component.QUIZZES: _l("Quizzes"),
    Component.CASE_PAPERS: _l("Case papers"),
    Component.CLASS_INSTRUMENTS: _l("Class work with instruments"),
    Component.FIELD_LOG: _l("Field log"),
    Component.DELIVERABLES: _l("Deliverables"),
    Component.DEFENCE: _l("Defence"),
}
