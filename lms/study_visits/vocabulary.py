"""What hosts and their visits are called on the screen."""

from flask_babel import lazy_gettext as _l

from lms.study_visits.models import HostKind

HOST_KINDS = {
    HostKind.FIRM: _l("Firm or network"),
    HostKind.ASSOCIATION: _l("Association"),
    HostKind.SERVICES: _l("Business services"),
    HostKind.INSTITUTION: _l("Institution"),
    HostKind.PROJECT: _l("Project"),
}
INTERPRETED = ("ar", "en", "es", "fr", "hi", "pt", "sn", "wo")
"""Languages that interpreters at visits speak, by their codes."""
