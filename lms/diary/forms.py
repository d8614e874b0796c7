from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, HiddenField
from wtforms.validators import InputRequired, Regexp, ValidationError

from lms.diary.actions import Written
from lms.diary.models import LONGEST_PAGE
from lms.forms import Form, text


class DiaryForm(Form):
    version = HiddenField(default="0", validators=[Regexp("^[0-9]{1,9}$")])
    activity_date = DateField(
        _l("Day"), [InputRequired(_l("Choose the day."))], render_kw={"autocomplete": "off"}
    )
    body = text(_l("For yourself"), LONGEST_PAGE, rows=8)

    def validate_body(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Write something, however short."))

    @property
    def written(self) -> Written:
        assert self.activity_date.data  # noqa: S101  # it was validated
        return Written(self.activity_date.data, self.body.data or "")
