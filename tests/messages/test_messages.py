"""A coordinator writes to a group: to whom is shown first, it goes once, and it is kept."""

from typing import Any

import pytest
from sqlalchemy import select

from lms.db import db
from lms.editions.models import Role
from lms.jobs.models import Job
from lms.messages.models import Message, MessageReceiver
from lms.notifications.actions import choose
from lms.notifications.models import Category, How, Notice
from tests.fieldwork.factories import a_placement
from tests.people import People, a_person, enrol
from tests.visitor import Visitor

TEXT = {"group": "", "supervisor": "", "subject": "Bring your maps", "body": "On Monday.\nThanks!"}
WHO = {"coordinator": 200, "administrator": 200, "trainer": 403, "trainee": 403, "outsider": 404}


def here(people: People) -> str:
    return f"/editions/{people.edition.id}/messages"


def hidden(visitor: Visitor) -> dict[str, str]:
    """What the preview sends on."""
    fields = {
        node.attrs["name"]: node.attrs.get("value") or ""
        for node in visitor.all("main form input")
        if node.attrs["name"] != "csrf_token"
    }
    body = visitor.all("main textarea[name=body]")[0]
    return fields | {"body": body.typed()}


def written(visitor: Visitor, people: People, **changes: str) -> dict[str, str]:
    """Looked at on the preview, not sent yet."""
    visitor.signed_in(people.coordinator).post(
        f"{here(people)}/preview", TEXT | changes, status=200
    )
    return hidden(visitor)


def receivers() -> list[int]:
    return list(db.session.scalars(select(MessageReceiver.user_id).order_by("user_id")))


def letters() -> list[dict[str, Any]]:
    return [row.payload for row in db.session.scalars(select(Job).order_by(Job.id))]


def test_it_goes_to_everybody_as_mail(visitor: Visitor, people: People) -> None:
    trainee, classmate = people.trainee, people.classmate
    fields = written(visitor, people)
    assert visitor.all("h1")[0].to_text() == "To 2 trainees"
    assert "Ana Example, Bruno Example" in visitor.text()
    assert letters() == []

    visitor.post(here(people), fields)

    assert receivers() == [trainee.id, classmate.id]
    letter = letters()[0]
    assert letter["to"] == trainee.email
    assert letter["subject"] == "Carlos Example writes: Bring your maps"
    assert "On Monday.\nThanks!" in letter["body"]


def test_it_stands_on_today_until_it_is_read(visitor: Visitor, people: People) -> None:
    trainee = people.trainee
    assert people.classmate
    visitor.post(here(people), written(visitor, people))
    reader = Visitor(visitor.app).signed_in(trainee)
    reader.get("/")
    assert "Bring your maps Message for you" in reader.text()
    reader.get(reader.all("ul.waiting a")[0].attrs["href"])
    assert "On Monday." in reader.text()
    reader.get("/")
    assert "Bring your maps" not in reader.text(), "it was read"
    visitor.get(here(people))
    assert "Bring your maps" in visitor.text()
    assert "Carlos Example" in visitor.text()
    assert "1 of 2 opened it here" in visitor.text()


def test_a_second_click_sends_nothing_more(visitor: Visitor, people: People) -> None:
    assert people.trainee
    fields = written(visitor, people)

    visitor.post(here(people), fields)
    visitor.post(here(people), fields)

    assert len(db.session.scalars(select(Message)).all()) == 1
    assert len(letters()) == 1


def test_a_group_gets_what_the_page_of_progress_lists(visitor: Visitor, people: People) -> None:
    a_placement(people, days_ago=20)
    assert people.classmate
    fields = written(visitor, people, group="silent")

    visitor.post(here(people), fields)

    assert receivers() == [people.trainee.id]


def test_the_trainees_of_one_supervisor(visitor: Visitor, people: People) -> None:
    a_placement(people, days_ago=3)
    a_placement(people, trainee=people.classmate, supervisor=people.other_supervisor, days_ago=3)
    fields = written(visitor, people, supervisor=str(people.other_supervisor.id))

    visitor.post(here(people), fields)

    assert receivers() == [people.classmate.id]


def test_a_group_that_changed_is_shown_again(visitor: Visitor, people: People) -> None:
    assert people.trainee
    fields = written(visitor, people)
    enrol(a_person("dora"), people.edition, Role.TRAINEE)

    visitor.post(here(people), fields, status=409)

    assert "The group has changed since this page was shown." in visitor.text()
    assert receivers() == []
    visitor.post(here(people), hidden(visitor))
    assert len(receivers()) == 2


def test_who_wants_no_mail_finds_it_on_today_alone(visitor: Visitor, people: People) -> None:
    choose(people.trainee, {Category.MESSAGES: How.NEVER})
    choose(people.classmate, {Category.MESSAGES: How.DAILY})

    visitor.post(here(people), written(visitor, people))

    assert letters() == []
    waiting = select(Notice.user_id).where(Notice.mailed_at.is_(None)).order_by(Notice.user_id)
    assert db.session.scalars(waiting).all() == [people.trainee.id, people.classmate.id]


def test_it_can_be_changed_after_a_look(visitor: Visitor, people: People) -> None:
    assert people.trainee
    fields = written(visitor, people, subject="Brng your maps")

    visitor.post(f"{here(people)}/rewriting", fields, status=200)

    assert visitor.all("#subject")[0].attrs["value"] == "Brng your maps"
    assert "Thanks!" in visitor.all("#body")[0].to_text()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("subject", " ", "Write in a few words what it is about."),
        ("subject", "s" * 121, "Shorten this to 120 characters."),
        ("body", "", "Write what you want to say."),
        ("body", "b" * 4001, "Shorten this to 4000 characters."),
        ("group", "friends", "Not a valid choice"),
        ("supervisor", "7", "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(
    visitor: Visitor, people: People, field: str, value: str, sentence: str
) -> None:
    visitor.signed_in(people.coordinator)

    for action in ("/preview", ""):
        visitor.post(here(people) + action, TEXT | {field: value}, status=422)
        assert sentence in visitor.text()
    assert receivers() == []


@pytest.mark.long
def test_two_hundred_cost_as_much_as_one(visitor: Visitor, people: People) -> None:
    for number in range(200):
        enrol(a_person(f"t{number:03}"), people.edition, Role.TRAINEE)

    visitor.post(here(people), written(visitor, people))

    assert len(letters()) == 200


@pytest.mark.parametrize(("name", "status"), WHO.items())
def test_only_who_runs_the_edition_writes(
    visitor: Visitor, people: People, name: str, status: int
) -> None:
    visitor.signed_in(getattr(people, name))

    for page in ("", "/new"):
        visitor.get(here(people) + page, status=status)
    visitor.post(f"{here(people)}/preview", TEXT, status=status)
    visitor.post(here(people), TEXT, status=409 if status == 200 else status)


def test_a_message_is_for_who_got_it(visitor: Visitor, people: People) -> None:
    assert people.trainee
    visitor.post(here(people), written(visitor, people))
    number = db.session.scalars(select(Message.id)).one()

    Visitor(visitor.app).signed_in(people.outsider).get(f"/messages/{number}", status=404)
