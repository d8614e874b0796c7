"""The visits of a programme, and one of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from itertools import groupby

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.class_sessions.times import city, readers_zone, times_of
from lms.db import db
from lms.forms import drafts_done
from lms.i18n import language
from lms.programmes.finding import Here, the_programme, the_programme_i_run
from lms.programmes.models import Slot
from lms.projects import queries as projects
from lms.study_visits import actions, beside, policy, queries
from lms.study_visits.actions import Description, TakenError
from lms.study_visits.days import days_of
from lms.study_visits.finding import At, the_visit, the_visit_i_edit, visits_seen
from lms.study_visits.forms import QuestionForm, VisitForm
from lms.study_visits.models import Observation, StudyVisit
from lms.study_visits.photo_models import Photo
from lms.study_visits.photo_queries import shown, with_observations
from lms.study_visits.views import bp


@bp.get("/programmes/<int:programme_id>/visits")
@open_to(Audience.MEMBERS)
def visits(programme_id: int) -> ResponseReturnValue:
    """All of them for those of the programme; for others what the hosts made public."""
    here, reader = the_programme(programme_id), readers_zone()
    rows = [(seen, times_of(seen.item, reader)) for seen in visits_seen(here)]
    return render_template(
        "study_visits/visits.html",
        here=here,
        programme=here.programme,
        inside=policy.is_inside(here),
        week=days_of(here.programme),
        days=[(day, list(found)) for day, found in groupby(rows, lambda row: row[1].on)],
        today=policy.begun_everywhere(clock.now()),
        city=city(here.programme.time_zone),
    )


@bp.get("/programmes/<int:programme_id>/visits/<int:visit_id>")
@open_to(Audience.MEMBERS)
def visit(programme_id: int, visit_id: int) -> ResponseReturnValue:
    at = the_visit(programme_id, visit_id)
    return visit_page(at, QuestionForm(language=language()))


def visit_page(at: At, form: QuestionForm) -> str:
    """`form` asks a question."""
    now, inside = clock.now(), at.seen.inside
    own = any(row.author_id == me().id for row in at.visit.questions)
    item = at.seen.item
    return render_template(
        "study_visits/visit.html",
        here=at.here,
        programme=at.here.programme,
        seen=at.seen,
        visit=at.visit,
        times=times_of(item, readers_zone()),
        today=policy.begun_everywhere(now),
        sees_questions=policy.sees_questions(at.here, item, has_asked=own, at=now),
        questions=sorted(at.visit.questions, key=lambda row: row.chosen_at is None),
        form=form if policy.can_ask(at.here, item, now) else None,
        observations=_observations(at.visit) if inside else {},
        photos=[] if inside else db.session.scalars(shown(me(), visit_id=at.visit.id)).all(),
        can_look_after=partial(policy.can_look_after_photos, me(), leads=at.seen.leads),
        parts=beside.parts_beside(at.visit),
    )


def _observations(visit: StudyVisit) -> dict[Observation, list[Photo]]:
    found: dict[Observation, list[Photo]] = defaultdict(list)
    for row, photo in db.session.execute(with_observations(visit)):
        found[row].extend([photo] if photo else [])
    return found


@bp.get("/programmes/<int:programme_id>/visits/new")
@open_to(Audience.MEMBERS)
def new_visit(programme_id: int) -> ResponseReturnValue:
    here = the_programme_i_run(programme_id)
    slots = db.session.scalars(queries.free_slots(here.programme)).all()
    return _form_page(here, _form(here, slots), has_room=bool(slots))


@bp.post("/programmes/<int:programme_id>/visits")
@open_to(Audience.MEMBERS)
def describe_visit(programme_id: int) -> ResponseReturnValue:
    here = the_programme_i_run(programme_id)
    form = _form(here)
    row = _kept(form, lambda said: actions.describe(here.programme, said, at=clock.now()))
    if row is None:
        return _form_page(here, form), 422
    drafts_done(f"{me().id}:visit-{programme_id}-new")
    flash(_("The visit is kept. Note next what the host allows."))
    return redirect(url_for(".visit", programme_id=programme_id, visit_id=row.id), 303)


@bp.get("/programmes/<int:programme_id>/visits/<int:visit_id>/edit")
@open_to(Audience.MEMBERS)
def edit_visit(programme_id: int, visit_id: int) -> ResponseReturnValue:
    at = the_visit_i_edit(programme_id, visit_id)
    form = _form(at.here, **VisitForm.said(at.visit))
    return _form_page(at.here, form, at.visit)


@bp.post("/programmes/<int:programme_id>/visits/<int:visit_id>")
@open_to(Audience.MEMBERS)
def change_visit(programme_id: int, visit_id: int) -> ResponseReturnValue:
    at = the_visit_i_edit(programme_id, visit_id)
    db.hold(at.here.programme)
    form = _form(at.here)
    if _kept(form, lambda said: actions.change(at.visit, said)) is None:
        return _form_page(at.here, form, at.visit), 422
    drafts_done(f"{me().id}:visit-{programme_id}-{visit_id}")
    flash(_("The changes are saved."))
    return redirect(url_for(".visit", programme_id=programme_id, visit_id=visit_id), 303)


def _kept(form: VisitForm, keep: Callable[[Description], StudyVisit]) -> StudyVisit | None:
    """None where the form says what is wrong."""
    if not form.accepted():
        return None
    try:
        return keep(form.description())
    except TakenError:
        form.slot_id.errors = [_("Another visit is at this time already. Choose another one.")]
        return None


def _form(here: Here, slots: Iterable[Slot] | None = None, **filled_in: object) -> VisitForm:
    if slots is None:
        slots = db.session.scalars(queries.visiting_slots(here.programme))
    found = db.session.scalars(projects.projects())
    return VisitForm(programme=here.programme, slots=slots, projects=found, **filled_in)


def _form_page(
    here: Here, form: VisitForm, visit: StudyVisit | None = None, *, has_room: bool = True
) -> str:
    return render_template(
        "study_visits/describe.html",
        here=here,
        programme=here.programme,
        form=form,
        visit=visit,
        has_room=has_room,
        city=city(here.programme.time_zone),
    )
