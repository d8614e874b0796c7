"""Which language, which time zone, and how numbers, dates and hours are written in them."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import cache, lru_cache
from gettext import NullTranslations
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.dates import format_datetime as format_moment
from babel.dates import format_timedelta as format_span
from babel.numbers import format_decimal as format_number
from babel.numbers import format_percent
from flask import Flask, g, request, session
from flask_babel import (
    Babel,
    Domain,
    force_locale,
    format_decimal,
    get_locale,
    get_timezone,
    refresh,
)
from flask_babel import gettext as _
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from lms.config import LANGUAGES, Settings

DATES = {"medium": "d MMM y", "full": "full", "day": "EEE d MMM", "short": "d MMM"}
WEEKDAYS = {"es": "EEEE d 'de' MMMM"}  # what others write is "EEEE d MMMM"
LOCALES = {"en": "en_GB"}  # English dates put the day before the month
LANGUAGE_NAMES = {"en": "English", "es": "Español", "fr": "Français"}


class _Words(Domain):
    """Flask-Babel's words, from the catalogue that a request looks up once and not at each text."""

    def get_translations(self) -> NullTranslations:
        return _speech().catalogue

    def of_reader(self) -> NullTranslations:
        found: NullTranslations = super().get_translations()
        return found


class _Babel(Babel):
    domain_instance = _Words()


babel = _Babel()
_reader: list[Callable[[], tuple[str | None, str | None]]] = []


def init_app(app: Flask, settings: Settings) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "locale"
    app.config["BABEL_DEFAULT_LOCALE"] = settings.default_language
    babel.init_app(app, locale_selector=chosen_language, timezone_selector=chosen_time_zone)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]  # the extension adds it
    app.jinja_env.globals.update(gettext=_said, _=_said, ngettext=_counted)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.filters.update(
        date=show_date,
        language_called=language_called,
        weekday=show_weekday,
        datetime=show_datetime,
        hours=_unbroken_hours,
        percent=show_percent,
        country=country_name,
    )
    app.jinja_env.globals.update(
        language=language, text_direction=text_direction, LANGUAGE_NAMES=LANGUAGE_NAMES
    )


def reader_preferences(function: Callable[[], tuple[str | None, str | None]]) -> None:
    """Accounts tells here how to find (language, time zone) of who is reading."""
    _reader[:] = [function]


def chosen_language() -> str:
    """What the reader chose, else what the browser asks for, else the site's own."""
    chosen = _preferences()[0] or session.get("language")
    return chosen or request.accept_languages.best_match(LANGUAGES) or babel_default()


def chosen_time_zone() -> str:
    return _preferences()[1] or "UTC"


def babel_default() -> str:
    from flask import current_app  # the app exists only once a request runs

    return str(current_app.config["BABEL_DEFAULT_LOCALE"])


def _preferences() -> tuple[str | None, str | None]:
    if "plain_page" in g or not _reader:
        return None, None
    return _reader[0]()


@pass_eval_context
def _said(how: EvalContext, text: str, /, **values: Any) -> str:
    """A text of a page in the reader's words, with its blanks filled in.

    Jinja's own does the same, with a whole context made anew for each call within a loop.
    """
    say = _with_blanks if values else _in_full
    said: str = say(_speech().catalogue, text, html=bool(how.autoescape))
    return said % values if values else said


@lru_cache(maxsize=8192)
def _in_full(catalogue: NullTranslations, text: str, *, html: bool) -> str:
    return _with_blanks(catalogue, text, html=html) % {}


@lru_cache(maxsize=2048)
def _with_blanks(catalogue: NullTranslations, text: str, *, html: bool) -> str:
    said = catalogue.gettext(text)
    return Markup(said) if html else said  # noqa: S704  # as the template's author wrote it


@pass_eval_context
def _counted(how: EvalContext, one: str, many: str, number: int, /, **values: Any) -> str:
    """The same for a text that holds a number."""
    said = _speech().catalogue.ngettext(one, many, number)
    values.setdefault("num", number)
    return (Markup(said) if how.autoescape else said) % values  # noqa: S704  # the same


class _Speech(NamedTuple):
    """What a page asks a hundred times, so it is looked up once a request."""

    language: str
    catalogue: NullTranslations


def _speech() -> _Speech:
    speech: _Speech | None = g.get("speech")
    if speech is None:
        locale = get_locale()
        catalogue = babel.domain_instance.of_reader()
        speech = g.speech = _Speech(locale.language if locale else "en", catalogue)
    return speech


@contextmanager
def in_language(chosen: str) -> Iterator[None]:
    """Write a letter or a document in its reader's language, whoever asks for it."""
    before = g.pop("speech", None)
    try:
        with force_locale(chosen):
            yield
    finally:
        g.pop("speech", None)
        if before is not None:
            g.speech = before


def speak_anew() -> None:
    """The reader has just chosen another language or zone."""
    g.pop("speech", None)
    refresh()


def language() -> str:
    return _speech().language if g else "en"


def text_direction(of: str | None = None) -> str:
    """`ltr` or `rtl`: of this language, else of the reader's."""
    return _locale(of or language()).text_direction


