"""PDF documents become one, part by part: never more than one part is in memory.

pypdf reads the parts. Its own writer would keep the whole, which a year of photos makes too large.
"""

from collections import deque
from io import BytesIO
from typing import IO, Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

CATALOGUE, PAGES, INFO = 1, 2, 3
PAGES_ABOVE = -1
"""Stands in a part for the pages of the whole, which it does not know."""


class Joined:
    """A document that grows in a file. What is added last may still stand first."""

    def __init__(self, file: IO[bytes], *, pages: int = 0) -> None:
        self._file = file
        self._places: dict[int, int] = {}
        self._last = INFO
        self._trees: list[PdfObject] = []
        self.pages = pages
        file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add(self, part: bytes) -> None:
        self.pages += self._copy(part)

    def close(self, cover: bytes, *, title: str, language: str) -> None:
        """The cover, whose pages are counted already, and what holds all together."""
        self._copy(cover)
        self._trees.insert(0, self._trees.pop())
        count = NumberObject(self.pages)
        pages = _a(Type=NameObject("/Pages"), Kids=ArrayObject(self._trees), Count=count)
        self._write(PAGES, pages)
        self._write(INFO, _a(Title=TextStringObject(title)))
        self._write(CATALOGUE, _catalogue(language))
        self._finish()

    def _copy(self, part: bytes) -> int:
        """Write all that its pages need; how many pages they are."""
        catalogue: Any = PdfReader(BytesIO(part)).trailer["/Root"]
        tree = catalogue.raw_get("/Pages")
        numbers, waiting = {PAGES_ABOVE: PAGES}, deque([tree])
        tree.get_object()[NameObject("/Parent")] = IndirectObject(PAGES_ABOVE, 0, None)
        self._trees.append(self._renumbered(tree, numbers, deque()))
        while waiting:
            one = waiting.popleft()
            self._write(numbers[one.idnum], self._renumbered(one.get_object(), numbers, waiting))
        return int(tree.get_object()["/Count"])

    def _renumbered(
        self, found: Any, numbers: dict[int, int], waiting: deque[IndirectObject]
    ) -> PdfObject:
        """As it is, but for the numbers it names; what it names for the first time waits."""
        if isinstance(found, IndirectObject):
            if found.idnum not in numbers:
                self._last = numbers[found.idnum] = self._last + 1
                waiting.append(found)
            return _at(numbers[found.idnum])
        if isinstance(found, DictionaryObject):
            for name, value in list(dict.items(found)):
                dict.__setitem__(found, name, self._renumbered(value, numbers, waiting))
        elif isinstance(found, ArrayObject):
            found[:] = [self._renumbered(value, numbers, waiting) for value in list.__iter__(found)]
        return found  # type: ignore[no-any-return]  # pypdf names no type for what it reads

    def _write(self, number: int, what: PdfObject) -> None:
        self._places[number] = self._file.tell()
        self._file.write(f"{number} 0 obj\n".encode())
        what.write_to_stream(self._file)
        self._file.write(b"\nendobj\n")

    def _finish(self) -> None:
        start, size = self._file.tell(), self._last + 1
        places = "".join(f"{self._places[number]:010} 00000 n \n" for number in range(1, size))
        self._file.write(f"xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n".encode())
        _a(Size=NumberObject(size), Root=_at(CATALOGUE), Info=_at(INFO)).write_to_stream(self._file)
        self._file.write(f"\nstartxref\n{start}\n%%EOF\n".encode())


def _catalogue(language: str) -> DictionaryObject:
    shown = _a(DisplayDocTitle=BooleanObject(True))  # noqa: FBT003  # a value of the format
    return _a(
        Type=NameObject("/Catalog"),
        Pages=_at(PAGES),
        Lang=TextStringObject(language),
        ViewerPreferences=shown,
    )


def _a(**said: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in said.items()})


def _at(number: int) -> IndirectObject:
    return IndirectObject(number, 0, None)
