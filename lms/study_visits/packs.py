"""What is needed on a day as one file: no address outside it, for paper and for no connection."""

from base64 import b64encode
from hashlib import sha256

from flask import render_template

from lms import clock
from lms.accounts.session import me
from lms.agendas.snapshots import Item
from lms.class_sessions.times import city
from lms.class_sessions.times import clock as wall
from lms.i18n import LANGUAGE_NAMES, language_called
from lms.study_visits import policy
from lms.study_visits.days import Day
from lms.study_visits.models import LONGEST_OF_OBSERVATION, VisitQuestion
from lms.study_visits.vocabulary import HOST_KINDS

LARGEST = 200 * 1024


def pack_of(this: Day) -> bytes:
    """As its reader may see it; the policy in it allows its own script and nothing from outside."""
    programme = this.here.programme
    page = render_template(
        "study_visits/pack.html",
        programme=programme,
        this=this,
        hours={item.id: _hours(item) for item in this.items},
        city=city(programme.time_zone),
        questions=_questions(this),
        today=policy.begun_everywhere(clock.now()),
        digest=_digest(render_template("study_visits/pack.js")),
        LONGEST=LONGEST_OF_OBSERVATION,
        HOST_KINDS=HOST_KINDS,
        language_called=language_called,
        LANGUAGE_NAMES=LANGUAGE_NAMES,
    )
    return page.encode()


def _questions(this: Day) -> dict[int, list[VisitQuestion]]:
    """The chosen ones of each visit whose questions the reader may see by now."""
    found, now = {}, clock.now()
    for seen in this.visits:
        asked = seen.visit.questions
        own = any(row.author_id == me().id for row in asked)
        if policy.sees_questions(this.here, seen.item, has_asked=own, at=now):
            found[seen.visit.id] = [row for row in asked if row.chosen_at]
    return found


def _hours(item: Item) -> str:
    return f"{wall(item.starts_at, item.zone)}–{wall(item.ends_at, item.zone)}"


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()
