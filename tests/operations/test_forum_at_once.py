"""Two hands at one post, each with a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.forum.models import Post
from lms.reactions.models import Reaction
from lms.translations.models import PostTranslation, mark_of
from tests.forum.factories import a_post, a_topic, space_of
from tests.people import PASSWORD, People
from tests.visitor import Visitor

pytestmark = pytest.mark.long


@pytest.fixture
def people(own_app: Flask) -> People:
    del own_app
    return People()


@pytest.fixture
def post(people: People) -> Post:
    now = datetime.now(UTC)
    topic = a_topic(space_of(people.edition, at=now), people.coordinator, at=now)
    return a_post(topic, people.trainer, "Ask each firm for a fifth.", at=now)


def test_of_two_who_translate_at_once_one_is_kept_and_the_other_told(
    own_app: Flask, people: People, post: Post
) -> None:
    path = f"/p/{post.id}/translations/fr"
    form = {"source": mark_of(post), "seen": "0"}
    texts = ["Demandez un cinquième.", "Demandez un cinquième à chacune."]
    answers = sent_at_once(
        own_app,
        [people.trainee, people.classmate],
        path,
        [form | {"body": text} for text in texts],
    )
    assert sorted(answers) == [303, 422]
    kept = db.session.scalars(select(PostTranslation)).one()
    assert kept.body == texts[answers.index(303)]


def test_of_four_clicks_one_is_counted(own_app: Flask, people: People, post: Post) -> None:
    clicks = [{"kind": "useful"}] * 4
    answers = sent_at_once(own_app, [people.trainee] * 4, f"/p/{post.id}/reactions", clicks)
    assert answers == [303] * 4
    assert db.session.scalars(select(Reaction)).one().kind == "useful"


def sent_at_once(
    app: Flask, people: list[User], path: str, forms: list[dict[str, str]]
) -> list[int]:
    visitors = [signed_in(app, person) for person in people]
    ready = [
        form | {"csrf_token": visitor.token()}
        for visitor, form in zip(visitors, forms, strict=True)
    ]

    def send(visitor: Visitor, form: dict[str, str]) -> int:
        return visitor.client.post(path, data=form).status_code

    with ThreadPoolExecutor(len(visitors)) as pool:
        return list(pool.map(send, visitors, ready))


def signed_in(app: Flask, person: User) -> Visitor:
    db.session.commit()
    visitor = Visitor(app)
    visitor.post("/login", {"email": person.email, "password": PASSWORD})
    return visitor
