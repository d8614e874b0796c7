"""Who changed a material, when, and what."""

from typing import NamedTuple

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.db import db
from lms.materials import queries
from lms.materials.differences import Line, differences
from lms.materials.models import MaterialRevision
from lms.materials.views import bp
from lms.materials.views.finding import MATERIAL, the_material_to_prepare
from lms.materials.vocabulary import FIELDS


class Change(NamedTuple):
    """One field of a revision that differs from the one before."""

    field: str
    lines: list[Line | None]


@bp.get(f"{MATERIAL}/revisions")
@open_to(Audience.MEMBERS)
def revisions(edition_id: int, material_id: int) -> ResponseReturnValue:
    edition, material = the_material_to_prepare(edition_id, material_id)
    rows = db.session.scalars(queries.revisions_of(material).limit(100)).all()
    return render_template(
        "materials/revisions.html", edition=edition, material=material, revisions=rows
    )


@bp.get(f"{MATERIAL}/revisions/<int:number>")
@open_to(Audience.MEMBERS)
def revision(edition_id: int, material_id: int, number: int) -> ResponseReturnValue:
    """What this revision changed; of the first one, all that it holds."""
    edition, material = the_material_to_prepare(edition_id, material_id)
    found = {
        row.number: row
        for row in db.session.scalars(queries.revisions(material, [number - 1, number]))
    }
    if number not in found:
        abort(404)
    return render_template(
        "materials/revision.html",
        edition=edition,
        material=material,
        revision=found[number],
        changes=_changes(found.get(number - 1), found[number]),
    )


def _changes(before: MaterialRevision | None, after: MaterialRevision) -> list[Change]:
    old, new = _told(before) if before else {}, _told(after)
    found = [Change(name, differences(old.get(name, ""), new.get(name, ""))) for name in FIELDS]
    return [change for change in found if change.lines]


def _told(row: MaterialRevision) -> dict[str, str]:
    return {**row.fields, "title": row.title, "summary": row.summary}
