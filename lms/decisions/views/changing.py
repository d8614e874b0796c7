"""What who began a decision, or leads its space, does with it: amend, move, close, conclude."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.class_sessions.times import offset, readers_zone
from lms.decisions import actions, concluding, policy
from lms.decisions.forms.changing import (
    AMENDMENTS,
    AmendmentForm,
    ClosingForm,
    ClosingNowForm,
    OutcomeForm,
)
from lms.decisions.models import Method, Outcome
from lms.decisions.standing import Standing
from lms.decisions.views import bp
from lms.decisions.views.finding import the_decision
from lms.decisions.waiting import words_in
from lms.forum.held.actions import leads_away_unseen
from lms.forum.models import Topic
from lms.forum.views.writing import links_wait
from lms.spaces.readers import this_reader


def _to_change(topic_id: int) -> tuple[Topic, Standing]:
    topic, standing, reader = the_decision(topic_id)
    allow(policy.can_change(reader, topic, standing.decision, at=clock.now()))
    return topic, standing


@contextmanager
def _unless_closed() -> Iterator[None]:
    """Somebody closed or withdrew it at the same moment: as if they had before."""
    try:
        yield
    except actions.ClosedError:
        abort(403)


def _back(topic: Topic) -> ResponseReturnValue:
    return redirect(url_for("forum.topic", topic_id=topic.id, _anchor="decision"), 303)


@bp.get("/topics/<int:topic_id>/versions/new")
@open_to(Audience.MEMBERS)
def new_version(topic_id: int) -> ResponseReturnValue:
    topic, standing = _to_change(topic_id)
    kind, zone, before = _amendment(standing), readers_zone(), standing.proposed
    form = kind(zone=zone, version=str(standing.proposal.no), **kind.filled(before, zone))
    return _amendment_page(topic, standing, form)


@bp.post("/topics/<int:topic_id>/versions")
@open_to(Audience.MEMBERS)
def amend(topic_id: int) -> ResponseReturnValue:
    topic, standing = _to_change(topic_id)
    form = _amendment(standing)(zone=readers_zone())
    if not form.accepted():
        return _amendment_page(topic, standing, form), 422
    words, at = form.reason.data or "", clock.now()
    said = "\n\n".join([words, *words_in(form.proposed())])
    if leads_away_unseen(said, this_reader(), before="\n\n".join(words_in(standing.proposed))):
        form.reason.errors = [links_wait()]
        return _amendment_page(topic, standing, form), 422
    try:
        with _unless_closed():
            actions.amend(standing.decision, form.seen, form.proposed(), words, by=me(), at=at)
    except actions.AmendedError:
        topic, now = _to_change(topic_id)
        form.version.data = str(now.proposal.no)
        return _amendment_page(topic, now, form, changed=True), 409
    flash(_("The new version is there. Everybody is asked anew."))
    return _back(topic)


def _amendment(standing: Standing) -> type[AmendmentForm]:
    return AMENDMENTS[Method(standing.decision.method)]


def _amendment_page(
    topic: Topic, standing: Standing, form: AmendmentForm, *, changed: bool = False
) -> str:
    return render_template(
        "decisions/new_version.html",
        topic=topic,
        standing=standing,
        form=form,
        clock_shows=offset(clock.now(), form.zone),
        changed=changed,
    )


@bp.get("/topics/<int:topic_id>/closing")
@open_to(Audience.MEMBERS)
def edit_closing(topic_id: int) -> ResponseReturnValue:
    topic, standing = _to_change(topic_id)
    zone = readers_zone()
    here = standing.decision.closes_at.astimezone(zone)
    form = ClosingForm(zone=zone, closes_on=here.date(), closes_at=here.time())
    return _closing_page(topic, form, ClosingNowForm(prefix="now-"))


@bp.post("/topics/<int:topic_id>/closings")
@open_to(Audience.MEMBERS)
def move_closing(topic_id: int) -> ResponseReturnValue:
    topic, standing = _to_change(topic_id)
    form = ClosingForm(zone=readers_zone())
    if not form.accepted() or form.moment is None:
        return _closing_page(topic, form, ClosingNowForm(formdata=None, prefix="now-")), 422
    reason, at = form.reason.data or "", clock.now()
    with _unless_closed():
        actions.move_closing(standing.decision, form.moment, reason, by=me(), at=at)
    flash(_("The closing is moved; your reason stands in the record."))
    return _back(topic)


@bp.post("/topics/<int:topic_id>/closing")
@open_to(Audience.MEMBERS)
def close_now(topic_id: int) -> ResponseReturnValue:
    topic, standing = _to_change(topic_id)
    form = ClosingNowForm(prefix="now-")
    if not form.accepted():
        zone = readers_zone()
        here = standing.decision.closes_at.astimezone(zone)
        other = ClosingForm(formdata=None, zone=zone, closes_on=here.date(), closes_at=here.time())
        return _closing_page(topic, other, form), 422
    at = clock.now()
    with _unless_closed():
        actions.move_closing(standing.decision, at, form.reason.data or "", by=me(), at=at)
    flash(_("It is closed. Write what was decided."))
    return _back(topic)


def _closing_page(topic: Topic, form: ClosingForm, now_form: ClosingNowForm) -> str:
    return render_template(
        "decisions/edit_closing.html",
        topic=topic,
        form=form,
        now_form=now_form,
        clock_shows=offset(clock.now(), form.zone),
    )


@bp.get("/topics/<int:topic_id>/outcome")
@open_to(Audience.MEMBERS)
def new_outcome(topic_id: int) -> ResponseReturnValue:
    topic, standing = _to_conclude(topic_id)
    before = standing.outcome
    said = {"text": before.text, "review_on": before.review_on} if before else {}
    form = OutcomeForm(version=_number_of(before), **said)
    return _outcome_page(topic, standing, form)


@bp.post("/topics/<int:topic_id>/outcomes")
@open_to(Audience.MEMBERS)
def conclude(topic_id: int) -> ResponseReturnValue:
    topic, standing = _to_conclude(topic_id)
    form = OutcomeForm()
    if not form.accepted():
        return _outcome_page(topic, standing, form), 422
    text, day, before = form.text.data or "", form.review_on.data, standing.outcome
    if leads_away_unseen(text, this_reader(), before=before.text if before else ""):
        form.text.errors = [links_wait()]
        return _outcome_page(topic, standing, form), 422
    try:
        with _unless_closed():
            concluding.conclude(standing.decision, form.seen, text, day, by=me(), at=clock.now())
    except actions.AmendedError:
        topic, now = _to_conclude(topic_id)
        form.version.data = _number_of(now.outcome)
        return _outcome_page(topic, now, form, changed=True), 409
    flash(_("The outcome stands above the topic."))
    return _back(topic)


def _to_conclude(topic_id: int) -> tuple[Topic, Standing]:
    topic, standing, reader = the_decision(topic_id)
    allow(policy.can_conclude(reader, topic, standing.decision, at=clock.now()))
    return topic, standing


def _number_of(outcome: Outcome | None) -> str:
    return str(outcome.no if outcome else 0)


def _outcome_page(
    topic: Topic, standing: Standing, form: OutcomeForm, *, changed: bool = False
) -> str:
    return render_template(
        "decisions/new_outcome.html", topic=topic, standing=standing, form=form, changed=changed
    )
