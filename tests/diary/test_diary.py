"""The private diary: its writer's alone, on every way there is."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.db import db
from lms.diary.models import DiaryPage
from lms.placements.models import Placement
from tests.api.sending import at, in_lists, now
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People, today
from tests.visitor import Visitor

SECRET = "I was afraid of the man with the book."


@pytest.fixture
def placement(people: People) -> Placement:
    return a_placement(people)


def page(**changes: str) -> dict[str, str]:
    return {"version": "0", "activity_date": today().isoformat(), "body": SECRET} | changes


def diary(placement: Placement, rest: object = "") -> str:
    return f"/placements/{placement.id}/diary{rest and f'/{rest}'}"


def bodies() -> list[str]:
    return list(db.session.scalars(select(DiaryPage.body).order_by(DiaryPage.written_at)))


def test_what_one_writes_for_oneself_is_there_again(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    visitor.signed_in(people.trainee).get(diary(placement, "new"))
    action = visitor.all("form.form")[0].attrs["action"]

    for _ in range(2):
        visitor.post(action, page())

    assert bodies() == [SECRET]
    visitor.get(diary(placement))
    assert SECRET in visitor.text()


@pytest.mark.parametrize(
    "who", ["supervisor", "coordinator", "assessor", "administrator", "classmate", "stranger"]
)
def test_nobody_else_finds_a_word_of_it(
    visitor: Visitor, people: People, placement: Placement, who: str
) -> None:
    number = uuid4()
    visitor.signed_in(people.trainee).post(diary(placement, number), page())
    an_entry(placement, state="submitted")
    visitor.signed_in(getattr(people, who))

    for address in (diary(placement), diary(placement, "new"), diary(placement, number)):
        visitor.get(address, status=404)
    visitor.post(diary(placement, number), page(body="Mine now."), status=404)
    visitor.post(f"{diary(placement, number)}/removal", status=404)
    for address in ("/", "/search?q=afraid", f"/projects/{placement.project_id}", "/reviews"):
        visitor.get(address)
        assert SECRET not in visitor.text()
    assert bodies() == [SECRET]


def test_a_refused_page_that_is_loaded_again_has_its_form(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    number = uuid4()
    visitor.signed_in(people.trainee)
    visitor.post(diary(placement, number), page(body="  "), status=422)

    visitor.get(diary(placement, number))

    assert visitor.all("form.form")[0].attrs["action"] == diary(placement, number)
    assert bodies() == []


def test_an_empty_page_says_so_and_keeps_the_day(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    visitor.signed_in(people.trainee)
    visitor.post(diary(placement, uuid4()), page(body="  "), status=422)
    assert "Write something, however short." in visitor.text()
    assert bodies() == []


def test_two_windows_show_both_texts(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    number = uuid4()
    visitor.signed_in(people.trainee).post(diary(placement, number), page())
    visitor.post(diary(placement, number), page(body="Braver today.", version="1"))

    visitor.post(diary(placement, number), page(body="Later, calmer.", version="1"), status=409)

    assert "Braver today." in visitor.text()
    assert "Later, calmer." in visitor.page.to_html()
    visitor.post(diary(placement, number), page(body="Later, calmer.", version="2"))
    assert bodies() == ["Later, calmer."]


def test_a_removed_page_is_gone(visitor: Visitor, people: People, placement: Placement) -> None:
    number = uuid4()
    visitor.signed_in(people.trainee).post(diary(placement, number), page())
    visitor.post(f"{diary(placement, number)}/removal")
    assert bodies() == []


def test_a_phone_sends_a_page_once(visitor: Visitor, people: People, placement: Placement) -> None:
    number = uuid4()
    sent = {"placement": placement.id, "fields": in_lists(page()), "written_at": now()}
    visitor.signed_in(people.trainee).put(at("diary-pages", number), sent)
    visitor.put(at("diary-pages", number), sent, status=200)
    assert bodies() == [SECRET]

    visitor.signed_in(people.supervisor).put(at("diary-pages"), sent, status=404)
    assert bodies() == [SECRET]
