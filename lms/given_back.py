"""What a refused form held, under the labels that its writer saw: an error page knows no form."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.core import UnboundField

from lms.forms import Form

CHOSEN: Final = (BooleanField, RadioField, SelectField, SelectMultipleField)
UNKNOWN: Final = _l("Another field")
_MACHINES = re.compile(r"[0-9a-f-]{8,}|\W*|\w{1,2}")
"""Numbers, digests and ticks, where no form says what they are."""

Fields = Mapping[str, "UnboundField[Any]"]


class Given(NamedTuple):
    """A field that was sent. `words` is empty where nobody typed it: it only travels along."""

    name: str
    label: str
    values: list[str]
    words: list[str]
    is_typed: bool


def given_back(sent: Iterable[tuple[str, list[str]]]) -> list[Given]:
    """In the order of the form, which is the one that has most of these fields."""
    pairs = list(sent)
    known = max(_forms(), key=lambda fields: _likeness(fields, pairs), default={})
    return [_given(name, values, _field(known, name)) for name, values in pairs]


@cache
def _forms() -> tuple[Fields, ...]:
    """Of the whole program, which is loaded before anybody sends anything."""
    return tuple(_fields_below(Form))


def _fields_below(base: type[Form]) -> Iterator[Fields]:
    for form in base.__subclasses__():
        yield {n: f for n in dir(form) if isinstance(f := getattr(form, n), UnboundField)}
        yield from _fields_below(form)


def _likeness(fields: Fields, pairs: list[tuple[str, list[str]]]) -> tuple[int, int]:
    here = {id(field) for name, _values in pairs if (field := _field(fields, name))}
    return len(here), -len(fields)


def _field(fields: Fields, name: str) -> "UnboundField[Any] | None":
    """A form may have a prefix, and a field may have several parts."""
    tries = (name, name.rpartition("-")[2], name.partition("-")[0])
    return next((fields[one] for one in tries if one in fields), None)


def _given(name: str, values: list[str], field: "UnboundField[Any] | None") -> Given:
    kind = field.field_class if field else None
    if field is None or not kind:
        words = [value for value in values if not _MACHINES.fullmatch(value.strip())]
        return Given(name, str(UNKNOWN), values, words, is_typed=bool(words))
    if issubclass(kind, HiddenField):
        return Given(name, "", values, [], is_typed=False)
    chosen = issubclass(kind, CHOSEN)
    words = [_in_words(field, value) for value in values] if chosen else values
    return Given(name, _label(field), values, words, is_typed=not chosen)


def _label(field: "UnboundField[Any]") -> str:
    label = field.args[0] if field.args else field.kwargs.get("label")
    return str(label or UNKNOWN)


def _in_words(field: "UnboundField[Any]", value: str) -> str:
    """What stood beside the tick; choices that are known only later read as they are."""
    if issubclass(field.field_class, BooleanField):
        return _("Yes")
    choices = field.kwargs.get("choices") or ()
    return next((str(text) for key, text in choices if str(key) == value), value)
