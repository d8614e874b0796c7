"""The list of an edition's materials, one of them, and its files."""

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition
from lms.files import serving
from lms.materials import policy, queries
from lms.materials.days import numbered_days
from lms.materials.models import Material
from lms.materials.views import bp
from lms.materials.views.finding import MATERIAL, MATERIALS, the_material


@bp.get(MATERIALS)
@open_to(Audience.MEMBERS)
def materials(edition_id: int) -> ResponseReturnValue:
    """By class day; whoever prepares them sees drafts too, and puts them in order."""
    edition = the_edition(edition_id)
    prepares = policy.can_prepare(me(), edition)
    query = queries.all_of(edition) if prepares else queries.published_in(edition)
    rows = db.session.scalars(query).all()
    return render_template(
        "materials/materials.html",
        edition=edition,
        groups=_by_day(edition, list(rows)),
        prepares=prepares,
    )


def _by_day(edition: Edition, rows: list[Material]) -> list[tuple[str, str, list[Material]]]:
    """(number of the day, its title, what belongs to it); the whole edition first, without both."""
    days = [("", "", "")]
    days += [(day.ref, str(number), day.title) for number, day in numbered_days(edition)]
    known = {ref for ref, _number, _title in days}
    placed = [(row.day if row.day in known else "", row) for row in rows]
    found = [
        (number, title, [row for at, row in placed if at == ref]) for ref, number, title in days
    ]
    return [group for group in found if group[2]]


@bp.get(MATERIAL)
@open_to(Audience.MEMBERS)
def show(edition_id: int, material_id: int) -> ResponseReturnValue:
    edition, material = the_material(edition_id, material_id)
    day = next((row for row in numbered_days(edition) if row[1].ref == material.day), None)
    return render_template(
        "materials/show.html",
        edition=edition,
        material=material,
        text=material.current,
        day=day,
        prepares=policy.can_prepare(me(), edition),
        can_publish=policy.can_publish(material),
        can_discard=policy.can_discard(material),
    )


@bp.get(f"{MATERIAL}/files/<int:file_id>")
@open_to(Audience.MEMBERS)
def file(edition_id: int, material_id: int, file_id: int) -> Response:
    """Of a published material for the edition's members; of any for those who prepare it."""
    edition = the_edition(edition_id)
    found = db.find_or_404(queries.file_of(edition, material_id, file_id))
    if found.material.state != "published" and not policy.can_prepare(me(), edition):
        abort(404)
    return serving.answer(found.file)
