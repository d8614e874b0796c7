"""A visit as the origin of an initiative, and what was begun from it on its page."""

from flask_babel import lazy_gettext as _l

from lms import clock
from lms.agendas import snapshots
from lms.db import db
from lms.i18n import language
from lms.initiatives.elsewhere import begun_from
from lms.initiatives.origins import Kind, Origin, can_be_origin
from lms.programmes.finding import Here
from lms.programmes.phases import phase_of
from lms.spaces.readers import this_reader
from lms.study_visits import queries
from lms.study_visits.beside import stands_beside
from lms.study_visits.finding import Seen, seen_of
from lms.study_visits.models import HostKind, StudyVisit
from lms.study_visits.vocabulary import HOST_KINDS


def _find(number: int) -> Origin | None:
    """As its page shows it to the reader."""
    seen = _seen(number)
    if seen is None:
        return None
    visit = seen.visit
    address = f"/programmes/{visit.programme_id}/visits/{visit.id}"
    if seen.host:
        return Origin(seen.host, address, visit.programme.language)
    return Origin(str(HOST_KINDS[HostKind(visit.host_kind)]), address, language())


def _seen(number: int) -> Seen | None:
    """One statement."""
    reader = this_reader()
    found = db.session.execute(queries.visit_with_programme(number, reader)).one_or_none()
    if found is None:
        return None
    visit, mine, release = found
    here = Here(visit.programme, reader, mine, phase_of(visit.programme, clock.now()))
    released = snapshots.read(release.slots) if release else []
    drafted = snapshots.drawn([visit.slot], visit.programme.time_zone)
    return next(iter(seen_of(here, [visit], drafted if here.runs else released)), None)


can_be_origin("visit", Kind("visit_id", _l("a visit that you cannot read about"), _find))


@stands_beside
def begun_from_visit(visit: StudyVisit) -> str:
    return begun_from(visit_id=visit.id)
