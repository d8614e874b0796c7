"""What the addresses of materials name, found as the reader may see it; 404 otherwise."""

from flask import abort

from lms.accounts.access import allow
from lms.accounts.session import me
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition
from lms.materials import policy, queries
from lms.materials.models import Kind, Material

MATERIALS = "/editions/<int:edition_id>/materials"
MATERIAL = f"{MATERIALS}/<int:material_id>"


def the_edition_to_prepare(edition_id: int) -> Edition:
    """403 for those who are in the edition and do not teach it."""
    edition = the_edition(edition_id)
    allow(policy.can_prepare(me(), edition))
    return edition


def the_material(edition_id: int, material_id: int) -> tuple[Edition, Material]:
    """For whoever may read it."""
    edition = the_edition(edition_id)
    found = db.find_or_404(queries.material_page(edition, material_id))
    if not policy.can_read(me(), edition, found):
        abort(404)
    return edition, found


def the_material_to_prepare(edition_id: int, material_id: int) -> tuple[Edition, Material]:
    edition = the_edition_to_prepare(edition_id)
    return edition, db.find_or_404(queries.material_page(edition, material_id))


def kind_of(written: str) -> Kind:
    return Kind(written) if written in set(Kind) else abort(404)
