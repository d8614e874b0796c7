"""The rows of the entry form that say who was met: a known actor by name, or a new one."""

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, SelectField, StringField
from wtforms import Form as Rows
from wtforms.validators import Length, ValidationError

from lms.actors.actions import Named, key_of
from lms.actors.models import LONGEST_NAME
from lms.actors.vocabulary import CONSENTS, KINDS
from lms.forms import trimmed
from lms.logbook.models import LONGEST, EntryActor
from lms.logbook.writing import Met

ROWS: Final = 3  # what a page offers; one more is a button away
MOST_ROWS: Final = 12
MOST_PEOPLE: Final = 999
_COUNT = {"inputmode": "numeric", "autocomplete": "off", "size": 3, "optional": 1}
_AS_KNOWN = ("", _l("As known"))


class RowForm(Rows):
    name = StringField(
        _l("Name"),
        [Length(max=LONGEST_NAME)],
        filters=[trimmed],
        render_kw={"list": "actors", "autocomplete": "off", "optional": 1},
    )
    role = StringField(
        _l("Role in the meeting"),
        [Length(max=LONGEST["role"])],
        filters=[trimmed],
        render_kw={"optional": 1},
    )
    headcount = StringField(_l("People"), filters=[trimmed], render_kw=_COUNT)
    women = StringField(_l("Women"), filters=[trimmed], render_kw=_COUNT)
    men = StringField(_l("Men"), filters=[trimmed], render_kw=_COUNT)
    kind = SelectField(_l("Kind"), default="", choices=[_AS_KNOWN, *KINDS.items()])
    consent = SelectField(_l("May be named"), default="", choices=[_AS_KNOWN, *CONSENTS.items()])

    @property
    def is_empty(self) -> bool:
        return not any(field.data for field in self)

    def met(self) -> Met:
        """As it was typed; raises ValidationError with a sentence."""
        if not self.name.data:
            raise ValidationError(_("Write the name of whom you met, or empty the row."))
        headcount, women, men = (_count(self[name].data) for name in ("headcount", "women", "men"))
        named = (women or 0) + (men or 0)
        if headcount is not None and named > headcount:
            raise ValidationError(_("More women and men than people came."))
        who = Named(self.name.data, self.kind.data or "", self.consent.data or "")
        return Met(who, self.role.data or "", headcount or named or None, women, men)


def _count(typed: str) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and int(typed) <= MOST_PEOPLE):
        raise ValidationError(_("Write how many people as a figure, such as 12."))
    return int(typed)


class PeopleMet(FieldList):  # type: ignore[type-arg]  # not generic when it runs
    """`rows` holds what they say, once they are right."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(
            FormField(RowForm), label, min_entries=ROWS, max_entries=MOST_ROWS, **kwargs
        )

    def read(self) -> tuple[Met, ...]:
        """What the rows say; the sentence stands beside its row, and ValidationError is raised."""
        found: dict[str, Met] = {}
        for row in self.entries:
            if row.form.is_empty:
                continue
            try:
                met = _once(row.form.met(), found)
            except ValidationError as fault:
                row.form.name.errors = [str(fault)]
                raise
            found[key_of(met.who.name)] = met
        return tuple(found.values())

    def show(self, met: list[EntryActor]) -> None:
        self.process(None, [_typed(row) for row in met])

    def add_row(self) -> None:
        if len(self.entries) < MOST_ROWS:
            self.append_entry()


def _once(met: Met, found: Mapping[str, Met]) -> Met:
    if key_of(met.who.name) in found:
        raise ValidationError(_("This name stands in two rows."))
    return met


def _typed(row: EntryActor) -> dict[str, str]:
    counts = {"headcount": row.headcount, "women": row.women, "men": row.men}
    return {
        "name": row.actor.name,
        "kind": row.actor.kind,
        "consent": row.actor.consent,
        "role": row.role,
        **{name: "" if count is None else str(count) for name, count in counts.items()},
    }
