"""A trainee writes what they would change, and hands the paper in."""

from datetime import datetime

import pytest
from sqlalchemy import select

from lms.case_studies import papers, states
from lms.case_studies.models import CasePaper, CasePaperAttempt
from lms.db import db
from lms.editions.models import Role
from tests.case_studies.factories import REASONS, decided, finished, opened
from tests.case_studies.papers import CASE, CHANGE, a_paper
from tests.people import People, enrol, enrolment_of
from tests.visitor import Visitor


def address(people: People, act: str = "", case_id: str = CASE) -> str:
    return f"/editions/{people.edition.id}/case-studies/{case_id}/paper{act}"


def sent(text: str = CHANGE, version: int = 0) -> dict[str, str]:
    return {"would_change": text, "version": str(version)}


def kept() -> list[tuple[str, str, int]]:
    rows = db.session.scalars(select(CasePaper).order_by(CasePaper.id)).all()
    return [(row.state, row.would_change, row.times_submitted) for row in rows]


def attempts() -> list[tuple[int, str]]:
    rows = db.session.scalars(select(CasePaperAttempt).order_by(CasePaperAttempt.id)).all()
    return [(row.number, row.would_change) for row in rows]


def test_a_paper_begins_when_everything_is_decided(visitor: Visitor, people: People) -> None:
    decided(people.trainee, "masaya", "a", "b")
    visitor.signed_in(people.trainee)

    visitor.get(address(people, case_id="masaya"))
    assert "Your case paper begins when you have decided" in visitor.text()
    visitor.post(address(people, "/draft", "masaya"), sent(), status=403)

    decided(people.trainee, "masaya", "c")
    visitor.get(address(people, case_id="masaya"))
    assert visitor.all("#would_change")
    assert visitor.text().count(REASONS) == 3
    assert kept() == []


def test_a_class_that_was_told_has_not_decided_for_anybody(
    visitor: Visitor, people: People
) -> None:
    opened(CASE, people.edition, people.trainer)

    visitor.signed_in(people.trainee).get(address(people))
    assert "Your case paper begins when you have decided" in visitor.text()
    visitor.post(address(people, "/submission"), sent(), status=403)


def test_a_draft_may_be_short_and_is_there_again(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)

    answer = visitor.signed_in(people.trainee).post(address(people, "/draft"), sent("Too few."))
    page = visitor.get(answer.headers["Location"]).text

    assert kept() == [("draft", "Too few.", 0)]
    assert visitor.all("#would_change")[0].to_text().strip() == "Too few."
    seat = enrolment_of(people.trainee, people.edition).id
    assert f'data-drafts-done="{people.trainee.id}:case-paper-{seat}-bagru"' in page


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (0, "Write between 40 and 200 words."),
        (1, "39 words are missing"),
        (39, "1 word is missing"),
        (201, "That is 1 word too many"),
        (230, "That is 30 words too many"),
    ],
)
def test_a_paper_too_short_or_too_long_says_by_how_much_and_keeps_the_text(
    visitor: Visitor, people: People, words: int, sentence: str
) -> None:
    finished(people.trainee, CASE)
    typed = " ".join(f"word{place}" for place in range(words))

    visitor.signed_in(people.trainee).post(address(people, "/submission"), sent(typed), status=422)

    assert sentence in visitor.text()
    assert visitor.all("#would_change")[0].to_text().strip() == typed
    assert kept() == []


@pytest.mark.parametrize("words", [40, 200])
def test_forty_and_two_hundred_words_are_enough(
    visitor: Visitor, people: People, words: int
) -> None:
    finished(people.trainee, CASE)

    visitor.signed_in(people.trainee).post(address(people, "/submission"), sent("word " * words))

    assert [state for state, *_ in kept()] == ["submitted"]


def test_a_text_longer_than_the_column_is_refused_even_as_a_draft(
    visitor: Visitor, people: People
) -> None:
    finished(people.trainee, CASE)

    visitor.signed_in(people.trainee).post(address(people, "/draft"), sent("x" * 3001), status=422)

    assert "Shorten this to 3000 characters" in visitor.text()


def test_what_is_handed_in_is_kept_as_an_attempt_and_rests(
    visitor: Visitor, people: People
) -> None:
    finished(people.trainee, CASE)
    visitor.signed_in(people.trainee).post(address(people, "/submission"), sent())

    visitor.get(address(people))

    assert attempts() == [(1, CHANGE)]
    assert "Handed in" in visitor.text()
    assert "Handed in 1 of 3 times." in visitor.text()
    assert visitor.all("form.form") == []


