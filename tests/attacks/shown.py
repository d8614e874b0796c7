"""Pages of the demo world that show what no walk of one page of each kind comes to.

A line says who looks, at which address, and the tables whose rows fill it in.
"""

from collections.abc import Iterator
from functools import reduce

from sqlalchemy import select

from lms.db import Model, db

MORE = (
    ("admin", "/projects/{}/actors/{}", "actor_consent actor", "actor.project_id actor.id"),
    ("admin", "/placements/{}/appeals/{}", "appeal", "appeal.placement_id appeal.id"),
    (
        "assessor",
        "/editions/{}/case-papers/{}",
        "case_paper enrolment",
        "enrolment.edition_id case_paper.id",
    ),
    ("trainee3", "/certificates", "", ""),
    ("admin", "/certificates/{}", "certificate", "certificate.serial"),
    (
        "supervisor2",
        "/placements/{}/{}",
        "closing",
        "closing.placement_id closing.target",
    ),
    ("supervisor2", "/placements/{}/{}", "reflection", "reflection.placement_id reflection.target"),
    ("admin", "/editions/{}/completion", "completion_rule", "completion_rule.edition_id"),
    ("admin", "/topics/{}/record", "decision_outcome", "decision_outcome.decision_id"),
    (
        "trainee",
        "/placements/{}/deliverables/{}",
        "deliverable",
        "deliverable.placement_id deliverable.name",
    ),
    ("assessor", "/reviews/deliverables/{}", "deliverable", "deliverable.id"),
    (
        "admin",
        "/p/{}/translations/{}",
        "earlier_translation post_translation",
        "post_translation.post_id post_translation.language",
    ),
    ("admin", "/placements/{}/entrustment", "entrustment", "entrustment.placement_id"),
    (
        "supervisor",
        "/placements/{}/entries/{}/evidence",
        "evidence log_entry",
        "log_entry.placement_id log_entry.id",
    ),
    (
        "admin",
        "/editions/{}/gradebook/{}",
        "hand_mark enrolment",
        "enrolment.edition_id enrolment.id",
    ),
    ("participant2", "/benchmarks/introductions/{}", "introduction", "introduction.id"),
    ("admin", "/meetings/{}", "meeting", "meeting.id"),
    ("trainee", "/my-notes.md", "", ""),
    ("trainee", "/my-notes/{}/edit", "note", "note.id"),
    ("admin", "/placements/{}/pauses", "pause", "pause.placement_id"),
    ("admin", "/placements/{}/sign-off", "placement_step", "placement_step.placement_id"),
    ("admin", "/p/{}/reactions", "reaction", "reaction.post_id"),
    (
        "admin",
        "/placements/{}/entries/{}",
        "evidence log_entry",
        "log_entry.placement_id log_entry.id",
    ),
    ("supervisor", "/second-marks/{}", "second_mark", "second_mark.id"),
)


def more() -> Iterator[tuple[str, str]]:
    """(who, address), each address once."""
    known = set()
    for who, address, tables, columns in MORE:
        for row in _rows(tables.split(), columns.split()):
            found = address.format(*(_in_address(value) for value in row))
            if (who, found) not in known:
                known.add((who, found))
                yield who, found


def _rows(names: list[str], columns: list[str]) -> list[tuple[object, ...]]:
    if not names:
        return [()]
    tables = Model.metadata.tables
    joined = reduce(lambda one, other: one.join(tables[other]), names[1:], tables[names[0]])
    asked = [tables[name.partition(".")[0]].c[name.partition(".")[2]] for name in columns]
    query = select(*asked).select_from(joined).distinct()
    return [tuple(row) for row in db.session.execute(query)]


def _in_address(value: object) -> object:
    """A week is kept as `week:3` and stands at `weeks/3`."""
    return value.replace(":", "s/") if isinstance(value, str) else value
