"""Case papers of an edition in four lists, for those who grade them."""

import re
from collections import Counter
from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.case_studies import paper_queries, papers, policy
from lms.case_studies.models import CasePaper
from lms.case_studies.paper_queries import RELEASED, RETURNED, UNRELEASED, WAITING
from lms.case_studies.views import bp
from lms.case_studies.views.finding import title_of
from lms.catalog.find import course_or_404
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition

PAGE = 50
LISTS = (WAITING, UNRELEASED, RETURNED, RELEASED)


@bp.get("/editions/<int:edition_id>/case-papers")
@open_to(Audience.MEMBERS)
def paper_queue(edition_id: int) -> ResponseReturnValue:
    """Oldest first; `list` says which of the four."""
    edition, shown = the_edition(edition_id), request.args.get("list", WAITING)
    allow(policy.can_grade(edition))
    if shown not in LISTS:
        abort(404)
    query = paper_queries.queue(edition, me(), shown, after=_cursor(), most=PAGE)
    rows = db.session.scalars(query).all()
    totals, unreleased = _counts(edition)
    course, now = course_or_404(edition.course_id), clock.now()
    return render_template(
        "case_studies/paper_queue.html",
        edition=edition,
        shown=shown,
        papers=rows[:PAGE],
        totals=totals,
        unreleased=unreleased if shown == UNRELEASED else {},
        titles={row.case_id: title_of(row.case_id) for row in rows} | _titles(unreleased),
        attempts=1 + course.case_papers.resubmissions,
        now=now,
        later=_later(edition, shown, rows[PAGE - 1]) if len(rows) > PAGE else None,
    )


def _counts(edition: Edition) -> tuple[Counter[str], Counter[str]]:
    """How many papers each list has, and how many grades of each case wait to be released."""
    totals: Counter[str] = Counter()
    unreleased: Counter[str] = Counter()
    for case_id, state, released, number in db.session.execute(paper_queries.counts(edition, me())):
        shown = {"submitted": WAITING, "returned": RETURNED}.get(state)
        shown = shown or (RELEASED if released else UNRELEASED)
        totals[shown] += number
        unreleased[case_id] += number if shown == UNRELEASED else 0
    return totals, +unreleased


def _titles(cases: Counter[str]) -> dict[str, str]:
    return {case_id: title_of(case_id) for case_id in cases}


def _cursor() -> tuple[datetime, int] | None:
    """Where the next page begins: `after=<moment>_<paper>`."""
    raw = request.args.get("after")
    if not raw:
        return None
    found = re.fullmatch(r"([^_]{1,40})_(\d{1,9})", raw)
    return (_moment(found[1]), int(found[2])) if found else abort(404)


def _moment(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError):
        abort(404)


def _later(edition: Edition, shown: str, last: CasePaper) -> str:
    mark = f"{last.submitted_at.isoformat() if last.submitted_at else ''}_{last.id}"
    return url_for(".paper_queue", edition_id=edition.id, list=shown, after=mark)


@bp.post("/editions/<int:edition_id>/case-studies/<case_id>/releases")
@open_to(Audience.MEMBERS)
def release_grades(edition_id: int, case_id: str) -> ResponseReturnValue:
    """Release what was graded when the page was opened, in one case of the edition."""
    edition = the_edition(edition_id)
    allow(policy.can_grade(edition))
    now = clock.now()
    until = min(_moment(request.form.get("until", "")), now)
    number = papers.release_all(edition, case_id, until=until, by=me(), at=now)
    flash(
        ngettext(
            "%(num)s grade is released: its trainee sees it now.",
            "%(num)s grades are released: their trainees see them now.",
            number,
        )
        if number
        else _("Nothing was waiting to be released.")
    )
    return redirect(url_for(".paper_queue", edition_id=edition.id, list=UNRELEASED), 303)
