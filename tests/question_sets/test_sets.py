"""A trainer makes a quiz, names it, puts it in order, deletes it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from lms.db import db
from lms.question_sets import actions
from lms.question_sets.models import KeptQuestion, QuestionSet, SetQuestion
from tests.people import People, an_edition
from tests.question_sets.factories import OTHER, SIX, TWO, a_set, entries
from tests.visitor import Visitor


def sets() -> list[tuple[str, int]]:
    rows = db.session.scalars(select(QuestionSet).order_by(QuestionSet.id))
    return [(row.title, row.pass_percent) for row in rows]


def names(row: QuestionSet) -> list[str]:
    query = select(SetQuestion).where(SetQuestion.set_id == row.id).order_by(SetQuestion.place)
    return [question.name for question in db.session.scalars(query)]


def home(row: QuestionSet) -> str:
    return f"/editions/{row.edition_id}/question-sets/{row.id}"


def test_a_quiz_is_made_and_leads_on_to_its_questions(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer)
    base = f"/editions/{people.edition.id}/question-sets"
    visitor.get(f"{base}/new")

    response = visitor.post(base, {"title": " After the visit ", "pass_percent": "60"})

    assert sets() == [("After the visit", 60)]
    visitor.get(response.location)
    assert "Add questions" in visitor.text()


def test_made_twice_by_two_clicks_it_is_one(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer)
    base = f"/editions/{people.edition.id}/question-sets"

    twice = [
        visitor.post(base, {"title": "After", "pass_percent": "70"}).location for _ in range(2)
    ]

    assert twice[0] == twice[1]
    assert sets() == [("After", 70)]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": "", "pass_percent": "70"}, "Write a name"),
        ({"title": "x" * 121, "pass_percent": "70"}, "Shorten the name to 120"),
        ({"title": "New", "pass_percent": "0"}, "whole number from 1 to 100"),
        ({"title": "New", "pass_percent": "101"}, "whole number from 1 to 100"),
        ({"title": "New", "pass_percent": "many"}, "whole number from 1 to 100"),
        ({"title": "After the visit", "pass_percent": "70"}, "Another quiz of this edition"),
    ],
)
def test_a_form_that_is_wrong_says_so_and_keeps_the_rest(
    visitor: Visitor, people: People, fields: dict[str, str], sentence: str
) -> None:
    row = a_set(people.edition)
    visitor.signed_in(people.trainer)

    visitor.post(f"/editions/{people.edition.id}/question-sets", fields, status=422)

    assert sentence in visitor.text()
    assert visitor.all("#title")[0].attrs["value"] == fields["title"]
    assert sets() == [(row.title, 70)]


def test_two_editions_may_use_one_name(people: People) -> None:
    a_set(people.edition)
    a_set(an_edition(name="Third"))

    assert len(sets()) == 2


def test_name_and_pass_mark_are_changed(visitor: Visitor, people: People) -> None:
    row = a_set(people.edition)
    visitor.signed_in(people.coordinator).get(f"{home(row)}/edit")
    fields = {"title": "Before the visit", "pass_percent": "80", "seen": str(row.version)}

    visitor.post(home(row), fields)

    assert sets() == [("Before the visit", 80)]


def test_two_people_who_change_it_do_not_overwrite_each_other(
    visitor: Visitor, people: People
) -> None:
    row = a_set(people.edition)
    fields = {"title": "Before", "pass_percent": "80", "seen": str(row.version)}
    visitor.signed_in(people.trainer).post(home(row), fields)

    visitor.post(home(row), fields | {"title": "Later"}, status=409)

    assert "somebody else changed this quiz meanwhile" in visitor.text()
    assert sets() == [("Before", 80)]


def test_questions_are_moved_to_the_number_that_is_written(
    visitor: Visitor, people: People
) -> None:
    row = a_set(people.edition)
    keys = {question.name: question.key for question in row.questions}
    visitor.signed_in(people.trainer).get(home(row))
    fields = {f"place-{key}": str(n) for n, key in enumerate(keys.values(), 1)}
    wished = {f"place-{keys['short']}": "1", f"place-{keys['one']}": "4"}

    visitor.post(f"{home(row)}/order", fields | wished | {"seen": str(row.version)})

    assert names(row) == ["short", "many", "order", "one", "match", "number"]


def test_what_is_ticked_is_taken_out_and_its_text_is_kept(visitor: Visitor, people: People) -> None:
    row = a_set(people.edition)
    out = row.questions[1].key
    visitor.signed_in(people.trainer)

    visitor.post(f"{home(row)}/order", {"out": out, "seen": str(row.version)})

    assert names(row) == ["one", "order", "match", "number", "short"]
    assert db.session.get(KeptQuestion, out) is not None
    visitor.get(home(row))
    assert [box.attrs["value"] for box in visitor.all(".set-place")] == list("12345")


@pytest.mark.parametrize("typed", ["", "0", "-1", "x", "99999999999", "٣"])
def test_a_place_that_is_no_number_moves_nothing(
    visitor: Visitor, people: People, typed: str
) -> None:
    row = a_set(people.edition)
    before = names(row)
    fields = {f"place-{row.questions[0].key}": typed, "seen": str(row.version)}

    visitor.signed_in(people.trainer).post(f"{home(row)}/order", fields)

    assert names(row) == before


def test_a_number_beyond_the_end_is_the_end(visitor: Visitor, people: People) -> None:
    row = a_set(people.edition)
    fields = {f"place-{row.questions[0].key}": "40", "seen": str(row.version)}

    visitor.signed_in(people.trainer).post(f"{home(row)}/order", fields)

    assert names(row)[-1] == "one"


def test_an_older_list_changes_nothing_and_keeps_what_was_typed(
    visitor: Visitor, people: People
) -> None:
    row = a_set(people.edition)
    key, seen = row.questions[0].key, str(row.version)
    visitor.signed_in(people.trainer)
    visitor.post(f"{home(row)}/order", {f"place-{key}": "2", "seen": seen})
    after = names(row)

    visitor.post(f"{home(row)}/order", {f"place-{key}": "6", "seen": seen}, status=409)

    assert "somebody else changed this quiz meanwhile" in visitor.text()
    typed = visitor.all(f"[name=place-{key}]")[0].attrs["value"]
    assert (names(row), typed) == (after, "6")


def test_a_quiz_that_nobody_took_is_deleted(visitor: Visitor, people: People) -> None:
    here = home(a_set(people.edition))
    visitor.signed_in(people.trainer).get(here)

    response = visitor.post(f"{here}/removal")

    assert response.location == f"/editions/{people.edition.id}/quizzes"
    assert (sets(), db.session.scalars(select(SetQuestion)).all()) == ([], [])
    visitor.post(f"{here}/removal", status=404)


def test_a_quiz_that_somebody_took_stays(visitor: Visitor, people: People) -> None:
    row = a_set(people.edition)
    Visitor(visitor.app).signed_in(people.trainee).post(f"{home(row)}/quiz/attempts")

    visitor.signed_in(people.trainer).get(home(row))
    assert "Delete this quiz" not in visitor.text()
    visitor.post(f"{home(row)}/removal", status=403)

    assert len(sets()) == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [
        *(("trainee", 403), ("supervisor", 403), ("assessor", 403)),
        *(("outsider", 404), ("other_coordinator", 404), ("stranger", 404)),
    ],
)
def test_nobody_else_makes_or_changes_one(
    visitor: Visitor, people: People, name: str, status: int
) -> None:
    row = a_set(people.edition)
    before = (sets(), names(row))
    visitor.signed_in(getattr(people, name))
    seen = {"seen": str(row.version)}

    visitor.post(f"/editions/{people.edition.id}/question-sets", {"title": "x"}, status=status)
    for what in ("", "/order", "/removal", "/publication", "/publication/withdrawal", "/files"):
        visitor.post(f"{home(row)}{what}", {"title": "x", "out": "q", **seen}, status=status)

    assert (sets(), names(row)) == before


def test_a_set_is_found_in_its_own_edition_only(visitor: Visitor, people: People) -> None:
    """Both editions are open to the administrator; the pair of ids still has to fit."""
    row = a_set(people.edition)
    foreign = f"/editions/{people.other_edition.id}/question-sets/{row.id}"
    visitor.signed_in(people.administrator)

    for what in ("", "/edit", "/questions", "/quiz", ".gift", "/files/new"):
        visitor.get(f"{foreign}{what}", status=404)
    visitor.post(f"{foreign}/removal", status=404)
    assert len(sets()) == 1


def test_the_whole_list_is_shown_with_what_is_right_and_why(
    visitor: Visitor, people: People
) -> None:
    row = a_set(people.edition)

    visitor.signed_in(people.trainer).get(f"{home(row)}/questions")

    text = visitor.text()
    for sentence in (
        "Who joined",
        "No old quarrel.",
        "Place 3 Plan Say who.",
        "All of them help.",
        "88 women (from 87.5 to 88.5 is right)",
        "Also right: aislamiento",
    ):
        assert sentence in text
    assert len(visitor.all("fieldset.preview[disabled]")) == 6
    assert [node.to_text() for node in visitor.all("legend strong")] == ["first"]
    visitor.get(f"{home(row)}/questions?from=6", status=404)
    visitor.get(f"{home(row)}/questions?from=x", status=404)


def test_the_same_question_is_kept_once_for_all_sets(people: People) -> None:
    a_set(people.edition, source=TWO + "\n\n" + OTHER)
    a_set(people.other_edition, source=TWO)

    assert len(db.session.scalars(select(KeptQuestion)).all()) == 3
    assert len(db.session.scalars(select(SetQuestion)).all()) == 5


def test_a_set_holds_forty_questions(people: People) -> None:
    row = db.session.get_one(QuestionSet, a_set(people.edition, source="").id)
    many = "\n\n".join(f"Question {number}?{{=a ~b}}" for number in range(45))

    added = actions.add(row, entries(many), at=datetime.now(UTC))
    again = actions.add(row, entries(SIX), at=datetime.now(UTC))

    assert (added, again, len(names(row))) == (40, 0, 40)


@pytest.mark.parametrize("count", [1, 3])
def test_its_pages_ask_as_often_for_three_questions_as_for_one(
    visitor: Visitor, people: People, count: int
) -> None:
    source = "\n\n".join(f"Question {number}?{{=a ~b}}" for number in range(count))
    row = a_set(people.edition, source=source)
    visitor.signed_in(people.trainer)

    costs = []
    for what in ("", "/questions", ".gift", "/edit"):
        visitor.get(f"{home(row)}{what}")
        costs.append(visitor.statements)

    assert costs == [5, 4, 4, 4]


def test_forty_questions_stay_within_the_weight_of_a_page(visitor: Visitor, people: People) -> None:
    why = "A reason of a usual length says in one or two sentences why this answer is right."
    many = "\n\n".join(
        f"Question {number}: which of these four is the one that {number} brokers chose?"
        f"{{=answer {number}a of some words#{why} ~b{number}#{why} ~c{number}#{why} ~d#{why}}}"
        for number in range(40)
    )
    row = a_set(people.edition, source=many)
    visitor.signed_in(people.trainer)

    for what in ("", "/questions", "/questions?from=30"):
        visitor.get(f"{home(row)}{what}")
    trainee = Visitor(visitor.app).signed_in(people.trainee)
    trainee.get(trainee.post(f"{home(row)}/quiz/attempts").location)
    assert len(trainee.all("fieldset.question")) == 40
