"""By what the voices of one person are known as one person's, named or anonymous.

In an anonymous one it is a digest under the secret of the site: neither a page, an export nor a
copy of the database leads from a voice to who gave it. A site that changes its secret keeps the
former ones for a while (`SECRET_KEY_FALLBACKS`), so nobody is counted twice.
"""

import hmac
from collections.abc import Sequence

from flask import current_app

from lms.accounts.models import User
from lms.decisions.models import Decision


def voters(decision: Decision, person: User) -> Sequence[str]:
    """The one to write, then those under which they may have spoken before."""
    return (
        anonymous_voters(decision.topic_id, person.id)
        if decision.anonymous
        else [named_voter(person)]
    )


def every_voter(topic_id: int, person: User | None) -> Sequence[str]:
    """Before it is known which of both the decision of a topic is. No name is like a digest."""
    return [named_voter(person), *anonymous_voters(topic_id, person.id)] if person else []


def named_voter(person: User) -> str:
    return str(person.id)


def anonymous_voters(topic_id: int, person_id: int) -> Sequence[str]:
    keys = [current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"]]
    text = f"decision {topic_id} {person_id}".encode()
    return [hmac.digest(str(key).encode(), text, "sha256").hex() for key in keys]
