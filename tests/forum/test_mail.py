"""Two conditions say who sees a space: one for a reader, one for many at once."""

from datetime import datetime

from flask import Flask
from sqlalchemy import literal, select

from lms.db import db
from lms.spaces.models import Kind, Space
from lms.spaces.queries import seen_by_each
from tests.access_table import WHO
from tests.forum.factories import a_space, a_topic, space_of
from tests.people import People
from tests.visitor import Visitor


def test_a_mail_sees_what_the_pages_show(app: Flask, people: People, now: datetime) -> None:
    a_topic(space_of(people.edition, at=now), people.trainer, at=now)
    for kind in (Kind.PUBLIC, Kind.THEME, Kind.PROJECT, Kind.STAFF):
        a_topic(a_space(kind, name=kind.value, at=now), people.administrator, at=now)
    for who in WHO[1:]:
        person = getattr(people, who)
        visitor = Visitor(app).signed_in(person)
        visitor.get("/forum")
        linked = {
            link.attrs["href"].removeprefix("/forum/") for link in visitor.all(".row-title a")
        }
        slugs = db.session.scalars(select(Space.slug).where(seen_by_each(literal(person.id))))
        assert linked - {f"edition-{people.other_edition.id}"} == set(slugs), who
