"""Materials of an edition, made as the feature makes them."""

from datetime import UTC, datetime, timedelta

from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Edition
from lms.files import actions as files
from lms.materials import actions, queries
from lms.materials.actions import Draft
from lms.materials.models import Kind, Material, MaterialFile
from tests.files.factories import PDF, a_photo, sent

AT = datetime.now(UTC) - timedelta(days=2)
TEXT = "Go to the **market** at six.\n\n## What to ask\n\n- Who buys?\n- Who sets the price?\n"


def a_material(  # each may matter
    edition: Edition,
    by: User,
    *,
    title: str = "The leather market at dawn",
    kind: Kind = Kind.LESSON,
    day: str = "",
    published: bool = True,
    **fields: str,
) -> Material:
    told = {"body": TEXT, **({"minutes": "20"} if kind is Kind.LESSON else {}), **fields}
    draft = Draft(title, "An hour that teaches more than a report.", day, told)
    row = actions.add(edition, kind, draft, by=by, at=AT)
    if published:
        actions.publish(row, edition, at=AT)
    db.session.commit()
    return row


def a_file(
    material: Material, edition: Edition, by: User, data: bytes = PDF, name: str = "prices.pdf"
) -> MaterialFile:
    stored = files.keep(files.receive(sent(data, name)), edition, by=by, at=AT)
    found = db.session.scalars(queries.material_page(edition, material.id)).unique().one()
    text = found.current
    draft = Draft(text.title, text.summary, found.day, text.fields)
    sent_along = actions.Sent(stored, "The market")
    actions.change(found, edition, draft, sent=sent_along, seen=found.version, by=by, at=AT)
    db.session.commit()
    return found.attached[-1]


def a_picture(material: Material, edition: Edition, by: User) -> MaterialFile:
    return a_file(material, edition, by, a_photo(), "Market stall.jpg")
