import re
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from lms.forms import Form, trimmed
from lms.forum.models import LONGEST, Topic
from lms.spaces.models import Space

MOST_CHOSEN = 50


class PlaceForm(Form):
    space = RadioField(_l("Where it belongs"), [InputRequired(_l("Choose a space."))])

    def offer(self, spaces: Iterable[Space]) -> None:
        self.space.choices = [(space.slug, space.name) for space in spaces]


class SplitForm(Form):
    posts = SelectMultipleField(
        _l("Posts that go"),
        [InputRequired(_l("Choose at least one post."))],
        coerce=int,
        choices=[],  # the page lists the posts
        validate_choice=False,
        render_kw={"optional": False},
    )
    title = StringField(
        _l("Title of the new topic"),
        [
            DataRequired(_l("Say in a few words what it is about: others choose by the title.")),
            Length(max=LONGEST["title"], message=_l("Shorten this to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST["title"]},
    )


class MergerForm(Form):
    """One of those offered, or any other by its address."""

    into = RadioField(_l("The topic that goes on"), validate_choice=False)
    address = StringField(
        _l("Or its address"),
        [Length(max=200, message=_l("Shorten this to %(max)d characters."))],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "optional": True},
    )

    def offer(self, topics: Iterable[Topic]) -> None:
        self.into.choices = [(str(topic.id), topic.title) for topic in topics]

    @property
    def wanted(self) -> int | None:
        """The number of a topic, typed or chosen; what was typed counts."""
        typed = re.fullmatch(r"(?:.*/topics/)?([0-9]{1,9})(?:[?#].*)?", self.address.data or "")
        chosen = re.fullmatch(r"[0-9]{1,9}", "" if self.address.data else self.into.data or "")
        found = typed[1] if typed else chosen and chosen[0]
        return int(found) if found else None
