"""The hours that a time poll found."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.db import db
from lms.decisions.standing import Said, Standing, standing_of
from lms.meetings import queries
from lms.meetings.groups import the_group
from lms.meetings.models import Kind, Ref
from lms.meetings.views import bp

USUAL_MINUTES = 60


@bp.get("/topics/<int:topic_id>/meetings/new")
@open_to(Audience.MEMBERS)
def found_in(topic_id: int) -> ResponseReturnValue:
    """Of a closed time poll: those that suit most first, each to be fixed."""
    asked = db.session.scalars(queries.group_poll(topic_id)).one_or_none()
    group = the_group(asked.ref if asked else Ref(Kind.POLL, topic_id))
    standing = standing_of(topic_id, me(), at=clock.now())
    if standing is None or standing.is_open:
        abort(404)
    return render_template(
        "meetings/found_in.html",
        group=group,
        topic_id=topic_id,
        options=_best_first(standing),
        minutes=asked.minutes if asked else USUAL_MINUTES,
        now=clock.now(),
    )


def _best_first(standing: Standing) -> list[Said]:
    hours = [said for said in standing.options if said.option.starts_at]
    return sorted(hours, key=lambda said: -len(said.voices))
