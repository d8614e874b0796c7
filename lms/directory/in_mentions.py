"""Whose country may be named in the forum, and called by: as the list of people would show it."""

from sqlalchemy import ColumnElement, and_

from lms.directory.models import Part
from lms.directory.visibility import may_alone
from lms.mentions.countries import tells_whose_country_is_seen


@tells_whose_country_is_seen
def country_is_seen(by: ColumnElement[int]) -> ColumnElement[bool]:
    """Of somebody whose name is hidden nothing is found."""
    return and_(may_alone(Part.NAME, by), may_alone(Part.COUNTRY, by))
