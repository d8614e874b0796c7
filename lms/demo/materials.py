"""What the editions added to their course, and a case paper that three wrote together."""

from datetime import datetime, timedelta
from typing import Any

from werkzeug.datastructures import FileStorage

from lms.accounts.models import User
from lms.case_studies import authors, joining, paper_queries, papers
from lms.content import library
from lms.db import db
from lms.demo import moments
from lms.demo.texts import FOLDER, read_texts
from lms.demo.world import World
from lms.editions.models import Edition
from lms.files import actions as files
from lms.grading.actions import Marking
from lms.materials import actions
from lms.materials.actions import Draft, Sent
from lms.materials.fields import OF_KIND
from lms.materials.models import Kind


def add_materials(world: World) -> None:
    for number, spec in enumerate(read_texts("materials").values()):
        edition, by = world.editions[spec["edition"]], world.people[spec["by"]]
        kind = Kind(spec["kind"])
        at = _moment(world, edition, spec["made"], number)
        fields = {name: spec.get(name, "") for name in OF_KIND[kind]}
        draft = Draft(spec["title"], spec["summary"], spec["day"], fields)
        sent = _sent(spec, edition, by, at) if "file" in spec else None
        row = actions.add(edition, kind, draft, sent=sent, by=by, at=at)
        if "published" in spec:
            actions.publish(row, edition, at=_moment(world, edition, spec["published"], number))


def _moment(world: World, edition: Edition, days: str, number: int) -> datetime:
    day = moments.today(world.at, edition.time_zone) - timedelta(days=int(days))
    return moments.morning(day, edition.time_zone, number, at=world.at)


def _sent(spec: dict[str, Any], edition: Edition, by: User, at: datetime) -> Sent:
    with (FOLDER / "materials" / spec["file"]).open("rb") as file:
        received = files.examine(FileStorage(file, filename=spec["file"]))
    return Sent(files.keep(received, edition, by=by, at=at), spec["caption"])


def write_together(world: World) -> None:
    """A group hands in one paper; its mark is released, and one of them has more."""
    spec = read_texts("cases")["group"]
    seats = [world.enrolments[name] for name in spec["people"]]
    edition, trainer = seats[0].edition, world.people[spec["by"]]
    authors.form_group(edition, spec["case"], [seat.id for seat in seats])
    at = _moment(world, edition, spec["handed_in"], 0)
    papers.hand_in(seats[0], spec["case"], spec["text"], seen=0, at=at)
    found = paper_queries.paper_of(seats[0], spec["case"])
    paper = db.session.scalars(found).unique().one()
    then = _moment(world, edition, spec["graded"], 0)
    levels = {name: int(level) for name, level in spec["grade"].items()}
    marking = Marking(library().rubrics["case"], levels, spec["comment"])
    grade = papers.grade(paper, marking, attempt=1, by=trainer, at=then)
    for author, seat in zip(paper.authors, spec["people"], strict=True):
        told = spec["adjusted"].get(seat)
        if told:
            marks, why = int(told["marks"]), told["reason"]
            authors.adjust(paper, author, marks=marks, reason=why, by=trainer)
        authors.agree(author, at=then)
    papers.release(paper, edition, seen=grade.version, by=trainer, at=then)


def ask_each_other(world: World) -> None:
    """A trainer lets the class form groups, and one who has begun asks another."""
    spec = read_texts("cases")["own_groups"]
    author, trainer = world.enrolments[spec["author"]], world.people[spec["by"]]
    asked, most = [world.enrolments[name].id for name in spec["asks"]], int(spec["most"])
    at = _moment(world, author.edition, spec["asked"], 0)
    joining.permit(author.edition, spec["case"], most=most, by=trainer, at=at)
    joining.invite(author, spec["case"], asked, most=most, at=at)
