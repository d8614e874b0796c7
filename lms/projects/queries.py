from typing import Final

from sqlalchemy import Select, select

from lms.projects.models import Project

ORDER: Final = (Project.country, Project.name, Project.id)


def projects() -> Select[Project]:
    """Every cluster and network, by country and name."""
    return select(Project).order_by(*ORDER)


def place_in_order(row: Project) -> tuple[str, str, int]:
    return row.country, row.name, row.id
