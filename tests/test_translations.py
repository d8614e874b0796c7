"""Spanish and French say everything that English says."""

import gettext
import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask

from lms import i18n
from lms.accounts.access import Audience, audience_of
from lms.accounts.models import User
from lms.config import LANGUAGES
from lms.db import db
from tests.people import People
from tests.visitor import Visitor

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "lms" / "locale"
TRANSLATED = [language for language in LANGUAGES if language != "en"]
COUNTS = range(120)
PLACEHOLDER = re.compile(r"%\(\w+\)[-0-9.]*[sd]|%%|<[^>]+>")


@cache
def catalogue(language: str) -> Catalog:
    with source(language).open("rb") as file:
        return read_po(file, locale=language)


def source(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "messages.po"


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def forms(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def key(message: Message) -> tuple[str, str | None]:
    return forms(message.id)[0], message.context


@cache
def asked_for() -> frozenset[tuple[str, str | None]]:
    """(text, context) of every message in the code and the templates."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(
        ROOT,
        methods,
        options,
        keywords=DEFAULT_KEYWORDS | {"_l": None},
        directory_filter=lambda path: Path(path).relative_to(ROOT).parts[0] in {"lms", "templates"},
    )
    return frozenset((forms(text)[0], context) for _, _, text, _, context in found)


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """What bin/prepare does, for a run without it."""
    for language in TRANSLATED:
        made = source(language).with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < source(language).stat().st_mtime:
            with made.open("wb") as file:
                write_mo(file, catalogue(language))


def test_every_language_has_a_catalogue() -> None:
    assert sorted(path.parent.parent.name for path in LOCALE.rglob("*.po")) == sorted(TRANSLATED)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_filled_and_none_is_a_guess(language: str) -> None:
    empty = [m.id for m in messages(language) if not all(map(str.strip, forms(m.string)))]
    guessed = [m.id for m in messages(language) if m.fuzzy]
    assert (empty, guessed) == ([], [])


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_holds_what_code_and_templates_ask_for(language: str) -> None:
    held = {key(message) for message in messages(language)}
    assert len(asked_for()) > 700
    assert (sorted(asked_for() - held), sorted(held - asked_for())) == ([], [])


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_and_tags_agree(language: str) -> None:
    differing = [
        (text, translation)
        for message in messages(language)
        for text, translation in pairs(message)
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(translation))
    ]
    assert differing == []


def pairs(message: Message) -> list[tuple[str, str]]:
    """Each form with the English one it stands for: the singular, else the plural."""
    english, translated = forms(message.id), forms(message.string)
    return [(english[min(n, len(english) - 1)], form) for n, form in enumerate(translated)]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_begins_and_ends_with_the_spaces_of_its_message(language: str) -> None:
    def edges(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    differing = [
        pair for m in messages(language) for pair in pairs(m) if edges(pair[0]) != edges(pair[1])
    ]
    assert differing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_plural_forms_compile_and_every_form_is_used(language: str) -> None:
    held = catalogue(language)
    form_of = gettext.c2py(held.plural_expr)
    several = [message for message in messages(language) if message.pluralizable]
    assert {form_of(count) for count in COUNTS} <= set(range(held.num_plurals))
    assert several
    assert {len(forms(message.string)) for message in several} == {held.num_plurals}


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_answers_in_the_right_number(language: str) -> None:
    written = io.BytesIO()
    write_mo(written, catalogue(language))
    written.seek(0)
    told = gettext.GNUTranslations(written)
    form_of = gettext.c2py(catalogue(language).plural_expr)
    for message in (message for message in messages(language) if message.pluralizable):
        for count in (0, 1, 2, 21):
            expected = forms(message.string)[form_of(count)]
            assert told.ngettext(*forms(message.id), count) == expected


def test_french_keeps_its_signs_with_their_words() -> None:
    """Non-breaking space inside « » and before : ; ? !, and no typewriter quotes."""
    wrong = re.compile(r"""(?<!\u00a0)[;?!»]|(?<![\u00a0\d]):|«(?!\u00a0)|["']|\u00a0$""")
    found = [form for m in messages("fr") for form in forms(m.string) if wrong.search(form)]
    assert found == []


def test_spanish_opens_what_it_closes() -> None:
    found = [
        form
        for message in messages("es")
        for form in forms(message.string)
        if any(form.count(a) != form.count(b) for a, b in ("¿?", "¡!", "“”")) or '"' in form
    ]
    assert found == []


LEADS_ON = {"/login/code", "/unsent"}  # between password and code; with a form kept from before


def plain_routes(app: Flask, audiences: set[Audience]) -> list[str]:
    with app.app_context():
        return sorted(
            rule.rule
            for rule in app.url_map.iter_rules()
            if "GET" in rule.methods and not rule.arguments and rule.rule not in LEADS_ON
            if audience_of(rule.endpoint) in audiences
        )


def check_pages(visitor: Visitor, paths: list[str], language: str) -> None:
    shown = 0
    for path in paths:
        response = visitor.get(path, headers={"Accept-Language": language})
        if response.mimetype == "text/html":
            assert visitor.all("html")[0].attrs["lang"] == language, path
            shown += 1
    assert shown > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_is_in_the_readers_language(
    visitor: Visitor, app: Flask, language: str
) -> None:
    check_pages(visitor, plain_routes(app, {Audience.EVERYONE}), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_members_is_in_their_language(
    visitor: Visitor, people: People, app: Flask, language: str
) -> None:
    person = db.session.get_one(User, people.administrator.id)
    person.language = language
    paths = ["/", *plain_routes(app, set(Audience) - {Audience.EVERYONE})]
    check_pages(visitor.signed_in(person), paths, language)


def test_pages_say_other_words_in_other_languages(visitor: Visitor) -> None:
    headings = set()
    for language in LANGUAGES:
        visitor.get("/courses", headers={"Accept-Language": language})
        headings.add(visitor.all("h1")[0].to_text())
    assert len(headings) == len(LANGUAGES)


SPACES = "  \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_has_two_spaces_in_a_row(language: str) -> None:
    doubled = re.compile(rf"[{SPACES}]{{2,}}")
    told = [said for message in messages(language) for said in forms(message.string)]
    assert [said for said in told if doubled.search(said)] == []


QUOTED = {"es": re.compile("[«»]"), "fr": re.compile("«[^\xa0]|[^\xa0]»|[“”]")}


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_language_quotes_in_its_one_way(language: str) -> None:
    """“So” in Spanish, as in English; « so » in French, its signs kept with the words."""
    told = [said for message in messages(language) for said in forms(message.string)]
    assert [said for said in told if QUOTED[language].search(said)] == []


def test_what_breaks_in_another_language_leaves_the_readers_own(app: Flask) -> None:
    """The page that says what happened is for whoever asked."""
    with app.test_request_context(headers={"Accept-Language": "fr"}):
        assert i18n.language() == "fr"
        with pytest.raises(LookupError):
            _breaks_in_spanish()
        assert i18n.language() == "fr"


def _breaks_in_spanish() -> None:
    with i18n.in_language("es"):
        assert i18n.language() == "es"
        raise LookupError
