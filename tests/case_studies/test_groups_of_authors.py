"""A paper by several: who forms the group, whose mark is adjusted, who may read it in the end."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.case_studies import authors, papers
from lms.case_studies.gradebook import released_marks
from lms.case_studies.models import CaseDecision, CasePaper, CasePaperAuthor
from lms.case_studies.states import PaperMovedOnError
from lms.db import db
from lms.editions.models import Role
from tests.case_studies.factories import finished
from tests.case_studies.papers import CASE, CHANGE, a_paper, graded
from tests.people import People, a_person, enrol, enrolment_of
from tests.visitor import Visitor

MARK = 312  # points that `graded` gives


def seat(people: People, who: str) -> int:
    return enrolment_of(getattr(people, who), people.edition).id


def a_group(people: People, *who: str) -> CasePaper:
    names = who or ("trainee", "classmate")
    for name in names:
        if not _has_decided(getattr(people, name)):
            finished(getattr(people, name), CASE, edition=people.edition)
    paper = authors.form_group(people.edition, CASE, [seat(people, name) for name in names])
    db.session.commit()
    return paper


def _has_decided(person: User) -> bool:
    query = select(CaseDecision.id).where(CaseDecision.user_id == person.id).limit(1)
    return db.session.scalar(query) is not None


def graded_group(people: People, now: datetime, *, released: bool = True) -> CasePaper:
    paper = a_group(people)
    first = enrolment_of(people.trainee, people.edition)
    papers.hand_in(first, CASE, CHANGE, seen=0, at=now)
    grade = graded(paper, by=people.trainer, at=now)
    if released:
        papers.release(paper, people.edition, seen=grade.version, by=people.trainer, at=now)
    db.session.commit()
    return paper


def marks(people: People) -> list[tuple[int, str, int]]:
    return [tuple(row) for row in db.session.execute(released_marks(people.edition))]


def paper_page(people: People) -> str:
    return f"/editions/{people.edition.id}/case-studies/{CASE}/paper"


def groups_page(people: People) -> str:
    return f"/editions/{people.edition.id}/case-studies/{CASE}/groups"


def author_of(people: People, who: str) -> CasePaperAuthor:
    query = select(CasePaperAuthor).where(CasePaperAuthor.enrolment_id == seat(people, who))
    return db.session.scalars(query).one()


def test_a_trainer_forms_a_group_and_both_write_one_text(
    visitor: Visitor, people: People, app: Flask
) -> None:
    for name in ("trainee", "classmate"):
        finished(getattr(people, name), CASE, edition=people.edition)
    chosen = [seat(people, "trainee"), seat(people, "classmate")]
    visitor.signed_in(people.trainer).post(groups_page(people), {"people": chosen})
    visitor.get(groups_page(people))
    assert "Ana Example, Bruno Example" in visitor.text()

    ana, bruno = Visitor(app).signed_in(people.trainee), Visitor(app).signed_in(people.classmate)
    ana.post(f"{paper_page(people)}/draft", {"would_change": "Ana began.", "version": "0"})
    bruno.get(paper_page(people))
    assert "You write it together: Ana Example, Bruno Example." in bruno.text()
    assert "Ana began." in bruno.all("textarea")[0].to_text()

    stale = {"would_change": "Bruno did not see it.", "version": "0"}
    bruno.post(f"{paper_page(people)}/draft", stale, status=409)
    assert "Ana began." in bruno.text()
    bruno.post(f"{paper_page(people)}/submission", {"would_change": CHANGE, "version": "1"})
    ana.get(paper_page(people))
    assert "Handed in" in ana.text()
    assert len(db.session.scalars(select(CasePaper)).all()) == 1


@pytest.mark.parametrize("number", [0, 1, 7])
def test_a_group_has_two_to_six(visitor: Visitor, people: People, number: int) -> None:
    people.trainee, people.classmate  # noqa: B018  # they are made when named
    for place in range(6):
        enrol(a_person(f"more-{place}"), people.edition, Role.TRAINEE)
    everyone = [
        int(node.attrs["value"])
        for node in _form(visitor, people).all("input[type=checkbox]")[:number]
    ]
    visitor.post(groups_page(people), {"people": everyone}, status=422)
    assert "Choose 2 to 6 people." in visitor.text()


def _form(visitor: Visitor, people: People) -> Visitor:
    visitor.signed_in(people.trainer).get(groups_page(people))
    return visitor


def test_who_has_begun_alone_is_not_put_into_a_group(visitor: Visitor, people: People) -> None:
    a_paper(people.trainee, people.edition, state="draft")
    chosen = [seat(people, "trainee"), seat(people, "classmate")]
    visitor.signed_in(people.trainer).post(groups_page(people), {"people": chosen}, status=422)
    assert "One of them has a paper on this case already." in visitor.text()


def test_a_group_of_another_edition_is_nobody_here(visitor: Visitor, people: People) -> None:
    elsewhere = enrolment_of(people.outsider, people.other_edition).id
    chosen = [seat(people, "trainee"), elsewhere]
    visitor.signed_in(people.trainer).post(groups_page(people), {"people": chosen}, status=422)


@pytest.mark.parametrize(
    ("who", "status"), [("trainee", 403), ("assessor", 403), ("outsider", 404)]
)
def test_only_those_who_lead_form_groups(
    visitor: Visitor, people: People, who: str, status: int
) -> None:
    visitor.signed_in(getattr(people, who)).get(groups_page(people), status=status)
    visitor.post(groups_page(people), {"people": []}, status=status)


def test_a_group_that_has_written_nothing_can_part(visitor: Visitor, people: People) -> None:
    paper = a_group(people)
    visitor.signed_in(people.trainer).post(f"{groups_page(people)}/{paper.id}/removal")
    assert db.session.scalars(select(CasePaper)).all() == []

    begun = a_group(people)
    papers.write(enrolment_of(people.trainee, people.edition), CASE, "Begun.", seen=0)
    visitor.post(f"{groups_page(people)}/{begun.id}/removal", status=409)
    assert len(db.session.scalars(select(CasePaper)).all()) == 1


def test_a_group_has_one_mark_and_one_of_them_another_with_its_reason(
    visitor: Visitor, people: People, now: datetime, app: Flask
) -> None:
    paper = graded_group(people, now, released=False)
    bruno = author_of(people, "classmate")
    desk = f"/editions/{people.edition.id}/case-papers/{paper.id}"
    reason = "Came to one meeting of four."
    visitor.signed_in(people.trainer).get(desk)
    visitor.post(f"{desk}/authors/{bruno.id}/adjustment", {"marks": "-8", "reason": reason})
    visitor.get(desk)
    visitor.post(
        f"{desk}/release", {"version": visitor.all("input[name=version]")[-1].attrs["value"]}
    )

    points = {who: mark for who, _case, mark in marks(people)}
    assert points[seat(people, "trainee")] - points[seat(people, "classmate")] == 32
    mine = Visitor(app).signed_in(people.classmate)
    mine.get(paper_page(people))
    assert f"For you alone -8: {reason}" in mine.text()
    hers = Visitor(app).signed_in(people.trainee)
    hers.get(paper_page(people))
    assert reason not in hers.text()


def test_an_adjustment_stays_within_the_marks_there_are(people: People, now: datetime) -> None:
    graded_group(people, now)
    ana = author_of(people, "trainee")
    ana.adjustment, ana.adjustment_reason = 30, "Did most of it."
    db.session.flush()
    assert max(mark for _who, _case, mark in marks(people)) <= 400


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"marks": "-8", "reason": ""}, "Give the reason: this trainee reads it with the mark."),
        ({"marks": "31", "reason": "x"}, "Write a whole number from -30 to 30"),
        ({"marks": "", "reason": "x"}, "Write a whole number from -30 to 30"),
    ],
)
def test_an_adjustment_needs_a_number_and_its_reason(
    visitor: Visitor, people: People, now: datetime, typed: dict[str, str], said: str
) -> None:
    paper = graded_group(people, now, released=False)
    author = author_of(people, "trainee")
    path = f"/editions/{people.edition.id}/case-papers/{paper.id}/authors/{author.id}/adjustment"
    visitor.signed_in(people.trainer).post(path, typed, status=422)
    assert said in visitor.text()
    assert author_of(people, "trainee").adjustment == 0


def test_a_released_mark_is_not_adjusted(people: People, now: datetime) -> None:
    paper = graded_group(people, now)
    with pytest.raises(PaperMovedOnError):
        authors.adjust(paper, author_of(people, "trainee"), marks=5, reason="x", by=people.trainer)


def test_nothing_of_a_grade_leaks_before_its_release(
    visitor: Visitor, people: People, now: datetime
) -> None:
    paper = graded_group(people, now, released=False)
    authors.adjust(
        paper, author_of(people, "classmate"), marks=-8, reason="Secret words.", by=people.trainer
    )
    db.session.commit()
    assert marks(people) == []
    visitor.signed_in(people.classmate).get(paper_page(people))
    assert "Secret words." not in visitor.text()
    assert "of 100" not in visitor.text()
    visitor.post(f"{paper_page(people)}/consent", status=403)
    visitor.get(f"{paper_page(people)}s")
    assert "Ana Example" not in visitor.text()


def test_the_edition_reads_a_paper_when_all_its_authors_agree_and_until_one_does_not(
    visitor: Visitor, people: People, now: datetime, app: Flask
) -> None:
    paper = graded_group(people, now)
    listed = f"/editions/{people.edition.id}/case-studies/{CASE}/papers"
    reader = visitor.signed_in(people.trainer)

    def shown() -> bool:
        reader.get(listed)
        return "Ana Example, Bruno Example" in reader.text()

    ana, bruno = Visitor(app).signed_in(people.trainee), Visitor(app).signed_in(people.classmate)
    ana.post(f"{paper_page(people)}/consent")
    assert not shown()
    bruno.post(f"{paper_page(people)}/consent")
    assert shown()
    reader.get(f"{listed}/{paper.id}")
    assert CHANGE in reader.text()
    assert "of 100" not in reader.text()
    bruno.post(f"{paper_page(people)}/consent/withdrawal")
    assert not shown()
    reader.get(f"{listed}/{paper.id}", status=404)


def test_who_does_not_know_what_happened_reads_no_paper(
    visitor: Visitor, people: People, now: datetime
) -> None:
    paper = graded_group(people, now)
    for row in db.session.scalars(select(CasePaperAuthor)):
        authors.agree(row, at=now)
    late = a_person("late")
    enrol(late, people.edition, Role.TRAINEE)
    listed = f"/editions/{people.edition.id}/case-studies/{CASE}/papers"
    visitor.signed_in(late).get(listed, status=303)
    visitor.get(f"{listed}/{paper.id}", status=403)


def test_who_is_one_of_a_group_does_not_grade_it(
    visitor: Visitor, people: People, now: datetime
) -> None:
    """An assessor who learns in the same edition, too."""
    other = a_person("both")
    first = enrol(other, people.edition, Role.TRAINEE)
    enrol(other, people.edition, Role.ASSESSOR)
    finished(people.trainee, CASE, edition=people.edition)
    chosen = [seat(people, "trainee"), first.id]
    paper = authors.form_group(people.edition, CASE, chosen)
    mine = enrolment_of(people.trainee, people.edition)
    papers.hand_in(mine, CASE, CHANGE, seen=0, at=now)
    db.session.commit()
    path = f"/editions/{people.edition.id}/case-papers/{paper.id}"
    visitor.signed_in(people.assessor).get(path)
    visitor.signed_in(other).get(path, status=404)
