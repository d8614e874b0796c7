"""People of the directory, for tests."""

from datetime import UTC, datetime

from lms.accounts.models import User
from lms.db import db
from lms.directory import actions
from lms.directory.actions import Said
from lms.directory.models import Give, Part, Seen
from lms.programmes import places
from lms.programmes.models import Programme, Role
from lms.projects.models import Project

NOW = datetime.now(UTC)


def shows(
    person: User,
    widely: Seen = Seen.MEMBERS,
    *,
    offers: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
    tongues: tuple[str, ...] = (),
    closer: dict[Part, Seen] | None = None,
) -> User:
    """Every part to so many, and single ones (`closer`) to others."""
    said = Said(
        reads=tongues,
        writes=tongues,
        gives={Give.OFFER: offers, Give.NEED: needs},
        language="en",
        seen={part: (closer or {}).get(part, widely) for part in Part},
    )
    actions.describe(person, said, at=NOW)
    db.session.commit()
    return person


def takes_part(programme: Programme, person: User, project: Project | None = None) -> None:
    row = places.invite(programme, person, Role.PARTICIPANT, at=NOW)
    row.project_id = project.id if project else None
    places.confirm(programme, row, at=NOW)
    db.session.commit()
