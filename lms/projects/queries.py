from sqlalchemy import Select, select

from lms.projects.models import Project


def projects() -> Select[Project]:
    """Every cluster and network, by country and name."""
    return select(Project).order_by(Project.country, Project.name)
