from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FieldList, FormField, SearchField, SelectField
from wtforms import Form as Row
from wtforms.validators import Length, Optional, ValidationError

from lms.directory.actions import Said
from lms.directory.models import (
    LONGEST_LINE,
    MOST_LINES,
    DirectoryEntry,
    DirectoryLine,
    Give,
    Part,
    Seen,
)
from lms.directory.queries import Asked
from lms.directory.visibility import default
from lms.directory.vocabulary import GIVES, PARTS, SEEN, tongues
from lms.forms import Form, text, trimmed
from lms.i18n import LANGUAGE_NAMES, countries
from lms.projects.models import Project

MOST_TONGUES = 5
ROOM = (LONGEST_LINE + 1) * MOST_LINES


class FilterForm(Form):
    """Whom to show. What it does not know, it does not ask for."""

    q = SearchField(_l("Words"), [Length(max=80)], filters=[trimmed])
    gives = SelectField(_l("Offers and needs"), [Optional()])
    project = SelectField(_l("Cluster or network"), [Optional()])
    country = SelectField(_l("Country"), [Optional()])
    reads = SelectField(_l("Reads"), [Optional()])
    writes = SelectField(_l("Writes"), [Optional()])

    def __init__(self, *args: Any, projects: Sequence[Project], **kwargs: Any) -> None:
        super().__init__(*args, meta={"csrf": False}, **kwargs)
        self.gives.choices = [("", _("All")), *((kind.value, name) for kind, name in GIVES.items())]
        self.project.choices = [("", _("All")), *((str(row.id), row.name) for row in projects)]
        self.country.choices = [("", _("All")), *countries()]
        for field in (self.reads, self.writes):
            field.choices = [("", _("All")), *tongues()]

    @property
    def chosen(self) -> dict[str, str]:
        """As it stands in the address."""
        return {field.name: field.data for field in self if field.data and _is_known(field)}

    @property
    def asked(self) -> Asked:
        chosen: dict[str, Any] = dict(self.chosen)
        if "project" in chosen:
            chosen["project"] = int(chosen["project"])
        return Asked(**chosen)

    def chips(self) -> list[tuple[str, str, dict[str, str]]]:
        """(what, as it is called, the address without it) of each that is asked for."""
        found = []
        for name, value in self.chosen.items():
            rest = {other: said for other, said in self.chosen.items() if other != name}
            found.append((str(self[name].label.text), _called(self[name], value), rest))
        return found


def _is_known(field: Field) -> bool:
    if isinstance(field, SelectField):
        return field.data in {value for value, *_rest in field.iter_choices()}
    return len(field.data) <= LONGEST_LINE


def _called(field: Field, value: str) -> str:
    if isinstance(field, SelectField):
        return next(str(label) for code, label, *_rest in field.iter_choices() if code == value)
    return value


class TongueRow(Row):
    code = SelectField(_l("Language"), [Optional()])
    writes = BooleanField(_l("I write it too"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code.choices = [("", _("None")), *tongues()]


def _seen(part: Part) -> SelectField:
    return SelectField(PARTS[part], choices=[(seen.value, name) for seen, name in SEEN.items()])


class ShownForm(Form):
    """What others see of me, and who they are."""

    tongues = FieldList(
        FormField(TongueRow), _l("Languages I read"), min_entries=MOST_TONGUES, max_entries=5
    )
    offers = text(_l("I can show…"), ROOM, rows=4, optional=True)
    needs = text(_l("I look for…"), ROOM, rows=4, optional=True)
    language = SelectField(_l("Language of these lines"), choices=list(LANGUAGE_NAMES.items()))
    name_seen = _seen(Part.NAME)
    country_seen = _seen(Part.COUNTRY)
    organisation_seen = _seen(Part.ORGANISATION)
    projects_seen = _seen(Part.PROJECTS)
    tongues_seen = _seen(Part.TONGUES)
    offers_seen = _seen(Part.OFFERS)
    needs_seen = _seen(Part.NEEDS)

    def validate_offers(self, field: Field) -> None:
        _few_short_lines(field)

    def validate_needs(self, field: Field) -> None:
        _few_short_lines(field)

    def said(self) -> Said:
        rows = [row.form for row in self.tongues.entries if row.form.code.data]
        return Said(
            reads=list(dict.fromkeys(row.code.data for row in rows)),
            writes=list(dict.fromkeys(row.code.data for row in rows if row.writes.data)),
            gives={Give.OFFER: _lines(self.offers), Give.NEED: _lines(self.needs)},
            language=self.language.data,
            seen={part: Seen(self[f"{part.value}_seen"].data) for part in Part},
        )


def filled(
    entry: DirectoryEntry | None, lines: Sequence[DirectoryLine], language: str
) -> dict[str, Any]:
    """What the form begins with."""
    seen = {
        f"{part.value}_seen": getattr(entry, f"{part.value}_seen") if entry else default(part).value
        for part in Part
    }
    reads, writes = (entry.reads, entry.writes) if entry else (f" {language} ", f" {language} ")
    rows = [{"code": code, "writes": f" {code} " in writes} for code in reads.split()]
    return seen | {
        "tongues": rows + [{}] * (MOST_TONGUES - len(rows)),
        "offers": _joined(lines, Give.OFFER),
        "needs": _joined(lines, Give.NEED),
        "language": lines[0].language if lines else language,
    }


def _few_short_lines(field: Field) -> None:
    lines = _lines(field)
    if len(lines) > MOST_LINES:
        raise ValidationError(_("Keep the %(most)s lines that matter most.", most=MOST_LINES))
    if any(len(line) > LONGEST_LINE for line in lines):
        raise ValidationError(
            _("Shorten each line to %(most)s characters or less.", most=LONGEST_LINE)
        )


def _lines(field: Field) -> list[str]:
    return [line.strip() for line in (field.data or "").splitlines() if line.strip()]


def _joined(lines: Sequence[DirectoryLine], kind: Give) -> str:
    return "\n".join(line.text for line in lines if line.kind == kind)
