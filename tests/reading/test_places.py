from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from lms.content import library
from lms.db import db
from lms.editions.models import ReadingPlace
from tests.people import People
from tests.visitor import Visitor

COURSE = "/courses/cluster-broker"
LESSON = f"{COURSE}/a1-2"


def places() -> list[tuple[str, str, str]]:
    return [(row.kind, row.ref, row.section) for row in db.session.scalars(select(ReadingPlace))]


def heading(number: int) -> str:
    return library().courses["cluster-broker"].lesson("a1-2").body.contents[number].id


def ways(visitor: Visitor, rel: str) -> list[str]:
    return [str(node.attrs["href"]) for node in visitor.all(f".lesson-nav a[rel={rel}]")]


@pytest.mark.parametrize(
    ("page", "kind", "ref"),
    [
        ("a1-2", "lesson", "a1-2"),
        ("days/a2", "day", "a2"),
        ("fieldwork/w2", "fieldwork", "w2"),
    ],
)
def test_the_page_read_last_is_offered_on_today_and_on_the_course(
    app: Flask, people: People, page: str, kind: str, ref: str
) -> None:
    Visitor(app).signed_in(people.trainee).get(f"{COURSE}/{page}")
    assert places() == [(kind, f"cluster-broker/{ref}", "")]

    other_device = Visitor(app).signed_in(people.trainee)
    for start in ("/", COURSE):
        other_device.get(start)
        assert other_device.all(".go-on a")[0].attrs["href"] == f"{COURSE}/{page}"


def test_only_the_last_page_is_kept_and_only_of_trainees(app: Flask, people: People) -> None:
    reader = Visitor(app).signed_in(people.trainee)
    for page in ("a1-1", "electives/el1", "el1-1"):
        reader.get(f"{COURSE}/{page}")
    for who in (people.trainer, people.coordinator, people.stranger):
        Visitor(app).signed_in(who).get(LESSON)

    assert [(kind, ref.rpartition("/")[2]) for kind, ref, _ in places()] == [("lesson", "el1-1")]


def test_a_page_that_a_device_takes_along_is_not_read_yet(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get(LESSON, headers={"Sec-Fetch-Dest": "empty"})
    assert places() == []


def test_the_heading_is_kept_and_offered(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get(LESSON)
    to = str(visitor.all("reading-place")[0].attrs["data-to"])
    visitor.post(to, {"section": heading(1)}, status=204)

    visitor.get("/")
    assert visitor.all(".go-on a")[0].attrs["href"] == f"{LESSON}#{heading(1)}"
    visitor.get(LESSON)
    assert "You stopped at" in visitor.text()
    assert places() == [("lesson", "cluster-broker/a1-2", heading(1))]


@pytest.mark.parametrize("section", ["", "gone-from-the-text", "x" * 200, "<script>"])
def test_a_heading_that_is_not_there_leads_to_the_page(
    visitor: Visitor, people: People, section: str
) -> None:
    visitor.signed_in(people.trainee).post(
        f"{COURSE}/places/lesson/a1-2", {"section": section}, status=204
    )
    visitor.get("/")
    assert visitor.all(".go-on a")[0].attrs["href"] == LESSON


def test_nobody_else_keeps_a_place(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer).post(f"{COURSE}/places/lesson/a1-2", status=403)
    visitor.signed_in(people.trainee).post(f"{COURSE}/places/lesson/none", status=404)
    assert places() == []


def test_a_page_that_is_gone_is_not_offered(
    visitor: Visitor, people: People, now: datetime
) -> None:
    visitor.signed_in(people.trainee).get(LESSON)
    db.session.scalars(select(ReadingPlace)).one().ref = "cluster-broker/gone"
    visitor.get("/")

    assert visitor.all(".go-on") == []


@pytest.mark.parametrize(
    ("page", "before", "after"),
    [
        ("days/a1", [], ["days/a2"]),
        ("days/a10", ["days/a9"], ["fieldwork/w1"]),
        ("fieldwork/w1", ["days/a10"], ["fieldwork/w2"]),
        ("fieldwork/w6", ["fieldwork/w5"], []),
        ("a1-1", ["days/a1"], ["a1-2"]),
        ("a2-1", ["a1-4"], ["a2-2"]),
        ("electives/el1", [], ["electives/el2"]),
        ("electives/el2", ["electives/el1"], ["electives/el3"]),
        ("el2-1", ["electives/el2"], ["el2-2"]),
    ],
)
def test_every_page_leads_to_the_one_before_and_the_one_after(
    visitor: Visitor, people: People, page: str, before: list[str], after: list[str]
) -> None:
    visitor.signed_in(people.trainee).get(f"{COURSE}/{page}")
    assert ways(visitor, "prev") == [f"{COURSE}/{one}" for one in before]
    assert ways(visitor, "next") == [f"{COURSE}/{one}" for one in after]
