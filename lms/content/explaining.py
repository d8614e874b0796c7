"""The first time a text uses a word of the glossary, it becomes a link to its explanation.

The explanation stands on the same page (templates/components/words.html), so the link needs no
network and no script. Done while a text is rendered, which is once.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple
from xml.etree.ElementTree import Element  # only walks and builds trees, parses nothing

from lms.config import LANGUAGES
from lms.content.glossary import Glossary, GlossaryTerm
from lms.content.text import Explainer

UNMARKED = frozenset(
    {"a", "code", "pre", "th", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"}
)
TITLE = "admonition-title"


def explainers(glossary: Glossary) -> dict[str, Explainer]:
    """One for each language in which there is something to explain."""
    vocabularies = ((language, _vocabulary(glossary, language)) for language in LANGUAGES)
    return {name: partial(_explain, words) for name, words in vocabularies if words.owners}


Finder = Callable[[str], tuple[GlossaryTerm, ...]]


def finders(glossary: Glossary) -> dict[str, Finder]:
    """What finds the words of the glossary in a text as it was typed, by the language of the text.

    Each once, in the order in which it is read.
    """
    return {name: partial(_found_in, _vocabulary(glossary, name)) for name in LANGUAGES}


class _Vocabulary(NamedTuple):
    """Who owns which form, and what finds all of them, the longest first."""

    owners: dict[str, GlossaryTerm]
    pattern: re.Pattern[str]


def _vocabulary(glossary: Glossary, language: str) -> _Vocabulary:
    owners = {
        _plain(form): term
        for term in glossary.terms
        if not term.quiet
        for form in term.forms(language)
    }
    forms = "|".join(map(_pattern, sorted(owners, key=len, reverse=True)))
    return _Vocabulary(owners, re.compile(rf"(?<![\w-])(?:{forms})(?!\w|-\w)"))


def _pattern(form: str) -> str:
    """A form as texts may have it: broken over two lines, with any apostrophe, with a capital."""
    first, rest = re.escape(form[0]), re.escape(form[1:])
    if form.islower():
        first = f"[{first}{re.escape(form[0].upper())}]"
    return first + rest.replace(r"\ ", r"\s+").replace("'", _APOSTROPHE)


def _explain(words: _Vocabulary, root: Element, told: frozenset[str]) -> tuple[GlossaryTerm, ...]:
    found: dict[str, GlossaryTerm] = {}
    _Marking(words, told, found).walk(root)
    return tuple(found.values())


def _found_in(words: _Vocabulary, text: str) -> tuple[GlossaryTerm, ...]:
    if not words.owners:
        return ()
    found = _Marking(words, frozenset(), {}).new_words(text)
    return tuple(term for _start, _end, term in found)


class _Marking(NamedTuple):
    """One walk through one text, in the order in which it is read."""

    words: _Vocabulary
    told: frozenset[str]
    found: dict[str, GlossaryTerm]

    def walk(self, element: Element) -> None:
        if element.tag in UNMARKED or element.get("class") == TITLE:
            return
        children = list(element)
        element.text, links = self.cut(element.text)
        for place, link in enumerate(links):
            element.insert(place, link)
        for child in children:
            self.walk(child)
            child.tail, links = self.cut(child.tail)
            after = list(element).index(child) + 1
            for place, link in enumerate(links, after):
                element.insert(place, link)

    def cut(self, text: str | None) -> tuple[str | None, list[Element]]:
        """What stands before the first link, and the links, each with the text after it."""
        if not text:
            return text, []
        links: list[Element] = []
        pieces, last = [""], 0
        for start, end, term in self.new_words(text):
            pieces[-1] = text[last:start]
            link = Element(
                "a", {"class": "term", "href": f"#term-{term.id}", "id": f"in-{term.id}"}
            )
            link.text = text[start:end]
            links.append(link)
            pieces.append("")
            last = end
        pieces[-1] = text[last:]
        for link, tail in zip(links, pieces[1:], strict=True):
            link.tail = tail
        return pieces[0], links

    def new_words(self, text: str) -> Iterator[tuple[int, int, GlossaryTerm]]:
        for match in self.words.pattern.finditer(text):
            form = _plain(match[0])
            term = self.words.owners.get(form) or self.words.owners[form[0].lower() + form[1:]]
            if term.id not in self.told and term.id not in self.found:
                self.found[term.id] = term
                yield match.start(), match.end(), term


def _plain(form: str) -> str:
    return " ".join(re.sub(_APOSTROPHE, "'", form).split())


_APOSTROPHE = "(?:['’]|\x02\\w+:\\d+\x03)"
"""While a text is rendered, Python-Markdown keeps a curly one in a box with a number."""
