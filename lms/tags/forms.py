from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, ValidationError

from lms.forms import Form, trimmed
from lms.tags.models import LONGEST, MOST
from lms.tags.vocabulary import Groups


def tags_field(*, validate_choice: bool = True) -> SelectMultipleField:
    optional = {"optional": True}
    return SelectMultipleField(
        _l("Tags"), [_a_few], validate_choice=validate_choice, choices=[], render_kw=optional
    )


def _a_few(_form: Form, field: Field) -> None:
    if len(field.data or ()) > MOST:
        raise ValidationError(_("Choose at most %(number)s.", number=MOST))


class TagsForm(Form):
    """The tags of a topic; who leads may add one that is not offered."""

    tags = tags_field()
    new = StringField(
        _l("Another word"),
        [Length(max=LONGEST, message=_l("Shorten this to %(max)d characters."))],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST, "optional": True},
    )

    def offer(self, groups: Groups) -> Groups:
        self.tags.choices = choices_of(groups)
        return groups

    def validate_new(self, field: Field) -> None:
        if field.data and len(self.tags.data or ()) >= MOST:
            raise ValidationError(_("Choose at most %(number)s.", number=MOST))

    @property
    def added(self) -> str:
        return self.new.data or ""


class TagMergerForm(Form):
    into = SelectField(_l("The tag that stays"))

    def offer(self, groups: Groups, slug: str) -> None:
        """All but the one that goes."""
        self.into.choices = [choice for choice in choices_of(groups) if choice[0] != slug]


def choices_of(groups: Groups) -> list[tuple[str, str]]:
    return [(label.slug, label.name) for _group, labels in groups for label in labels]
