"""XML with the line of each element, and without anything that could reach outside the text.

A document type is refused before it is read: without one there are no entities to expand and
nothing external to fetch. Expat is used directly because a tree of the standard library neither
refuses it nor remembers lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from lms.content.exchange.entry import Trouble, UnreadableError

DEEPEST = 30
MOST_ELEMENTS = 50_000


@dataclass
class Node:
    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)

    @property
    def own_text(self) -> str:
        return "".join(self.letters)

    def all(self, name: str) -> list["Node"]:
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> "Node | None":
        return next(iter(self.all(name)), None)

    def text(self, name: str, otherwise: str = "") -> str:
        """What stands in a child of this name, in its `<text>` where it has one."""
        child = self.first(name)
        if child is None:
            return otherwise
        inner = child.first("text")
        return (inner or child).own_text

    def holds(self, name: str) -> bool:
        return any(node.name == name for node in self.descendants())

    def descendants(self) -> Iterator["Node"]:
        for child in self.children:
            yield child
            yield from child.descendants()


def tree(source: str) -> Node:
    """The outermost element; raises UnreadableError."""
    builder = _Builder()
    try:
        builder.parser.Parse(source.encode(), True)  # noqa: FBT003  # "this is all of it"
    except expat.ExpatError as error:
        raise UnreadableError(Trouble.BROKEN_XML, error.lineno) from error
    return builder.root.children[0]


class _Builder:
    def __init__(self) -> None:
        self.root = Node("", 0)
        self.path, self.count = [self.root], 0
        parser = self.parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._letters
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.path) > DEEPEST or self.count > MOST_ELEMENTS:
            raise UnreadableError(Trouble.TOO_MANY, self.parser.CurrentLineNumber)
        node = Node(name, self.parser.CurrentLineNumber, attributes)
        self.path[-1].children.append(node)
        self.path.append(node)

    def _end(self, _name: str) -> None:
        self.path.pop()

    def _letters(self, letters: str) -> None:
        self.path[-1].letters.append(letters)

    def _refuse(self, *_declared: object) -> int:
        raise UnreadableError(Trouble.ENTITIES, self.parser.CurrentLineNumber)
