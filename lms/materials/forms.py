from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    FileField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from lms.editions.models import Edition
from lms.files.kinds import ACCEPTED_BY_BROWSERS
from lms.forms import Form, trimmed
from lms.i18n import countries
from lms.materials.actions import Draft
from lms.materials.days import numbered_days
from lms.materials.fields import LONGEST, OF_KIND
from lms.materials.models import LONGEST_TITLE, Kind, Material
from lms.materials.vocabulary import FIELDS
from lms.materials.writing import first_fault

LONGEST_CAPTION = 300
MINUTES = _l("Write a whole number from 1 to 240.")


class MinutesField(IntegerField):
    """Letters are answered like a number that is out of range."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(MINUTES) from error


def _line(name: str) -> StringField:
    said = _l("Shorten this to %(max)d characters.")
    return StringField(
        FIELDS[name],
        [Length(max=LONGEST[name], message=said)],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "optional": True},
    )


def _text(name: str, rows: int) -> TextAreaField:
    said = _l("Shorten this to %(max)d characters.")
    return TextAreaField(
        FIELDS[name],
        [Length(max=LONGEST[name], message=said)],
        filters=[trimmed],
        render_kw={"rows": rows, "optional": True},
    )


class MaterialForm(Form):
    """All that a material can have; what its kind does not have is taken out.

    `seen` is the revision that the page showed. A file chosen here is sent along.
    """

    title = StringField(
        FIELDS["title"],
        [
            DataRequired(_l("Write a title.")),
            Length(max=LONGEST_TITLE, message=_l("Shorten the title to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off"},
    )
    summary = _line("summary")
    day = SelectField(_l("Belongs to"), render_kw={"optional": False})
    minutes = MinutesField(
        FIELDS["minutes"],
        [InputRequired(MINUTES), NumberRange(1, 240, MINUTES)],
        default=20,
        render_kw={"inputmode": "numeric", "min": 1, "max": 240},
    )
    author = _line("author")
    address = _line("address")
    where = _line("where")
    country = SelectField(FIELDS["country"], render_kw={"optional": True})
    sector = _line("sector")
    body = _text("body", 18)
    ask = _text("ask", 4)
    options = _text("options", 4)
    outcome = _text("outcome", 8)
    note = _text("note", 8)
    file = FileField(_l("The file"), render_kw={"accept": ACCEPTED_BY_BROWSERS, "optional": True})
    caption = StringField(
        _l("What the picture shows"),
        [Length(max=LONGEST_CAPTION, message=_l("Shorten this to %(max)d characters."))],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "optional": True},
    )
    seen = HiddenField()

    def __init__(
        self, kind: Kind, edition: Edition, material: Material | None = None, **given: Any
    ) -> None:
        super().__init__(**(given or _present(material)))
        self.kind, self.material = kind, material
        for names in OF_KIND.values():
            for name in names:
                if name not in OF_KIND[kind] and name in self._fields:
                    delattr(self, name)
        self.day.choices = [
            ("", _("The whole edition")),
            *((day.ref, _day(number, day.title)) for number, day in numbered_days(edition)),
        ]
        if "country" in self:
            self.country.choices = [("", _("Not said")), *countries()]

    @property
    def draft(self) -> Draft:
        fields = {name: str(self[name].data or "") for name in OF_KIND[self.kind]}
        return Draft(self.title.data or "", self.summary.data or "", self.day.data, fields)

    @property
    def file_is_chosen(self) -> bool:
        return bool(self.file.data and self.file.data.filename)

    def validate_address(self, field: Field) -> None:
        parts = urlsplit(field.data or "")
        if field.data and (parts.scheme not in {"https", "http"} or not parts.hostname):
            raise ValidationError(_("Write a whole address that begins with https://."))

    def validate_body(self, field: Field) -> None:
        if self.kind in {Kind.LESSON, Kind.CASE} and not field.data:
            raise ValidationError(_("Write the text. It can be short at first."))
        self._check_text(field)

    def validate_ask(self, field: Field) -> None:
        self._check_text(field)

    def validate_outcome(self, field: Field) -> None:
        self._check_text(field)

    def validate_note(self, field: Field) -> None:
        self._check_text(field)

    def validate_file(self, _field: Field) -> None:
        if self.kind is Kind.FILE and self.material is None and not self.file_is_chosen:
            raise ValidationError(_("Choose the file."))

    def _check_text(self, field: Field) -> None:
        names = {row.key for row in self.material.files} if self.material else set()
        fault = first_fault(field.data or "", names)
        if fault:
            raise ValidationError(fault)


def _present(material: Material | None) -> dict[str, Any]:
    if material is None:
        return {"seen": 0}
    text = material.current
    told = {name: value for name, value in text.fields.items() if name != "minutes"}
    minutes = {"minutes": int(text.fields["minutes"])} if text.fields.get("minutes") else {}
    own = {"title": text.title, "summary": text.summary, "day": material.day}
    return {**told, **minutes, **own, "seen": material.version}


def _day(number: int, title: str) -> str:
    return _("Day %(number)s: %(title)s", number=number, title=title)


class ArchiveForm(Form):
    """An archive that another edition has exported."""

    archive = FileField(_l("The archive"), render_kw={"accept": ".zip"})

    def validate_archive(self, field: Field) -> None:
        if not (field.data and field.data.filename):
            raise ValidationError(_("Choose the file."))
