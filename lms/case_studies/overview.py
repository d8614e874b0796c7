"""The cases of an edition in the order of its days, with what the reader wants to know of each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lms.accounts.models import User
from lms.case_studies import paper_queries, policy, post_queries, queries
from lms.case_studies.models import CasePaper
from lms.case_studies.post_queries import Activity
from lms.case_studies.progress import Progress, progress_of
from lms.content import library
from lms.content.case_study import CaseStudy
from lms.content.course import Course
from lms.db import db
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.queries import as_counts, head_count
from lms.editions.roles import my_role_in
from lms.i18n import language


@dataclass(frozen=True)
class Row:
    """`finished` is for who leads the class, `waiting` for who grades, the rest for a trainee."""

    case: CaseStudy
    day: int | None
    opened: bool
    activity: Activity | None
    finished: int = 0
    waiting: int = 0
    progress: Progress | None = None
    paper: CasePaper | None = None


@dataclass(frozen=True)
class Overview:
    rows: list[Row]
    trainees: int = 0  # in the edition; counted for who leads it


def overview(edition: Edition, course: Course, reader: User) -> Overview:
    """Five statements at most."""
    opened = {row.case_id for row in db.session.scalars(queries.openings_in(edition))}
    activity = {
        row[0]: Activity(row[1], row[2])
        for row in db.session.execute(post_queries.activity_in(edition))
    }
    rows = [
        Row(case, day, case.id in opened, activity.get(case.id)) for day, case in _cases(course)
    ]
    trainee = my_role_in(edition.id, Role.TRAINEE)
    if policy.can_lead(reader, edition) or policy.can_grade(edition):
        return _for_staff(edition, rows, reader)
    return Overview(_for_trainee(trainee, rows, reader) if trainee else rows)


def _cases(course: Course) -> Iterator[tuple[int | None, CaseStudy]]:
    """Each case on the first day that uses it; those that no day uses come last."""
    left = {case.id: case.in_language(language()) for case in library().case_studies.values()}
    for number, day in enumerate(course.days, 1):
        yield from ((number, left.pop(name)) for name in day.cases if name in left)
    yield from ((None, case) for case in left.values())


def _for_staff(edition: Edition, rows: list[Row], reader: User) -> Overview:
    last = [(row.case.id, row.case.decisions[-1].id) for row in rows]
    finished = {row[0]: row[1] for row in db.session.execute(queries.finished_in(edition, last))}
    waiting: Counter[str] = Counter()
    if policy.can_grade(edition):
        for case_id, state, _released, number in db.session.execute(
            paper_queries.counts(edition, reader)
        ):
            waiting[case_id] += number if state == "submitted" else 0
    people = as_counts(list(db.session.execute(head_count(edition))))
    return Overview(
        [
            replace(row, finished=finished.get(row.case.id, 0), waiting=waiting[row.case.id])
            for row in rows
        ],
        people.get(Role.TRAINEE, 0),
    )


def _for_trainee(trainee: Enrolment, rows: list[Row], reader: User) -> list[Row]:
    progress = progress_of(reader)
    papers = {row.case_id: row for row in db.session.scalars(paper_queries.papers_by(trainee))}
    return [
        replace(row, progress=progress.get(row.case.id), paper=papers.get(row.case.id))
        for row in rows
    ]
