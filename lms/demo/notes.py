"""What trainees marked and wrote beside the texts they read."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lms.content.course import Course
from lms.demo import moments
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.notes import actions, anchoring
from lms.notes.actions import Writing
from lms.notes.anchoring import Passage
from lms.notes.pages import CoursePage, pages_of


def keep_notes(world: World) -> None:
    for name, notes in read_texts("notes").items():
        owner, course = world.people[name], world.course_of(name)
        for number, spec in enumerate(notes):
            day = moments.today(world.at, owner.time_zone) - timedelta(days=int(spec["ago"]))
            actions.keep(
                uuid5(NAMESPACE_URL, f"{owner.email}/{number}"),
                _writing(_page(course, spec["page"]), spec),
                owner=owner,
                base=None,
                at=moments.evening(day, owner.time_zone, number, at=world.at),
            )


def _page(course: Course, named: str) -> CoursePage:
    pages = {f"{page.kind}/{page.id}": page for page in pages_of(course).values()}
    return pages[named]


def _writing(page: CoursePage, spec: dict[str, Any]) -> Writing:
    passage = _with_context(str(page.text.html), spec.get("quote", ""))
    return Writing(
        course_id=page.course.id,
        kind=page.kind,
        ref=page.ref,
        language=page.language,
        body=spec.get("body", ""),
        quote=passage.quote,
        before=passage.before,
        after=passage.after,
    )


def _with_context(html: str, quote: str) -> Passage:
    found = anchoring.find(html, Passage(quote, "", ""))
    return anchoring.passage(html, *found) if found else Passage(quote, "", "")
