"""The placements a person sees, a page at a time: all by name, or those behind, furthest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import abort, request, url_for

from lms.accounts.models import User
from lms.db import db
from lms.logbook.pace import Pace, pace
from lms.logbook.queries import HANDED_IN, Hours, as_hours, hours_of
from lms.paging import page_of
from lms.placements import queries
from lms.placements.finding import local_today, utc_today
from lms.placements.models import Placement

PAGE: Final = 20


@dataclass(frozen=True)
class Listed:
    """A page of them with their hours, and the addresses of the pages beside it."""

    placements: Sequence[Placement]
    totals: Mapping[int, Hours]
    paces: Mapping[int, Pace]
    before: str | None
    after: str | None
    count: int = 0  # of all who are behind

    def all_of(self, user: User) -> bool:
        """Whether everything on the page is this person's own."""
        return all(row.enrolment.user_id == user.id for row in self.placements)


def by_name(user: User) -> Listed:
    page = page_of(
        queries.listed_placements(user, on=utc_today()),
        (User.name, Placement.id),
        lambda row: (row.enrolment.user.name, row.id),
        most=PAGE,
    )
    return _listed(
        page.rows,
        before=page.before and url_for("fieldwork.mine", before=page.before),
        after=page.after and url_for("fieldwork.mine", after=page.after),
    )


def behind(user: User) -> Listed:
    """The plan is worked out for all who are at work, so that the count is the list's."""
    found = _furthest_first(user)
    first = _first(len(found))
    here = found[first : first + PAGE]
    query = queries.listed_placements(user, on=utc_today()).where(Placement.id.in_(here))
    rows = {row.id: row for row in db.session.scalars(query)}
    return _listed(
        [rows[number] for number in here],
        before=_behind_from(max(first - PAGE, 0)) if first else None,
        after=_behind_from(first + PAGE) if first + PAGE < len(found) else None,
        count=len(found),
    )


def _furthest_first(user: User) -> list[int]:
    query = queries.running_placements(user, on=utc_today()).add_columns(HANDED_IN)
    paces = [pace(row, minutes, local_today(row)) for row, minutes in db.session.execute(query)]
    late = sorted((row for row in paces if row.needs_work), key=lambda row: -row.behind)
    return [row.placement.id for row in late]


def _behind_from(first: int) -> str:
    asked: dict[str, Any] = {"show": "behind", "from": first or None}
    return url_for("fieldwork.mine", **asked)


def _first(count: int) -> int:
    """`from=20`; nothing but the first page of a list that has become shorter is no page."""
    raw = request.args.get("from", "0")
    if not (raw.isascii() and raw.isdigit() and len(raw) < 6):  # noqa: PLR2004  # nobody follows so many
        abort(404)
    first = int(raw)
    return first if first == 0 or first < count else abort(404)


def _listed(
    rows: Sequence[Placement], *, before: str | None, after: str | None, count: int = 0
) -> Listed:
    found = db.session.execute(*hours_of(*(row.id for row in rows))).all()
    totals = {row[0]: as_hours(row) for row in found}
    paces = {row.id: pace(row, totals[row.id].submitted, local_today(row)) for row in rows}
    return Listed(rows, totals, paces, before, after, count)
