from datetime import datetime

from lms.db import db
from lms.projects.models import Project


def describe(*, at: datetime, **fields: str) -> Project:
    """Put a cluster or network on the list."""
    project = Project(created_at=at, **fields)
    db.session.add(project)
    db.session.flush()
    return project


def belongs_to(project: Project, branch: str) -> None:
    """With whom it is compared."""
    project.branch = branch
    db.session.flush()
