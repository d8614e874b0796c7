import re
from datetime import date

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.content import library
from lms.db import db
from lms.editions import policy, queries
from lms.editions.roles import my_enrolments
from lms.editions.views import bp
from lms.i18n import language

PAGE = 50


@bp.get("/editions")
@open_to(Audience.MEMBERS)
def editions() -> ResponseReturnValue:
    rows = db.session.scalars(queries.editions_page(me(), before=_cursor(), most=PAGE)).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    mine: dict[int, list[str]] = {}
    for row in my_enrolments():
        mine.setdefault(row.edition_id, []).append(row.role)
    return render_template(
        "editions/editions.html",
        editions=rows[:PAGE],
        roles=mine,
        titles={course.id: course.title.get(language()) for course in library().courses.values()},
        older=url_for(".editions", before=f"{last.starts_on}_{last.id}") if last else None,
        can_open=policy.can_open_edition(me()),
        today=clock.now().date(),
    )


def _cursor() -> tuple[date, int] | None:
    """Where the page of older editions begins: `before=2026-11-20_7`."""
    raw = request.args.get("before")
    if not raw:
        return None
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)_(\d{1,9})", raw)
    try:
        return (date.fromisoformat(found[1]), int(found[2])) if found else abort(404)
    except ValueError:
        abort(404)
