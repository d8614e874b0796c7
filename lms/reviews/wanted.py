"""Which part of the queue somebody walks through: it stays in the address from page to page."""

from typing import Any, Final, NamedTuple

from flask import abort, request
from sqlalchemy import Select, select

from lms.placements.models import Placement, SupervisorAssignment
from lms.placements.queries import SUPERVISED

SHOWN: Final = ("", "mine", "covering", "flagged", "came-back")
ROLE_OF: Final = {"mine": "primary", "covering": "cover"}


class Wanted(NamedTuple):
    """`show` is one of SHOWN, `project` the number of a cluster or network."""

    show: str = ""
    project: int | None = None

    @property
    def args(self) -> dict[str, Any]:
        """For the addresses of the same part."""
        named = {"show": self.show, "project": self.project}
        return {name: value for name, value in named.items() if value}


def wanted() -> Wanted:
    """As the address says; what names nothing is no page."""
    show, project = request.args.get("show", ""), request.args.get("project", "")
    if show not in SHOWN:
        abort(404)
    if not project:
        return Wanted(show)
    return Wanted(show, int(project)) if project.isascii() and project.isdigit() else abort(404)


def followed_as(show: str) -> Select[int]:
    """Placements of the reader in the role that is wanted, in any when none is."""
    if show in ROLE_OF:
        return SUPERVISED.where(SupervisorAssignment.role == ROLE_OF[show])
    return SUPERVISED


def placements_wanted(part: Wanted) -> Select[int] | None:
    """For work that is no log entry: the same narrowing, where there is one."""
    if part.show not in ROLE_OF and part.project is None:
        return None
    query = select(Placement.id)
    if part.show in ROLE_OF:
        query = query.where(Placement.id.in_(followed_as(part.show)))
    return query.where(Placement.project_id == part.project) if part.project else query
