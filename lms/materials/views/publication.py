from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.db import db
from lms.materials import actions, policy, queries
from lms.materials.views import bp
from lms.materials.views.finding import (
    MATERIAL,
    MATERIALS,
    the_edition_to_prepare,
    the_material_to_prepare,
)


@bp.post(f"{MATERIAL}/publication")
@open_to(Audience.MEMBERS)
def publish(edition_id: int, material_id: int) -> ResponseReturnValue:
    """Show it to the members of the edition."""
    edition, material = the_material_to_prepare(edition_id, material_id)
    allow(policy.can_publish(material) or material.state == "published")
    actions.publish(material, edition, at=clock.now())
    flash(_("The members of the edition can read it now."))
    return redirect(url_for(".show", edition_id=edition.id, material_id=material.id), 303)


@bp.post(f"{MATERIAL}/publication/withdrawal")
@open_to(Audience.MEMBERS)
def withdraw(edition_id: int, material_id: int) -> ResponseReturnValue:
    edition, material = the_material_to_prepare(edition_id, material_id)
    if material.published_at is not None:
        actions.withdraw(material, edition, at=clock.now())
        flash(_("It is withdrawn. Its text and its revisions stay with you."))
    return redirect(url_for(".show", edition_id=edition.id, material_id=material.id), 303)


@bp.post(f"{MATERIAL}/files/<int:file_id>/removal")
@open_to(Audience.MEMBERS)
def remove_file(edition_id: int, material_id: int, file_id: int) -> ResponseReturnValue:
    """Take a file off that the text does not name."""
    edition, material = the_material_to_prepare(edition_id, material_id)
    row = db.find_or_404(queries.file_of(edition, material.id, file_id))
    if row.key in material.shown_in_text:
        flash(_("The text still shows media/%(name)s. Take it out there first.", name=row.key))
    else:
        actions.detach(material, row, at=clock.now())
        flash(_("The file is taken off."))
    return redirect(url_for(".edit", edition_id=edition.id, material_id=material.id), 303)


@bp.post(f"{MATERIALS}/order")
@open_to(Audience.MEMBERS)
def arrange(edition_id: int) -> ResponseReturnValue:
    """New places inside the days' lists; what is not a number changes nothing."""
    edition = the_edition_to_prepare(edition_id)
    rows = db.session.scalars(queries.all_of(edition)).all()
    actions.arrange(list(rows), _wished([row.id for row in rows]))
    flash(_("The order is saved."))
    return redirect(url_for(".materials", edition_id=edition.id), 303)


def _wished(ids: list[int]) -> dict[int, int]:
    typed = {one: request.form.get(f"place-{one}", "").strip() for one in ids}
    return {
        one: int(text)
        for one, text in typed.items()
        if text.isascii() and text.isdecimal() and len(text) < 4  # noqa: PLR2004
    }
