"""The post, and its translation into the language that an address names."""

from typing import NamedTuple

from flask import abort

from lms.accounts.access import allow, not_here
from lms.db import db
from lms.forum.models import Post
from lms.forum.views.finding import the_post
from lms.spaces.readers import Reader, this_reader
from lms.translations import policy, queries
from lms.translations.models import PostTranslation


class Asked(NamedTuple):
    """One post and one of the languages it is not written in."""

    reader: Reader
    post: Post
    language: str

    @property
    def row(self) -> PostTranslation | None:
        return db.session.scalars(queries.of(self.post, self.language)).one_or_none()

    def the_row(self) -> PostTranslation:
        return self.row or abort(404)


def standing_post(post_id: int, reader: Reader) -> Post:
    """Of a removed one nobody sees a translation either."""
    post = the_post(post_id, reader)
    return post if post.removed_at is None else not_here()


def asked(post_id: int, language: str) -> Asked:
    reader = this_reader()
    post = standing_post(post_id, reader)
    return Asked(reader, post, language) if language in policy.others_of(post) else not_here()


def asked_to_write(post_id: int, language: str) -> Asked:
    found = asked(post_id, language)
    allow(policy.can_translate(found.reader, found.post, found.post.topic))
    return found
