"""Whose country may be named in the forum, and called by: as the list of people would show it."""

from sqlalchemy import ColumnElement, and_

from lms.accounts.models import User
from lms.directory.models import Part
from lms.directory.visibility import Viewer, may_alone
from lms.mentions.countries import tells_whose_country_is_seen


@tells_whose_country_is_seen
def country_is_seen(by: User) -> ColumnElement[bool]:
    """Of somebody whose name is hidden nothing is found."""
    viewer = Viewer(by)
    return and_(may_alone(Part.NAME, viewer), may_alone(Part.COUNTRY, viewer))
