"""What an edition has added, on the page of a class day and on the page of the edition."""

from flask import render_template
from markupsafe import Markup

from lms.accounts.session import me
from lms.db import db
from lms.editions.class_days import ClassDay
from lms.editions.models import Edition
from lms.learning.panels import on_class_day
from lms.materials import policy, queries, vocabulary


@on_class_day
def materials_of_the_day(edition: Edition, when: ClassDay) -> Markup | None:
    """The published ones; whoever prepares them finds the way to add one."""
    rows = db.session.scalars(queries.published_in(edition, day=when.day.ref)).all()
    prepares = policy.can_prepare(me(), edition)
    if not rows and not prepares:
        return None
    page = render_template(
        "materials/_of_day.html",
        edition=edition,
        when=when,
        materials=rows,
        prepares=prepares,
        KINDS=vocabulary.KINDS,
        ICONS=vocabulary.ICONS,
    )
    return Markup(page)  # noqa: S704  # a page of ours
