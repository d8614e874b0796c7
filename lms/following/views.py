from collections.abc import Collection

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.accounts.session import me, me_or_none
from lms.db import db
from lms.following import actions, queries
from lms.following.vocabulary import OF_SPACES, OF_TOPICS, REASONS
from lms.forum import levels
from lms.forum.levels import Hears
from lms.forum.models import Level
from lms.forum.views.finding import the_topic
from lms.spaces import actions as spaces
from lms.spaces.finding import the_space
from lms.spaces.models import Space
from lms.spaces.readers import this_reader

bp = Blueprint("following", __name__)


@bp.app_context_processor
def words() -> dict[str, object]:
    """What the pages of a topic and of a space say about it."""
    return {
        "HEARING_REASONS": REASONS,
        "LEVELS_OF_TOPICS": OF_TOPICS,
        "LEVELS_OF_SPACES": OF_SPACES,
        "heard_of_space": heard_of_space,
    }


def heard_of_space(space: Space) -> Hears:
    """How much the reader of this page hears of it."""
    person = me_or_none()
    row = None
    if person is not None and space.id:
        row = db.session.scalars(queries.of_space(person, space.id)).one_or_none()
    chosen = Level(row.level) if row else None
    return levels.of_space(chosen, leads=levels.leads_it(this_reader(), space))


@bp.post("/topics/<int:topic_id>/level")
@open_to(Audience.MEMBERS)
def choose_for_topic(topic_id: int) -> ResponseReturnValue:
    topic = the_topic(topic_id, this_reader())
    actions.choose_for_topic(me(), topic.id, _chosen(OF_TOPICS))
    return redirect(url_for("forum.topic", topic_id=topic.id, _anchor="level"), 303)


@bp.post("/forum/<slug>/level")
@open_to(Audience.MEMBERS)
def choose_for_space(slug: str) -> ResponseReturnValue:
    space = spaces.kept(the_space(slug, this_reader()))
    actions.choose_for_space(me(), space.id, _chosen(OF_SPACES))
    return redirect(url_for("forum.space", slug=space.slug, _anchor="level"), 303)


def _chosen(levels: Collection[Level]) -> Level:
    """The button that was pressed."""
    written = request.form.get("level", "")
    return Level(written) if written in levels else abort(400)
