"""What a mail carries so that one click ends its like: whose it is, and of which topic or space."""

from typing import NamedTuple

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from lms.accounts.models import User
from lms.following import actions
from lms.forum.levels import Hears
from lms.forum.models import Level, Reason, Topic
from lms.notifications.actions import public

TOPIC, SPACE = "topic", "space"


class Stop(NamedTuple):
    """`level` is what they heard until then, and what they hear again when they take it back."""

    user_id: int
    what: str
    number: int
    level: Level


def stop_of(person: User, topic: Topic, hears: Hears, space: Level | None) -> Stop:
    """A mail that came because of the space ends with the mails of the space."""
    if hears.reason in {Reason.SPACE, Reason.LEADS}:
        return Stop(person.id, SPACE, topic.space_id, space or Level.FOLLOW)
    return Stop(person.id, TOPIC, topic.id, hears.level)


def address_of(stop: Stop) -> str:
    return public(f"/following/{token_of(stop)}")


def token_of(stop: Stop) -> str:
    return str(_serializer().dumps(stop))


def read_back(token: str) -> Stop | None:
    try:
        number, what, of, level = _serializer().loads(token)
        return Stop(int(number), str(what), int(of), Level(level))
    except (BadSignature, ValueError, TypeError):
        return None


def end(person: User, stop: Stop) -> None:
    if stop.what == TOPIC:
        actions.choose_for_topic(person, stop.number, Level.MUTE)
    else:
        actions.choose_for_space(person, stop.number, Level.NORMAL)


def take_back(person: User, stop: Stop) -> None:
    choose = actions.choose_for_topic if stop.what == TOPIC else actions.choose_for_space
    choose(person, stop.number, stop.level)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="following")
