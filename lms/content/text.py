"""What the models are made of: fixed records, texts in several languages, Markdown kept lazy."""

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Annotated, NamedTuple, Protocol, Self
from xml.etree.ElementTree import Element  # only handed on

from markupsafe import Markup
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    PrivateAttr,
    RootModel,
    StringConstraints,
)

from lms.content import dialect

FIRST_LANGUAGE = "en"

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _an_id(value: str) -> str:
    if not value.replace("-", "").replace("_", "").isalnum() or value != value.lower():
        raise ValueError(f"'{value}' is not an id: use small letters, digits and hyphens.")
    return value


Id = Annotated[str, AfterValidator(_an_id)]


class Frozen(BaseModel):
    """A record that nothing changes once it is read."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class FromFile(Frozen):
    """A record that has a file of its own, named relative to the content's root."""

    file: str
    language: str = FIRST_LANGUAGE
    translated: bool = True

    def untranslated(self) -> Self:
        """Itself, standing in for a translation that is not written yet."""
        return self.model_copy(update={"translated": False})


class Versioned(FromFile):
    """A record with a version of itself in each language in which it is written."""

    _versions: dict[str, Self] = PrivateAttr(default_factory=dict)

    def in_language(self, language: str) -> Self:
        """The version in this language, else the first one with `translated` False."""
        if language not in self._versions:
            self._versions[language] = next(iter(self._versions.values()), self).untranslated()
        return self._versions[language]

    @property
    def versions(self) -> tuple[Self, ...]:
        """The languages in which it is written."""
        return tuple(version for version in self._versions.values() if version.translated)

    def with_versions(self, others: Mapping[str, Self]) -> Self:
        """Tell the versions of one record of each other; self is the first."""
        versions = {self.language: self, **others}
        for version in versions.values():
            version._versions = versions  # noqa: SLF001  # another of the same class
        return self


def _with_english(texts: Mapping[str, str]) -> Mapping[str, str]:
    if FIRST_LANGUAGE not in texts:
        raise ValueError("has no English text (en).")
    return texts


class LocalText(RootModel[Annotated[Mapping[str, Line], AfterValidator(_with_english)]]):
    """One short text in some languages, English always among them."""

    model_config = ConfigDict(frozen=True)

    def get(self, language: str) -> str:
        return self.root.get(language) or self.root[FIRST_LANGUAGE]

    def __str__(self) -> str:
        return self.root[FIRST_LANGUAGE]


class Word(Protocol):
    """What a page shows of a word that a reader may not know."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> LocalText: ...
    @property
    def short(self) -> LocalText: ...


Words = tuple[Word, ...]
Explainer = Callable[[Element, frozenset[str]], Words]
"""Marks words in a text that is being rendered, but for those whose ids are given; tells which."""


class Rendered(NamedTuple):
    html: Markup
    words: Words


class Press:
    """Renders the Markdown of one library, each text once. `explainers` go by language."""

    def __init__(self) -> None:
        self.links: dict[str, str] = {}
        self.explainers: dict[str, Explainer] = {}
        self._rendered: dict[tuple[str, tuple[str, bool, str, str], frozenset[str]], Rendered] = {}

    def render(self, text: "Text") -> Rendered:
        setting, told = text.setting, text.told_before
        page = (setting.id_prefix, setting.printed, setting.media, setting.explained_in)
        key = (text.digest, page, told)
        if key not in self._rendered:
            self._rendered[key] = self._render(text, told)
        return self._rendered[key]

    def _render(self, text: "Text", told: frozenset[str]) -> Rendered:
        words: list[Word] = []
        explain = self.explainers.get(text.setting.explained_in)
        html = dialect.from_repository(
            text.source,
            self.links,
            id_prefix=text.setting.id_prefix,
            media=text.setting.media,
            printed=text.setting.printed,
            finish=lambda root: words.extend(explain(root, told)) if explain else None,
        )
        return Rendered(html, tuple(words))


class Setting(NamedTuple):
    """What a text needs to know of the page it stands on, and of the file it comes from.

    `explained_in` is the language whose glossary explains its words, empty for a page that does
    not show explanations; `after` is the text above it on the page, which has told some already.
    """

    press: Press
    id_prefix: str = ""
    media: str = ""
    line: int = 1
    explained_in: str = ""
    after: "Text | None" = None
    printed: bool = False


class Heading(NamedTuple):
    id: str
    title: str


_HEADING = re.compile('<h2 id="([^"]+)">(.+?)</h2>', re.DOTALL)


class Text:
    """Markdown that is rendered when it is first read."""

    def __init__(self, source: str, setting: Setting) -> None:
        self.source, self.setting = source, setting

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.source.encode()).hexdigest()

    @property
    def html(self) -> Markup:
        return self.setting.press.render(self).html

    @property
    def words(self) -> Words:
        """The words that its page explains, in the order in which they are met."""
        return self.setting.press.render(self).words

    @cached_property
    def unexplained(self) -> "Text":
        """Itself on a page that explains no words."""
        return Text(self.source, self.setting._replace(explained_in=""))

    def in_print(self, name: str) -> "Text":
        """Itself as part of a longer page for paper, where its ids begin with the name."""
        setting = self.setting._replace(id_prefix=f"{name}-", printed=True, explained_in="")
        return Text(self.source, setting)

    @cached_property
    def told_before(self) -> frozenset[str]:
        """Ids of the words that the texts above it explain."""
        above = self.setting.after
        return above.told_before | {word.id for word in above.words} if above else frozenset()

    @property
    def contents(self) -> list[Heading]:
        """Its headings below the page's own, to jump to."""
        return [
            Heading(match[1], self.html[match.start(2) : match.end(2)].striptags())
            for match in _HEADING.finditer(self.html)
        ]

    def __bool__(self) -> bool:
        return bool(self.source.strip())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.source == other.source

    def __hash__(self) -> int:
        return hash(self.source)
