"""The post, and its translation into the language that an address names."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import abort, request, url_for

from lms.accounts.access import allow, not_here
from lms.db import db
from lms.forum.models import Post
from lms.forum.views.finding import the_post
from lms.spaces.readers import Reader, this_reader
from lms.translations import policy, queries
from lms.translations.models import Kind, PostTranslation


class Asked(NamedTuple):
    """One post and one of the languages it is not written in."""

    reader: Reader
    post: Post
    language: str

    @property
    def kind(self) -> str:
        """Of the one that is meant; empty means that which comes first."""
        kind = request.values.get("kind", "")
        return kind if not kind or kind in list(Kind) else abort(400)

    def rows(self) -> Sequence[PostTranslation]:
        """What is meant, and what there is beside it: of people, or of a machine."""
        rows = db.session.scalars(queries.into(self.post, self.language)).all()
        return sorted(rows, key=lambda row: row.kind != self.kind) if self.kind else rows

    def the_row(self) -> PostTranslation:
        """That on which somebody acts: the page has said which."""
        query = queries.of(self.post, self.language, Kind(self.kind or Kind.HUMAN))
        return db.session.scalars(query).one_or_none() or abort(404)


def address_of(row: PostTranslation) -> str:
    """A machine's words stand behind those of people, under an address that says so."""
    return url_for(
        ".translation",
        post_id=row.post_id,
        language=row.language,
        kind=row.kind if row.is_of_machine else None,
    )


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
