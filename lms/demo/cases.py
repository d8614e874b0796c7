"""Cases: decisions, an opening in class, papers with what became of them, and a discussion."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from lms.accounts.models import User
from lms.case_studies import actions, discussing, papers
from lms.case_studies.models import CasePaper
from lms.case_studies.post_models import CasePost
from lms.content import library
from lms.demo import moments
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.editions.class_days import class_days
from lms.editions.models import Edition
from lms.grading.actions import Marking

Spec = dict[str, Any]
Act = tuple[datetime, Callable[[datetime], object]]


def decide_cases(world: World) -> None:
    """In the order of time: who decides after the class was told is marked by it."""
    openings = [_opening(world, spec) for spec in read_texts("cases")["openings"]]
    decisions = [
        _decision(world, spec, number)
        for number, spec in enumerate(read_texts("decisions")["decisions"])
    ]
    for moment, act in sorted([*openings, *decisions], key=lambda pair: pair[0]):
        act(moment)


def _opening(world: World, spec: Spec) -> Act:
    edition, by = world.editions[spec["edition"]], world.people[spec["by"]]
    case = library().case_studies[spec["case"]]
    moment = moments.morning(_class_day(edition, spec), edition.time_zone, 5, at=world.at)
    return moment, lambda at: actions.open_for_everyone(case, edition, by=by, at=at)


def _decision(world: World, spec: Spec, number: int) -> Act:
    enrolment = world.enrolments[spec["person"]]
    case = library().case_studies[spec["case"]]
    decision = case.decision(spec["decision"])
    day = _class_day(enrolment.edition, spec)
    moment = moments.evening(day, enrolment.user.time_zone, number, at=world.at)
    return moment, lambda at: actions.decide(
        case,
        decision,
        option_id=decision.option(spec["option"]).id,
        reasons=spec["reasons"],
        by=enrolment.user,
        edition_id=enrolment.edition_id,
        at=at,
    )


def _class_day(edition: Edition, spec: Spec) -> date:
    days = class_days(library().courses[edition.course_id], edition.starts_on)
    return days[min(int(spec["day"]), len(days)) - 1].date


def write_papers(world: World) -> None:
    for number, spec in enumerate(read_texts("cases")["papers"]):
        enrolment = world.enrolments[spec["person"]]
        day = _class_day(enrolment.edition, spec)
        paper = None
        for event in spec["then"]:
            day = moments.working_day(day, int(event["after"]))
            by = world.people[event.get("by", spec["person"])]
            moment = moments.evening(day, by.time_zone, number, at=world.at)
            paper = _happens(world, spec, paper, event, by, moment)


def _happens(
    world: World, spec: Spec, paper: CasePaper | None, event: Spec, by: User, at: datetime
) -> CasePaper:
    seen = paper.version if paper else 0
    enrolment = world.enrolments[spec["person"]]
    if "keep" in event:
        return papers.write(enrolment, spec["case"], event["keep"], seen=seen)
    if "hand_in" in event:
        return papers.hand_in(enrolment, spec["case"], event["hand_in"], seen=seen, at=at)
    assert paper is not None  # noqa: S101  # it was handed in before
    attempt = paper.times_submitted
    if "return" in event:
        return papers.return_paper(paper, attempt=attempt, reason=event["return"], by=by, at=at)
    levels = {name: int(level) for name, level in event["grade"].items()}
    marking = Marking(library().rubrics["case"], levels, event["comment"])
    grade = papers.grade(paper, marking, attempt=attempt, by=by, at=at)
    if "release" in event:
        papers.release(paper, enrolment.edition, seen=grade.version, by=by, at=at)
    return paper


def discuss_cases(world: World) -> None:
    for spec in read_texts("cases")["posts"]:
        edition = world.editions[spec["edition"]]
        day = _class_day(edition, spec)
        written: list[CasePost] = []
        for number, post in enumerate(spec["posts"]):
            moment = moments.evening(day, edition.time_zone, 0, at=world.at)
            answered = written[int(post["reply"]) - 1] if "reply" in post else None
            written.append(
                discussing.post(
                    edition,
                    spec["case"],
                    body=post["text"].strip(),
                    key=uuid4(),
                    reply_to=answered,
                    by=world.people[post["by"]],
                    at=min(moment + timedelta(minutes=37 * number), world.at - moments.JUST_NOW),
                )
            )
