from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, EmailField, Field, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Email, InputRequired, Length, ValidationError

from lms.accounts.forms import time_zones
from lms.content import library
from lms.forms import Form, trimmed
from lms.i18n import LANGUAGE_NAMES, countries, language, show_date
from lms.learning.class_days import class_days
from lms.learning.models import Role
from lms.learning.vocabulary import ROLES

FIRST_YEAR, LAST_YEAR = 2000, 2099
LONGEST_NAME = 120


class EditionForm(Form):
    course_id = SelectField(_l("Course"), [DataRequired(_l("Choose the course."))])
    name = StringField(
        _l("Name of the edition"),
        [
            DataRequired(_l("Write a name, such as “Cluster brokers, Masaya 2027”.")),
            Length(max=LONGEST_NAME, message=_l("Shorten the name to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off"},
    )
    starts_on = DateField(_l("First class day"), [InputRequired(_l("Choose the first class day."))])
    ends_on = DateField(_l("Last day of fieldwork"), [InputRequired(_l("Choose the last day."))])
    language = SelectField(_l("Language of the class"), choices=list(LANGUAGE_NAMES.items()))
    country = SelectField(_l("Country"), [DataRequired(_l("Choose the country."))])
    time_zone = SelectField(_l("Time zone of the class"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = language()
        courses = library().courses.values()
        self.course_id.choices = [
            ("", _("Choose a course")),
            *((course.id, course.title.get(lang)) for course in courses),
        ]
        self.country.choices = [("", _("Choose a country")), *countries()]
        self.time_zone.choices = time_zones()

    def validate_starts_on(self, field: Field) -> None:
        if not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError(_("Check the year: it is far from today."))

    def validate_ends_on(self, field: Field) -> None:
        first, last = self.starts_on.data, field.data
        if last.year > LAST_YEAR:
            raise ValidationError(_("Check the year: it is far from today."))
        if not isinstance(first, date) or first.year > LAST_YEAR:
            return
        if last < first:
            raise ValidationError(_("The last day comes before the first. Change one of them."))
        course = library().courses.get(self.course_id.data)
        days = class_days(course, first) if course else []
        if days and last < days[-1].date:
            raise ValidationError(
                _(
                    "The class days alone last until %(date)s. Choose a later day.",
                    date=show_date(days[-1].date),
                )
            )


class EnrolForm(Form):
    """A person by their address, known to the platform or not, and what they will be."""

    email = EmailField(
        _l("E-mail address"),
        [
            DataRequired(_l("Write an e-mail address.")),
            Email(_l("That is not an e-mail address. It looks like ana@example.org.")),
            Length(max=254),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off"},
    )
    name = StringField(
        _l("Name"), [Length(max=LONGEST_NAME)], filters=[trimmed], render_kw={"optional": True}
    )
    role = RadioField(
        _l("Role"),
        [InputRequired(_l("Choose what the person will be."))],
        choices=[(role.value, name) for role, name in reversed(ROLES.items())],
        default=Role.TRAINEE.value,
    )
