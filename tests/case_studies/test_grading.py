"""A trainer or an assessor grades a paper with the rubric, returns it, or releases the grade."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from lms.accounts.models import SignIn
from lms.audit.models import AuditEvent
from lms.case_studies import papers, policy
from lms.case_studies.models import CaseGrade, CasePaper, CasePaperAttempt
from lms.content import library
from lms.content.award import CasePapers
from lms.db import db
from tests.case_studies.papers import CASE, CHANGE, COMMENT, GOOD, a_paper, graded, sheet
from tests.people import PASSWORD, People, enrolment_of
from tests.visitor import Visitor


def desk(people: People, paper: CasePaper, act: str = "") -> str:
    return f"/editions/{people.edition.id}/case-papers/{paper.id}{act}"


def grade_row() -> CaseGrade:
    return db.session.scalars(select(CaseGrade).options(joinedload(CaseGrade.assessor))).one()


def states() -> list[str]:
    return list(db.session.scalars(select(CasePaper.state).order_by(CasePaper.id)))


@pytest.mark.parametrize("who", ["trainer", "assessor"])
def test_a_paper_is_graded_as_a_draft(visitor: Visitor, people: People, who: str) -> None:
    paper, grader = a_paper(people.trainee, people.edition), getattr(people, who)

    answer = visitor.signed_in(grader).post(desk(people, paper, "/attempts/1/grade"), sheet())
    visitor.get(answer.headers["Location"])

    row = grade_row()
    assert answer.headers["Location"] == desk(people, paper)
    assert (row.levels, row.comment, row.assessor, row.released_at) == (GOOD, COMMENT, grader, None)
    assert row.points == 370
    assert "92.5 of 100" in visitor.text()
    assert "It is not shown yet to Ana Example" in visitor.text()
    assert states() == ["graded"]


def test_the_desk_shows_decisions_reasons_and_text_beside_the_rubric(
    visitor: Visitor, people: People
) -> None:
    paper = a_paper(people.trainee, people.edition, case_id="masaya")
    case = library().case_studies["masaya"]

    visitor.signed_in(people.trainer).get(desk(people, paper))

    for decision in case.decisions:
        assert decision.title in visitor.text()
        assert decision.options[0].text in visitor.text()
    assert CHANGE in visitor.text()
    criteria = library().rubrics["case"].criteria
    assert len(visitor.all("fieldset.criterion")) == len(criteria)
    assert visitor.all("input[checked]") == []


def test_saving_leads_on_to_the_paper_that_waits_longest(
    visitor: Visitor, people: People, now: datetime
) -> None:
    first = a_paper(people.trainee, people.edition, at=now)
    second = a_paper(people.classmate, people.edition, at=now)
    visitor.signed_in(people.trainer)

    on = visitor.post(desk(people, first, "/attempts/1/grade?then=next"), sheet())
    end = visitor.post(desk(people, second, "/attempts/1/grade?then=next"), sheet())

    assert on.headers["Location"] == desk(people, second)
    assert end.headers["Location"] == f"/editions/{people.edition.id}/case-papers"
    assert states() == ["graded", "graded"]


def test_an_unfinished_rubric_says_what_is_missing_and_keeps_the_rest(
    visitor: Visitor, people: People
) -> None:
    paper = a_paper(people.trainee, people.edition)
    only = {"level-case": "4", "comment": "Good.", "version": "0"}

    visitor.signed_in(people.trainer).post(
        desk(people, paper, "/attempts/1/grade"), only, status=422
    )

    assert visitor.text().count("Choose a level.") == 2 * (len(GOOD) - 1)
    assert "Name one strength and one next step" in visitor.text()
    assert [node.attrs["id"] for node in visitor.all("input[checked]")] == ["level-case-4"]
    assert visitor.all("#comment")[0].to_text().strip() == "Good."
    assert states() == ["submitted"]


def test_two_graders_do_not_overwrite_each_other(visitor: Visitor, people: People) -> None:
    paper = a_paper(people.trainee, people.edition)
    path = desk(people, paper, "/attempts/1/grade")
    theirs = sheet(comment="You count from two sides. Now date it.")
    mine = sheet(comment="Your facts are thin. Next, ask twice.", **{"level-case": "2"})
    visitor.signed_in(people.assessor).post(path, theirs)

    visitor.signed_in(people.trainer).post(path, mine, status=409)

    assert "Somebody graded this paper while you did" in visitor.text()
    assert theirs["comment"] in visitor.all("[role=alert]")[0].to_text()
    assert visitor.all("#comment")[0].to_text().strip() == mine["comment"]
    assert (grade_row().comment, grade_row().points) == (theirs["comment"], 370)

    version = visitor.all("input[name=version]")[0].attrs["value"]
    visitor.post(path, mine | {"version": version})
    row = grade_row()
    assert (row.comment, row.points, row.assessor) == (mine["comment"], 230, people.trainer)


def test_a_double_click_grades_once(visitor: Visitor, people: People) -> None:
    paper = a_paper(people.trainee, people.edition)
    visitor.signed_in(people.trainer)

    for _ in range(2):
        visitor.post(desk(people, paper, "/attempts/1/grade"), sheet())

    assert grade_row().version == 1


def test_a_paper_is_returned_with_a_reason(visitor: Visitor, people: People) -> None:
    paper = a_paper(people.trainee, people.edition)
    path = desk(people, paper, "/attempts/1/return")
    visitor.signed_in(people.assessor).post(path, {"reason": "  "}, status=422)
    assert "Say in a sentence what is missing" in visitor.text()
    assert states() == ["submitted"]

    visitor.post(path, {"reason": "Name the fact that is missing."})

    (attempt,) = db.session.scalars(
        select(CasePaperAttempt).options(joinedload(CasePaperAttempt.returned_by))
    )
    assert (attempt.reason, attempt.returned_by) == (
        "Name the fact that is missing.",
        people.assessor,
    )
    assert states() == ["returned"]


def test_what_was_returned_meanwhile_is_not_graded(visitor: Visitor, people: People) -> None:
    paper = a_paper(people.trainee, people.edition)
    visitor.signed_in(people.assessor).post(
        desk(people, paper, "/attempts/1/return"), {"reason": "Once more."}
    )

    visitor.signed_in(people.trainer).post(
        desk(people, paper, "/attempts/1/grade"), sheet(), status=409
    )

    assert "This has changed meanwhile" in visitor.text()
    assert COMMENT in visitor.text()
    assert states() == ["returned"]


def test_an_earlier_attempt_is_graded_no_more(
    visitor: Visitor, people: People, now: datetime
) -> None:
    paper = a_paper(people.trainee, people.edition, state="returned", by=people.trainer)
    seat = enrolment_of(people.trainee, people.edition)
    papers.hand_in(seat, CASE, CHANGE + " Better.", seen=1, at=now)

    for act in ("grade", "return"):
        visitor.signed_in(people.trainer).post(
            desk(people, paper, f"/attempts/1/{act}"), sheet(reason="Again."), status=409
        )

    assert states() == ["submitted"]


def test_the_last_attempt_can_only_be_graded(
    visitor: Visitor, people: People, now: datetime
) -> None:
    paper, seat = (
        a_paper(people.trainee, people.edition),
        enrolment_of(people.trainee, people.edition),
    )
    for number in (1, 2):
        papers.return_paper(paper, attempt=number, reason="Again.", by=people.trainer, at=now)
        papers.hand_in(seat, CASE, CHANGE + f" {number}", seen=paper.version, at=now)

    visitor.signed_in(people.trainer).get(desk(people, paper))
    assert "This was the last attempt" in visitor.text()
    assert visitor.all("#return") == []
    visitor.post(desk(people, paper, "/attempts/3/return"), {"reason": "Again."}, status=403)
    visitor.post(desk(people, paper, "/attempts/3/grade"), sheet())
    assert states() == ["graded"]


@pytest.mark.parametrize(
    ("resubmissions", "submitted", "allowed"),
    [(2, 1, True), (2, 2, True), (2, 3, False), (0, 1, False), (1, 1, True), (1, 2, False)],
)
def test_the_course_says_how_often_a_paper_may_come_back(
    resubmissions: int, submitted: int, allowed: bool
) -> None:
    course = (
        library()
        .courses["cluster-broker"]
        .model_copy(update={"case_papers": CasePapers(resubmissions=resubmissions)})
    )
    paper = CasePaper(state="submitted", times_submitted=submitted)

    assert policy.can_return_paper(paper, course) is allowed


def test_a_course_lets_a_paper_come_back_twice_unless_it_says_otherwise() -> None:
    assert CasePapers().resubmissions == 2


def test_a_released_grade_rests_until_it_is_taken_back(visitor: Visitor, people: People) -> None:
    paper = a_paper(people.trainee, people.edition, state="graded", by=people.trainer)
    visitor.signed_in(people.trainer).post(desk(people, paper, "/release"), {"version": "1"})

    visitor.post(desk(people, paper, "/attempts/1/grade"), sheet(2, comment="x" * 30), status=409)
    visitor.get(desk(people, paper))
    assert visitor.all("fieldset.criterion") == []

    visitor.post(desk(people, paper, "/withdrawal"))
    assert grade_row().released_at is None
    visitor.post(
        desk(people, paper, "/attempts/1/grade"), sheet(grade_row().version, **{"level-case": "2"})
    )
    assert (grade_row().points, grade_row().released_at) == (230, None)


def test_taking_a_grade_back_asks_for_the_password_and_is_on_record(
    visitor: Visitor, people: People
) -> None:
    paper = a_paper(
        people.trainee, people.edition, state="graded", by=people.trainer, released=True
    )
    visitor.signed_in(people.trainer)
    db.session.execute(update(SignIn).values(confirmed_at=datetime(2026, 1, 1, tzinfo=UTC)))

    visitor.post(desk(people, paper, "/withdrawal"), status=422)
    assert grade_row().released_at is not None
    visitor.post(desk(people, paper, "/withdrawal"), {"present_password": PASSWORD})

    assert grade_row().released_at is None
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(row.act, row.actor_id, row.chain) for row in events] == [
        (act, people.trainer.id, f"edition:{people.edition.id}")
        for act in ("case_grade.released", "case_grade.taken_back")
    ]


def test_only_the_grade_that_was_seen_is_released(
    visitor: Visitor, people: People, now: datetime
) -> None:
    paper = a_paper(people.trainee, people.edition, state="graded", by=people.trainer)
    visitor.signed_in(people.assessor).post(
        desk(people, paper, "/attempts/1/grade"), sheet(1, comment="Another comment, longer.")
    )

    visitor.signed_in(people.trainer).post(
        desk(people, paper, "/release"), {"version": "1"}, status=409
    )

    assert "Another comment, longer." in visitor.all("[role=alert]")[0].to_text()
    assert grade_row().released_at is None


def test_releasing_twice_changes_nothing(visitor: Visitor, people: People) -> None:
    paper = a_paper(people.trainee, people.edition, state="graded", by=people.trainer)
    visitor.signed_in(people.trainer).post(desk(people, paper, "/release"), {"version": "1"})
    first = grade_row().released_at

    visitor.post(desk(people, paper, "/release"), {"version": "1"})

    assert grade_row().released_at == first


def test_there_is_nothing_to_release_of_what_is_not_graded(
    visitor: Visitor, people: People
) -> None:
    paper = a_paper(people.trainee, people.edition)

    for act in ("/release", "/withdrawal"):
        visitor.signed_in(people.trainer).post(desk(people, paper, act), status=409)


@pytest.mark.parametrize("number", [1, 3])
def test_a_desk_costs_the_same_for_one_decision_and_three(
    visitor: Visitor, people: People, now: datetime, number: int
) -> None:
    paper = a_paper(people.trainee, people.edition, case_id="bagru" if number == 1 else "masaya")
    graded(paper, by=people.assessor, at=now)

    visitor.signed_in(people.trainer).get(desk(people, paper))

    assert visitor.statements == 7
