"""The next step of a trainee: the first page and the page of what is left both ask here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from lms.content import library
from lms.editions.models import Enrolment
from lms.extensions.dates import Dates
from lms.extensions.step_days import day_due, day_of_step
from lms.i18n import language, show_date, show_hours, show_weekday
from lms.learning.progress import Progress
from lms.learning.steps import next_step as next_in_class
from lms.left.queries import Asked
from lms.logbook.models import LogEntry
from lms.logbook.vocabulary import ACTIVITIES
from lms.placements.finding import local_today
from lms.placements.models import RUNNING, Placement

LOG_STEP = "log"


@dataclass(frozen=True)
class NextStep:
    """`on` is its day, where there is one, and `when` that in words; `kind` names its sentence.

    What `is_due` is handed in by that day, `until` another hour here; `own` where others have
    another date.
    """

    label: str
    title: str
    text: str
    action: str
    href: str
    on: date | None = None
    kind: str = ""
    when: str = ""
    until: str = ""
    is_due: bool = False
    over: bool = False
    own: bool = False
    language: str = ""  # of the title, where it is not the reader's


@dataclass(frozen=True)
class Situation:
    """What decides the next step of a trainee.

    `back` are entries that wait for them, drafts too; `papers` are case papers that came back;
    `days` are the dates of the class days by their number; `due` says until when this person may
    hand a work in; `today` is the day where the class is.
    """

    trainee: Enrolment
    done: Progress
    working: Placement | None
    back: Sequence[LogEntry]
    papers: Sequence[Asked]
    days: Mapping[int, date]
    due: Dates
    today: date

    @property
    def class_ends_on(self) -> date:
        return max(self.days.values(), default=self.trainee.edition.ends_on)

    @property
    def field_ends_on(self) -> date:
        return self.working.ends_on if self.working else self.trainee.edition.ends_on

    @property
    def first_back(self) -> LogEntry | None:
        return next((entry for entry in self.back if entry.state != "draft"), None)

    @property
    def first_paper(self) -> Asked | None:
        """What to improve now: an entry that came back goes first."""
        return self.papers[0] if self.papers and not self.first_back else None


def next_step(situation: Situation) -> NextStep | None:
    entry, paper, working = situation.first_back, situation.first_paper, situation.working
    return (
        (_mend_step(entry) if entry else None)
        or (_improve_step(paper, situation) if paper else None)
        or _class_step(situation)
        or (_fieldwork_step(working) if working else None)
    )


def _mend_step(entry: LogEntry) -> NextStep:
    asked = entry.state == "queried"
    return NextStep(
        _("Your supervisor asks") if asked else _("Returned to you"),
        entry_title(entry),
        _("Read what your supervisor wrote and answer in the entry.")
        if asked
        else _("Read the reason, change the entry and hand it in again."),
        _("Open the entry"),
        entry_href(entry),
        kind="queried" if asked else "returned",
        when=_("As soon as you can"),
    )


def _improve_step(paper: Asked, situation: Situation) -> NextStep:
    trainee, ref = situation.trainee, paper.name
    if paper.kind == "deliverable":
        ref = f"{trainee.edition.course_id}/{ref}"
    step = replace(_improve(paper), kind="improve", when=_("As soon as you can"))
    due = situation.due.of(trainee, paper.kind, ref)
    if due is None or due.on < situation.today:
        return step
    return replace(step, **day_due(due, trainee.edition, situation.today)._asdict())


def _improve(paper: Asked) -> NextStep:
    if paper.kind == "deliverable":
        return NextStep(
            _("Returned to you"),
            paper_title(paper),
            _("Read the reason, improve it and hand it in again."),
            _("Open the deliverable"),
            paper_href(paper),
        )
    return NextStep(
        _("Returned to you"),
        paper_title(paper),
        _("Read the reason, improve what you would change and hand it in again."),
        _("Open the case paper"),
        paper_href(paper),
    )


def _class_step(situation: Situation) -> NextStep | None:
    step = next_in_class(situation.trainee, done=situation.done)
    if step is None:
        return None
    time = _("about %(time)s", time=show_hours(step.minutes))
    actions = {"quiz": _("Take the quiz"), "test": _("Take the test")}
    action = actions.get(step.kind, _("Read the lesson"))
    found = NextStep(
        step.place, step.title, time, action, step.href, kind=step.kind, language=step.language
    )
    day = day_of_step(step, situation.trainee, situation.due, situation.days, situation.today)
    return replace(found, **day._asdict())


def _fieldwork_step(placement: Placement) -> NextStep | None:
    if placement.state == "proposed":
        return _sign_step(placement)
    return _log_step(placement) if placement.state in RUNNING else None


def _sign_step(placement: Placement) -> NextStep:
    return NextStep(
        _("Fieldwork in %(place)s", place=placement.project.place),
        _("The agreement waits for signatures"),
        _("You, your supervisor and your host sign it. Then the first hour can count."),
        _("Open the agreement"),
        url_for("agreements.agreement", placement_id=placement.id),
        placement.starts_on,
        "sign",
        _("Before %(day)s", day=show_weekday(placement.starts_on)),
    )


def _log_step(placement: Placement) -> NextStep:
    today = local_today(placement)
    return NextStep(
        _("Fieldwork in %(place)s", place=placement.project.place),
        _("Log what you did today"),
        _("A few words are enough for now; finish the entry tonight."),
        _("Quick note"),
        url_for("logbook.new_quick_note", placement_id=placement.id),
        today,
        LOG_STEP,
        _("Today, %(day)s", day=show_weekday(today)),
    )


def entry_title(entry: LogEntry) -> str:
    activity = ACTIVITIES[entry.current.activity] if entry.current else _("Log entry")
    return f"{activity}, {show_date(entry.activity_date)}"


def entry_href(entry: LogEntry) -> str:
    return url_for("logbook.entry", placement_id=entry.placement_id, entry_id=entry.id)


def paper_title(paper: Asked) -> str:
    if paper.kind == "deliverable":
        return _deliverable_title(paper)
    case = library().case_studies.get(paper.name)
    name = case.title.get(language()) if case else paper.name
    return _("Case paper: %(case)s", case=name)


def _deliverable_title(work: Asked) -> str:
    """Its name is its own among all courses."""
    periods = (
        period
        for course in library().courses.values()
        for period in course.in_language(language()).fieldwork.periods
    )
    pieces = (row for period in periods for row in period.deliverables)
    return next((f"{row.code} {row.title}" for row in pieces if row.id == work.name), work.name)


def paper_href(paper: Asked) -> str:
    if paper.kind == "deliverable":
        return url_for("deliverables.deliverable", placement_id=paper.id, name=paper.name)
    return url_for("case_studies.paper", edition_id=paper.edition_id, case_id=paper.name)
