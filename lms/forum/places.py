"""The spaces of the reader of this request with the tags in each: one statement for a page."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import g

from lms.db import db
from lms.forum import tagged
from lms.spaces.models import Space
from lms.spaces.readers import this_reader
from lms.tags.vocabulary import Label, labels_of


class Place(NamedTuple):
    space: Space
    tags: Sequence[Label]


def my_places() -> Sequence[Place]:
    """Spaces that are used."""
    if "places" not in g:
        rows = db.session.execute(tagged.spaces_with_tags(this_reader()))
        g.places = [Place(space, labels_of(written)) for space, written in rows]
    known: Sequence[Place] = g.places
    return known