def test_a_double_click_hands_in_once(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    visitor.signed_in(people.trainee)

    for _ in range(2):
        visitor.post(address(people, "/submission"), sent())

    assert (kept(), attempts()) == ([("submitted", CHANGE, 1)], [(1, CHANGE)])


def test_another_text_after_handing_in_is_given_back(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    visitor.signed_in(people.trainee).post(address(people, "/submission"), sent())

    other = "What I wrote on the other device. " * 10
    visitor.post(address(people, "/draft"), sent(other, version=1), status=409)

    assert "What I wrote on the other device." in visitor.text()
    assert kept() == [("submitted", CHANGE, 1)]


def test_two_devices_do_not_overwrite_each_other(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    visitor.signed_in(people.trainee)
    visitor.post(address(people, "/draft"), sent("From the phone."))

    visitor.post(address(people, "/draft"), sent("From the desk."), status=409)

    assert "This text was changed on another device" in visitor.text()
    assert "From the phone." in visitor.all("[role=alert] blockquote")[0].to_text()
    assert visitor.all("#would_change")[0].to_text().strip() == "From the desk."
    assert kept() == [("draft", "From the phone.", 0)]

    version = visitor.all("form.form input[name=version]")[0].attrs["value"]
    visitor.post(address(people, "/draft"), {"would_change": "Both.", "version": version})
    assert kept() == [("draft", "Both.", 0)]


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_a_mangled_version_is_no_crash(visitor: Visitor, people: People, version: str) -> None:
    a_paper(people.trainee, people.edition, state="returned", by=people.trainer)

    visitor.signed_in(people.trainee).post(
        address(people, "/draft"), {"would_change": "Kept.", "version": version}, status=409
    )

    assert visitor.all("#would_change")[0].to_text().strip() == "Kept."


def test_a_returned_paper_shows_the_reason_and_is_handed_in_again(
    visitor: Visitor, people: People
) -> None:
    a_paper(people.trainee, people.edition, state="returned", by=people.trainer)
    visitor.signed_in(people.trainee).get(address(people))
    assert "Say what is missing." in visitor.text()
    assert "Teresa Example returns it to be improved" in visitor.text()

    better = CHANGE + " And I would count first."
    visitor.post(address(people, "/submission"), sent(better, version=1))
    visitor.get(address(people))

    assert attempts() == [(1, CHANGE), (2, better)]
    assert kept() == [("submitted", better, 2)]
    assert "Handed in 2 of 3 times." in visitor.text()
    assert CHANGE in visitor.text()
    assert "Say what is missing." in visitor.text()


@pytest.mark.parametrize("attempts_made", [1, 3])
def test_a_paper_costs_the_same_after_one_attempt_and_three(
    visitor: Visitor, people: People, now: datetime, attempts_made: int
) -> None:
    paper = a_paper(people.trainee, people.edition)
    seat = enrolment_of(people.trainee, people.edition)
    for number in range(1, attempts_made):
        papers.return_paper(paper, attempt=number, reason="Again.", by=people.trainer, at=now)
        papers.hand_in(seat, CASE, CHANGE + f" {number}", seen=paper.version, at=now)
    db.session.commit()

    visitor.signed_in(people.trainee).get(address(people))

    assert f"Handed in {attempts_made} of 3 times." in visitor.text()
    assert visitor.statements == 7


@pytest.mark.parametrize("who", ["classmate", "supervisor", "trainer", "assessor", "coordinator"])
def test_nobody_else_finds_the_paper_at_its_authors_address(
    visitor: Visitor, people: People, who: str
) -> None:
    a_paper(people.trainee, people.edition)
    status = 200 if who == "classmate" else 404  # the same address is the classmate's own

    visitor.signed_in(getattr(people, who)).get(address(people), status=status)

    assert CHANGE not in visitor.text()


def test_each_edition_has_a_paper_of_its_own(visitor: Visitor, people: People) -> None:
    a_paper(people.trainee, people.edition)
    enrol(people.trainee, people.other_edition, Role.TRAINEE)

    visitor.signed_in(people.trainee)
    visitor.post(
        f"/editions/{people.other_edition.id}/case-studies/{CASE}/paper/draft", sent("Another.")
    )

    assert kept() == [("submitted", CHANGE, 1), ("draft", "Another.", 0)]


def test_an_ended_enrolment_hands_in_no_more(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    enrolment_of(people.trainee, people.edition).ended_at = datetime.now().astimezone()
    db.session.commit()

    visitor.signed_in(people.trainee).post(address(people, "/submission"), sent(), status=404)


@pytest.mark.parametrize(
    ("state", "to", "who", "allowed"),
    [
        (
            state,
            to,
            who,
            (state, to, who)
            in {
                ("draft", "submitted", "trainee"),
                ("returned", "submitted", "trainee"),
                ("submitted", "returned", "grader"),
                ("submitted", "graded", "grader"),
                ("graded", "graded", "grader"),
            },
        )
        for state in ("draft", "submitted", "returned", "graded")
        for to in ("draft", "submitted", "returned", "graded")
        for who in ("trainee", "grader")
    ],
)
def test_a_paper_moves_only_as_the_table_says(state: str, to: str, who: str, allowed: bool) -> None:
    paper = CasePaper(state=state)

    assert states.may_move(paper, to, who) is allowed
    if not allowed:
        with pytest.raises(states.PaperMovedOnError):
            states.move(paper, to, who)


def test_the_end_of_a_case_leads_to_the_paper(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get("/case-studies/bagru")
    assert "Your work on this case" not in visitor.text()

    finished(people.trainee, CASE)
    visitor.get("/case-studies/bagru")
    assert visitor.all(f'#class-work a[href="{address(people)}#change"]')

    a_paper(people.trainee, people.edition, decided=False)
    visitor.get("/case-studies/bagru")
    assert "Handed in" in visitor.all("#class-work")[0].to_text()


def test_a_reader_without_an_edition_has_no_paper(visitor: Visitor, people: People) -> None:
    finished(people.stranger, CASE)

    visitor.signed_in(people.stranger).get("/case-studies/bagru")

    assert visitor.all("#class-work") == []
