from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from lms.case_studies import actions, progress
from lms.case_studies.models import CaseDecision
from lms.case_studies.words import words
from lms.db import db
from tests.case_studies.factories import REASONS, decided, the_case
from tests.people import People
from tests.visitor import Visitor

BAGRU = "/case-studies/bagru/decisions/a"


def sent(option: str = "c", reasons: str = REASONS) -> dict[str, Any]:
    return {"option": option, "reasons": reasons}


def kept() -> list[tuple[str, str, str]]:
    rows = db.session.scalars(select(CaseDecision).order_by(CaseDecision.id)).all()
    return [(row.decision_id, row.option_id, row.reasons) for row in rows]


def test_a_decision_is_kept_and_leads_to_what_it_opened(visitor: Visitor, people: People) -> None:
    answer = visitor.signed_in(people.trainee).post(BAGRU, sent())

    assert answer.headers["Location"] == "/case-studies/bagru#opened-a"
    assert kept() == [("a", "c", REASONS)]
    page = visitor.get("/case-studies/bagru").text
    assert visitor.all("#opened-a")
    assert REASONS in visitor.text()
    assert f'data-drafts-done="{people.trainee.id}:case-bagru-a"' in page


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (0, "Write between 80 and 300 words."),
        (1, "79 words are missing"),
        (79, "1 word is missing"),
        (301, "That is 1 word too many"),
        (310, "That is 10 words too many"),
    ],
)
def test_reasons_too_short_or_too_long_are_counted_and_kept(
    visitor: Visitor, people: People, number: int, sentence: str
) -> None:
    typed = " ".join(f"word{place}" for place in range(number))

    visitor.signed_in(people.trainee).post(BAGRU, sent(reasons=typed), status=422)

    assert sentence in visitor.text()
    assert visitor.all("section.decision .error-summary")
    assert visitor.all("#reasons")[0].to_text().strip() == typed
    assert [node.attrs["value"] for node in visitor.all("input[checked]")] == ["c"]
    assert kept() == []


@pytest.mark.parametrize("number", [80, 300])
def test_eighty_and_three_hundred_words_are_enough(
    visitor: Visitor, people: People, number: int
) -> None:
    visitor.signed_in(people.trainee).post(BAGRU, sent(reasons="word " * number))

    assert len(kept()) == 1


def test_reasons_longer_than_the_column_are_refused(visitor: Visitor, people: People) -> None:
    typed = " ".join(["x" * 60] * 80)

    visitor.signed_in(people.trainee).post(BAGRU, sent(reasons=typed), status=422)

    assert "Shorten this to 4000 characters" in visitor.text()


@pytest.mark.parametrize("option", ["", "z", "<b>"])
def test_an_option_that_is_none_is_refused_and_the_text_stays(
    visitor: Visitor, people: People, option: str
) -> None:
    visitor.signed_in(people.trainee).post(BAGRU, sent(option=option), status=422)

    assert "Choose one of the options." in visitor.text()
    assert visitor.all("#reasons")[0].to_text().strip() == REASONS
    assert kept() == []


def test_a_second_send_shows_the_first(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).post(BAGRU, sent())

    answer = visitor.post(BAGRU, sent("a", "Something else"))
    visitor.get("/case-studies/bagru")

    assert answer.headers["Location"] == "/case-studies/bagru#opened-a"
    assert "your first choice stands" in visitor.text()
    assert kept() == [("a", "c", REASONS)]


def test_a_double_click_is_not_worth_a_word(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)

    for _ in range(2):
        visitor.post(BAGRU, sent())
    visitor.get("/case-studies/bagru")

    assert "your first choice stands" not in visitor.text()
    assert len(kept()) == 1


def test_two_clicks_at_the_same_moment_keep_the_first(people: People, now: datetime) -> None:
    case = the_case("bagru")
    decision = case.decision("a")

    first, second = (
        actions.decide(case, decision, option_id=option, reasons="x", by=people.trainee, at=now)
        for option in ("c", "a")
    )

    assert first is second
    assert kept() == [("a", "c", "x")]


@pytest.mark.parametrize("decision", ["b", "c", "z"])
def test_a_decision_that_is_not_open_yet_does_not_exist(
    visitor: Visitor, people: People, decision: str
) -> None:
    visitor.signed_in(people.trainee)

    visitor.post(f"/case-studies/masaya/decisions/{decision}", sent("a"), status=404)

    assert kept() == []


def test_a_decision_in_a_case_that_does_not_exist(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).post("/case-studies/atlantis/decisions/a", sent(), status=404)


def test_only_members_decide(visitor: Visitor) -> None:
    visitor.post(BAGRU, sent(), status=401)

    assert kept() == []


def test_a_form_without_its_token_changes_nothing(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).post(BAGRU, sent(), token=None, status=400)

    assert kept() == []


def test_nobody_reads_the_reasons_of_another(visitor: Visitor, people: People) -> None:
    secret = "only for the broker " * 25
    visitor.signed_in(people.classmate).post(BAGRU, sent(reasons=secret))
    pages = Visitor(visitor.app).signed_in(people.trainer)
    decided(people.trainer, "bagru", "a")

    for path in ("/case-studies", "/case-studies/bagru", "/case-studies/bagru/teaching-note"):
        pages.get(path)
        assert "only for the broker" not in pages.text()


def test_reasons_are_shown_as_text(visitor: Visitor, people: People) -> None:
    typed = "<script src=/x></script> " + REASONS

    visitor.signed_in(people.trainee).post(BAGRU, sent(reasons=typed))
    page = visitor.get("/case-studies/bagru").text

    assert "<script src=/x>" not in page
    assert typed in visitor.text()


def test_an_option_that_the_case_has_dropped_leaves_the_page_standing(
    visitor: Visitor, people: People
) -> None:
    decided(people.trainee, "bagru", "a")
    db.session.scalars(select(CaseDecision)).one().option_id = "gone"
    db.session.commit()

    visitor.signed_in(people.trainee).get("/case-studies/bagru")

    assert "An option that is no longer part of this case." in visitor.text()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one", 1),
        ("one, two", 2),
        ("a — b", 2),
        (" l'artisan\n\n2001 ", 2),
        ("80%", 1),
        ("कारीगर मिले", 2),
    ],
)
def test_words_hold_a_letter_or_a_digit(text: str, count: int) -> None:
    assert words(text) == count


def test_unfinished_cases_are_those_begun(
    people: People, statements: list[str], now: datetime
) -> None:
    decided(people.trainee, "masaya", "a", "b")
    decided(people.trainee, "bagru", "a")
    decided(people.trainee, "pune", "a")
    decided(people.classmate, "ludhiana", "a")
    statements.clear()

    found = [
        (row.case.id, row.decided, row.decisions) for row in progress.unfinished(people.trainee)
    ]

    assert found == [("pune", 1, 2), ("masaya", 2, 3)]
    assert len(statements) == 1
