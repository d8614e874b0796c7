from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.jobs.models import Job
from tests.people import People, a_person
from tests.visitor import Visitor


@pytest.mark.parametrize("count", [1, 3])
def test_people_are_listed_with_as_many_statements_for_many_as_for_one(
    visitor: Visitor, people: People, count: int
) -> None:
    for number in range(count):
        a_person(f"person{number}")

    visitor.signed_in(people.administrator).get("/admin/people")

    assert len(visitor.all("ul.rows > li")) == count + 1
    assert visitor.statements == 3


def test_people_follow_page_by_page(visitor: Visitor, people: People) -> None:
    for number in range(60):
        a_person(f"person{number:02d}")
    visitor.signed_in(people.administrator).get("/admin/people")
    assert len(visitor.all("ul.rows > li")) == 50

    visitor.get(str(visitor.all("nav.pagination a[rel=next]")[0].attrs["href"]))

    assert len(visitor.all("ul.rows > li")) == 11


def test_people_are_found_by_a_part_of_name_or_address(visitor: Visitor, people: People) -> None:
    for number in range(60):
        a_person(f"person{number:02d}")
    a_person("zora").name = "Zora Núñez 100%"
    a_person("oesten").name = "ÉLISE Œsten-Øby"
    db.session.commit()
    visitor.signed_in(people.administrator)

    for called, count in (
        ("núñez zora", 1),
        ("NUNEZ", 1),
        ("élise", 1),
        ("elise oesten oby", 1),
        ("ŒSTEN", 1),
        ("ZORA@", 1),
        ("100%", 1),
        ("%", 1),
        ("nobody", 0),
    ):
        visitor.get(f"/admin/people?{urlencode({'q': called})}")
        assert len(visitor.all("ul.rows > li")) == count, called
    assert "Nobody is called so." in visitor.text()
    visitor.get("/admin/people?q=person")
    visitor.get(str(visitor.all("nav.pagination a[rel=next]")[0].attrs["href"]))
    assert len(visitor.all("ul.rows > li")) == 10
    assert visitor.all("#q")[0].attrs["value"] == "person"


def test_a_coordinator_sees_people_but_makes_no_administrator(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.coordinator).get("/admin/people")
    form = {"email": "new@people.example", "site_role": "administrator"}

    visitor.post("/admin/people", form, status=404)

    assert db.session.scalars(select(User).where(User.email == form["email"])).all() == []


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"email": "", "site_role": ""}, "Write an e-mail address."),
        ({"email": "not an address", "site_role": ""}, "It looks like ana@example.org"),
        ({"email": "a@b.example", "site_role": "king"}, "Not a valid choice"),
    ],
)
def test_a_wrong_invitation_says_what_is_wrong(
    visitor: Visitor, people: People, form: dict[str, str], sentence: str
) -> None:
    visitor.signed_in(people.administrator)

    visitor.post("/admin/people", form | {"name": "Kept Name"}, status=422)

    assert sentence in visitor.text()
    assert 'value="Kept Name"' in visitor.page.to_html()


def test_failed_jobs_are_seen_by_administrators_only(visitor: Visitor, people: People) -> None:
    now = datetime.now(UTC)
    db.session.add(
        Job(
            kind="mail",
            payload={},
            state="dead",
            attempts=5,
            created_at=now,
            run_at=now,
            last_error="SMTPConnectError: no answer",
        )
    )
    db.session.commit()

    visitor.signed_in(people.administrator).get("/admin/health")
    assert "SMTPConnectError: no answer" in visitor.text()

    visitor.signed_in(people.coordinator).get("/admin/health", status=404)


def test_every_component_stands_on_one_page(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.administrator).get("/admin/components")
    for part in ("button", "field", "card", "table", "badge", "tabs", "timeline", "empty"):
        assert visitor.all(f".{part}"), part