def show_date(value: date, style: str = "medium") -> str:
    """4 Nov 2026, or with `full` Wednesday, 4 November 2026, in the reader's words."""
    if isinstance(value, datetime):
        local = value.astimezone(get_timezone() or UTC).date()
        return _date_in_words(local, DATES[style], language())
    return _date_in_words(value, DATES[style], LOCALES.get(language(), language()))


def show_weekday(value: date) -> str:
    """Wednesday, 4 November: for what is near."""
    locale = LOCALES.get(language(), language())
    return _date_in_words(value, WEEKDAYS.get(locale, "EEEE d MMMM"), locale)


@lru_cache(maxsize=4096)
def _date_in_words(value: date, pattern: str, locale: str) -> str:
    said = format_date(value, pattern, locale=locale)
    return _first_in_french(said) if value.day == 1 and locale.startswith("fr") else said


def _first_in_french(said: str) -> str:
    """1er mars: the first of a month alone is an ordinal, which CLDR does not write."""
    return re.sub(r"(?<!\d)1(?= \w)", "1er", said, count=1)


def language_called(code: str) -> str:
    """A language in the reader's words, within a sentence: anglais."""
    return str(_locale(language()).languages.get(code, code))


def show_datetime(value: datetime, time_zone: str = "") -> str:
    """A moment in the reader's zone, with the zone named: 23 Nov 2026, 20:42 UTC+05:30.

    On paper, which has many readers, in the zone of the place.
    """
    minute = value.astimezone(UTC).replace(second=0, microsecond=0)
    zone = ZoneInfo(time_zone) if time_zone else get_timezone() or UTC
    return _moment_in_words(minute, zone, language())


@lru_cache(maxsize=4096)
def _moment_in_words(value: datetime, zone: tzinfo, locale: str) -> str:
    named = format_moment(value, "z", tzinfo=zone, locale=locale)
    pattern = "d MMM y, HH:mm z" if named.isalpha() else "d MMM y, HH:mm 'UTC'xxx"
    said = format_moment(value, pattern, tzinfo=zone, locale=locale)
    first = value.astimezone(zone).day == 1 and locale.startswith("fr")
    return _first_in_french(said) if first else said


def show_time(value: datetime) -> str:
    """The hour of a moment on the reader's clock: 14:03."""
    return f"{value.astimezone(get_timezone() or UTC):%H:%M}"


def show_number(value: Decimal) -> str:
    """With all its decimals, in the reader's signs."""
    return _number_in_words(str(value), LOCALES.get(language(), language()))


@lru_cache(maxsize=4096)
def _number_in_words(value: str, locale: str) -> str:
    """`1.0` and `1` are equal, and read otherwise."""
    return str(format_number(Decimal(value), locale=locale, decimal_quantization=False))


def show_percent(share: Decimal | float | str) -> str:
    """Of a hundred, without decimals: 80% in English, 80 % in Spanish and French."""
    return _percent_in_words(round(Decimal(share)), language())


@lru_cache(maxsize=512)
def _percent_in_words(share: int, locale: str) -> str:
    return format_percent(Decimal(share) / 100, locale=locale)


def show_hours(minutes: int) -> str:
    """Minutes as people say them: 0 h, 45 min, 8 h, 8 h 30."""
    return _hours_in_words(minutes, language())


def _unbroken_hours(minutes: int) -> str:
    """On a page a number stays on the line of its unit."""
    return show_hours(minutes).replace(" ", "\N{NO-BREAK SPACE}")


@lru_cache(maxsize=4096)
def _hours_in_words(minutes: int, _language: str) -> str:
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else ""
    if rest and not hours:
        return _("%(sign)s%(minutes)s min", sign=sign, minutes=rest)
    whole = str(hours) if hours < 1000 else format_decimal(hours)  # noqa: PLR2004  # has no separator
    if rest:
        return _("%(sign)s%(hours)s h %(minutes)02d", sign=sign, hours=whole, minutes=rest)
    return _("%(sign)s%(hours)s h", sign=sign, hours=whole)


def show_wait(seconds: int) -> str:
    """How long, rounded up as people say it: 45 seconds, 5 minutes, 1 day."""
    unit = max(unit for unit in (1, 60, 3600) if unit <= max(seconds, 1))
    whole = timedelta(seconds=-(-seconds // unit) * unit)
    return str(format_span(whole, threshold=1, locale=language()))


def country_name(code: str) -> str:
    return str(_locale(language()).territories.get(code, code)) if code else ""


@cache
def _locale(chosen: str) -> Locale:
    return Locale.parse(chosen)


def countries() -> list[tuple[str, str]]:
    """(code, name) of every country, in the reader's language and order."""
    return _countries(language())


@cache
def _countries(locale: str) -> list[tuple[str, str]]:
    names = _locale(locale).territories
    found = [(code, name) for code, name in names.items() if len(code) == 2 and code not in NOT]  # noqa: PLR2004
    return sorted(found, key=lambda pair: pair[1])


NOT = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})
