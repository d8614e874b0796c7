"""One entry beside all that a supervisor needs to decide on it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.content import library
from lms.db import db
from lms.evidence.views import beside_entry
from lms.i18n import show_time
from lms.logbook.duration import written
from lms.logbook.models import LogEntry, LogEntryVersion, Review
from lms.logbook.pace import Pace, pace
from lms.logbook.queries import Hours
from lms.logbook.standing import standing
from lms.logbook.states import WAITING
from lms.phrases.bank import Offered, offered
from lms.placements.calendar import Stretch, stretch_number, stretches_of
from lms.placements.finding import local_today, utc_today
from lms.placements.models import Placement
from lms.placements.requirements import REVIEW_AGES
from lms.reviews import openings, queries
from lms.reviews.actions import REOPENED_WITHIN
from lms.reviews.comparing import changed_since
from lms.reviews.forms import DecisionForm
from lms.reviews.views import bp
from lms.reviews.views.finding import Found, mark_of, the_entry_to_review
from lms.reviews.wanted import wanted

FETCHED_AHEAD = "X-Ahead"
"""A header of the script that fetches the next page: nobody reads it yet."""
SENT_BACK = ("returned", "reopened")


@bp.get("/reviews/<uuid:entry_id>")
@open_to(Audience.MEMBERS)
def review(entry_id: UUID) -> ResponseReturnValue:
    found, reader = the_entry_to_review(entry_id), me()
    entry = found.entry
    if entry.state in WAITING and FETCHED_AHEAD not in request.headers:
        db.write_after(lambda: openings.note(entry_id, by=reader, at=clock.now()))
    form = DecisionForm(minutes_of_entry=entry.minutes, version=str(entry.current_id))
    form.hours.data = written(entry.minutes)
    return desk_page(found, form)


def desk_page(found: Found, form: DecisionForm, *, read: LogEntryVersion | None = None) -> str:
    """`read` is the version that somebody decided on while another one came in."""
    entry, part = found.entry, wanted()
    history = _history(entry)
    before = read or history.before
    return render_template(
        "reviews/desk.html",
        entry=entry,
        flags=found.flags,
        opened=found.opened and (found.opened.name, show_time(found.opened.at)),
        can_reopen=history.approved_since(clock.now() - REOPENED_WITHIN),
        placement=entry.placement,
        form=form,
        read=read,
        before=before,
        changes=changed_since(before, entry.current) if before and entry.current else [],
        history=history,
        part=part,
        context=_context(entry.placement),
        stretch=_stretch(entry),
        framework=library().framework,
        age=_age(entry),
        evidence=beside_entry(entry),
        limits=REVIEW_AGES,
        **_beside(entry),
    )


@dataclass(frozen=True)
class History:
    """What was decided on an entry, oldest first, each with the version it was about."""

    reviews: list[Review]
    before: LogEntryVersion | None

    @property
    def last_return(self) -> Review | None:
        sent_back = [row for row in self.reviews if row.decision in SENT_BACK and row.comment]
        return sent_back[-1] if sent_back else None

    def approved_since(self, moment: datetime) -> bool:
        """Whether the last word is an approval that is not older."""
        last = self.reviews[-1] if self.reviews else None
        return last is not None and last.decision == "approved" and last.decided_at >= moment


def _history(entry: LogEntry) -> History:
    rows = db.session.execute(*queries.decisions_on(entry)).all()
    earlier = [version for _review, version in rows if version.id != entry.current_id]
    return History(standing(row[0] for row in rows), earlier[-1] if earlier else None)


def _beside(entry: LogEntry) -> dict[str, object]:
    """The entries beside this one in the queue, and what may be put into the comment."""
    rows = db.session.execute(
        *queries.beside(me(), mark_of(entry), on=utc_today(), part=wanted())
    ).all()
    kept = sorted(
        (row for row in rows if row[0] == "phrase"), key=lambda row: row[2] or 0, reverse=True
    )
    own = [Offered(str(row[2]), row[3], row[4]) for row in kept]
    language = entry.placement.enrolment.edition.language
    step = entry.current.step if entry.current else ""
    neighbours = {row[0]: row[1] for row in rows if row[1] is not None}
    return {"beside": neighbours, "phrases": offered(own, step=step, language=language)}


@dataclass(frozen=True)
class Context:
    """How the hours of the placement stand, those with the supervisor among them."""

    hours: Hours
    supervision: int
    pace: Pace

    @property
    def supervision_share(self) -> int:
        """In per cent of what was handed in."""
        return round(100 * self.supervision / self.hours.submitted) if self.hours.submitted else 0


def _context(placement: Placement) -> Context:
    row = db.session.execute(*queries.hours_and_talks_of(placement)).one()
    total = Hours(row[1], row[2], row[3])
    return Context(total, row[4], pace(placement, total.submitted, local_today(placement)))


def _stretch(entry: LogEntry) -> Stretch:
    """The week or month that the entry belongs to."""
    placement = entry.placement
    return stretches_of(placement)[stretch_number(placement, entry.activity_date) - 1]


def _age(entry: LogEntry) -> int:
    """Working days this entry has waited."""
    if entry.submitted_at is None:
        return 0
    return clock.working_days(entry.submitted_at.date(), utc_today())
