"""The programme of an address, and what the reader is in it."""

from typing import NamedTuple

from flask import abort

from lms import clock
from lms.accounts.access import allow
from lms.db import db
from lms.programmes import policy, queries
from lms.programmes.models import Participation, Programme
from lms.programmes.phases import Phase, phase_of
from lms.spaces.readers import Reader, this_reader


class Here(NamedTuple):
    """`mine` is the reader's own place, of whatever state."""

    programme: Programme
    reader: Reader
    mine: Participation | None
    phase: Phase

    @property
    def runs(self) -> bool:
        return policy.can_run(self.reader, self.mine)

    @property
    def takes_part(self) -> bool:
        return policy.takes_part(self.mine)


def the_programme(programme_id: int) -> Here:
    """One statement; a 404 where there is none that the reader sees."""
    return programme_as_seen(programme_id) or abort(404)


def programme_as_seen(programme_id: int) -> Here | None:
    reader = this_reader()
    query = queries.programme_and_place(programme_id, reader)
    found = db.session.execute(query).one_or_none()
    return Here(found[0], reader, found[1], phase_of(found[0], clock.now())) if found else None


def the_programme_i_run(programme_id: int) -> Here:
    here = the_programme(programme_id)
    allow(here.runs)
    return here
