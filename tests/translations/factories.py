"""Translations for tests."""

from datetime import datetime

from lms.db import db
from lms.forum.models import Post
from lms.translations import actions
from lms.translations.actions import Wording
from lms.translations.models import PostTranslation, mark_of
from tests.people import People

FRENCH = "Demandez d’abord un **cinquième** à chaque entreprise."


def translated(post: Post, people: People, *, at: datetime, body: str = FRENCH) -> PostTranslation:
    """Into French, by the classmate."""
    wording = Wording("", body, mark_of(post))
    row = actions.write(post, "fr", wording, by=people.classmate, at=at)
    db.session.commit()
    return row
