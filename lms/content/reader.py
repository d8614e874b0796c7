"""Reads files into models, and keeps every fault it meets instead of stopping at the first."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from lms.content import front_matter
from lms.content.fault import Fault, sentence
from lms.content.text import FIRST_LANGUAGE, FromFile, Press

Model = TypeVar("Model", bound=FromFile)


class Document(NamedTuple):
    """A Markdown file that could be read."""

    data: dict[str, Any]
    body: str
    body_line: int


class Reader:
    """One reading of the files below a root."""

    def __init__(self, root: Path) -> None:
        self.root, self.press = root, Press()
        self.faults: list[Fault] = []
        self.broken: set[str] = set()
        """What exists but could not be read: speaking of it is no further fault."""

    def model(self, kind: type[Model], path: Path, **known: object) -> Model | None:
        """A YAML file as a model; `known` is what its place in the tree says."""
        data = self.data(path)
        return None if data is None else self.build(kind, path, data, **known)

    def build(
        self, kind: type[Model], path: Path, data: Mapping[str, Any], **known: object
    ) -> Model | None:
        known = {"language": FIRST_LANGUAGE, **known, "file": self.name(path), "translated": True}
        for field in data.keys() & known.keys():
            self.fault(path, (field,), "is not a field of this file; remove it.")
        try:
            return kind.model_validate({**data, **known})
        except ValidationError as error:
            for detail in _causes(error.errors(include_url=False)):
                self.fault(path, detail["loc"], sentence(detail))
            self.broken.add(
                "/".join(str(part) for part in (known.get("course"), data.get("id")) if part)
            )
            return None

    def data(self, path: Path) -> dict[str, Any] | None:
        try:
            return front_matter.parse(read(path))
        except front_matter.UnreadableError as error:
            self.fault_at(path, error.line, error.sentence)
            return None

    def document(self, path: Path) -> Document | None:
        """A Markdown file; its front matter begins on its second line."""
        above = 0
        try:
            parts = front_matter.split(read(path))
            above = 1
            return Document(front_matter.parse(parts.front), parts.body, parts.body_line)
        except front_matter.UnreadableError as error:
            self.fault_at(path, error.line + above, error.sentence)
            return None

    def same_id(self, path: Path, found: str, place: str) -> None:
        """A file's id is what its place says, so that an address leads to a file."""
        if found != place:
            self.fault(path, ("id",), f"is '{found}'; its place says '{place}'.")

    def fault(self, path: Path, field: tuple[int | str, ...], said: str) -> None:
        self.faults.append(locate(self.root, self.name(path), field, said))

    def fault_at(self, path: Path, line: int, said: str) -> None:
        self.faults.append(Fault(self.name(path), line, "", said))

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def _causes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Pydantic calls a list too short when its items are faulty; the items are enough."""
    inside = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [d for d in details if d["type"] != "too_short" or d["loc"] not in inside]


def read(path: Path) -> str:
    """A file's text with plain line ends; one that cannot be read says so as YAML would."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise front_matter.UnreadableError(1, "does not exist.") from None
    except UnicodeDecodeError:
        raise front_matter.UnreadableError(1, "is not text in UTF-8.") from None


def locate(root: Path, file: str, field: tuple[int | str, ...], said: str) -> Fault:
    """A fault in a field, with its line looked up in the file as it stands."""
    text = read(root / file)
    offset = 0
    if file.endswith(".md"):
        text, offset = front_matter.split(text).front, 1
    place = front_matter.locate(text, field)
    return Fault(file, place.line + offset, place.field, said)
