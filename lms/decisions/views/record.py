"""All of a decision on one page and in files, for whoever keeps records."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, not_here, open_to
from lms.accounts.session import me
from lms.db import db
from lms.decisions import queries, taking_away
from lms.decisions.record import Record, as_csv, as_text, record_of
from lms.decisions.standing import versions_of
from lms.decisions.views import bp
from lms.documents import given_out
from lms.forum.views.finding import the_topic
from lms.spaces import policy as spaces
from lms.spaces.readers import Reader, this_reader

MOST_NAMES = 60


@bp.get("/topics/<int:topic_id>/record")
@open_to(Audience.EVERYONE)
def record(topic_id: int) -> ResponseReturnValue:
    found, reader = _record(topic_id)
    named = reader.person is not None and not found.decision.anonymous
    silent = queries.silent(found.decision, most=MOST_NAMES + 1)
    names = [row.name for row in db.session.scalars(silent)] if named else []
    return render_template(
        "decisions/record.html",
        record=found,
        silent=names[:MOST_NAMES],
        and_more=len(names) > MOST_NAMES,
        can_lead=spaces.can_lead(reader, found.topic.space),
    )


@bp.get("/topics/<int:topic_id>/record.csv")
@open_to(Audience.EVERYONE)
def record_csv(topic_id: int) -> ResponseReturnValue:
    return given_out(as_csv(_record(topic_id)[0]))


@bp.get("/topics/<int:topic_id>/record.txt")
@open_to(Audience.EVERYONE)
def record_text(topic_id: int) -> ResponseReturnValue:
    found = _record(topic_id)[0]
    return given_out(as_text(found, render_template("decisions/record.txt", record=found)))


def _record(topic_id: int) -> tuple[Record, Reader]:
    reader = this_reader()
    topic = the_topic(topic_id, reader)
    versions = versions_of(topic.id, reader.person, at=clock.now())
    return record_of(topic, versions) if versions else not_here(), reader


@bp.post("/topics/<int:topic_id>/voices/<uuid:key>/removal")
@open_to(Audience.MEMBERS)
def remove_reason(topic_id: int, key: UUID) -> ResponseReturnValue:
    """Words that should not stand there; the voice counts as before."""
    found, reader = _record(topic_id)
    allow(spaces.can_lead(reader, found.topic.space))
    seen = (voice for version in found.versions for _said, voice in version.reasons)
    stance = next((voice for voice in seen if voice.key == key), None) or abort(404)
    taking_away.silence(stance, by=me(), at=clock.now())
    flash(_("The words are removed. The voice counts as before."))
    return redirect(url_for(".record", topic_id=topic_id), 303)
