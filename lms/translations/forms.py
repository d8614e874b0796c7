from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from lms.forms import Form, trimmed
from lms.forum.forms import TOO_LONG
from lms.translations.models import LONGEST, Kind

_SAY_IT = _l("Write the translation first.")


class TranslationForm(Form):
    """`source`, `seen` and `seen_kind` say what the page showed of the post and its translation."""

    source = HiddenField()
    seen = HiddenField()
    seen_kind = HiddenField(default=Kind.HUMAN.value)
    body = TextAreaField(
        _l("Translation"),
        [DataRequired(_SAY_IT), Length(max=LONGEST["body"], message=TOO_LONG)],
        filters=[trimmed],
        render_kw={"maxlength": LONGEST["body"], "rows": 12},
    )
    machine = BooleanField(
        _l("A machine made this, and nobody has checked it"),
        description=_l(
            "Readers are told so. Leave it empty once you have read each sentence beside the post."
        ),
    )

    @property
    def kind(self) -> Kind:
        return Kind.MACHINE if self.machine.data else Kind.HUMAN


class FirstPostForm(TranslationForm):
    """The first post brings the title of its topic with it."""

    title = StringField(
        _l("Title of the topic"),
        [DataRequired(_SAY_IT), Length(max=LONGEST["title"], message=TOO_LONG)],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST["title"]},
    )
