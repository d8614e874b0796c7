"""YAML as authors mean it, and the way back from a field to its line.

Every plain value stays the text that was written: `country: NO` is Norway and `title: 2001`
is a title. The model's field decides what becomes a number.
"""

import re
from typing import Any, NamedTuple

import yaml


class UnreadableError(Exception):
    """The text is not the YAML we expect."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line, self.sentence = line, sentence


class Parts(NamedTuple):
    """A Markdown file: its front matter, its body, and the line on which the body starts."""

    front: str
    body: str
    body_line: int


class Place(NamedTuple):
    """Where a field stands, and its name without what the file does not show."""

    line: int
    field: str


def split(text: str) -> Parts:
    """Cut a file at the lines `---` around its front matter."""
    match = _FRONT.match(text)
    if match is None:
        raise UnreadableError(1, "must begin with front matter between two lines '---'.")
    return Parts(match[1], text[match.end() :], text.count("\n", 0, match.end()) + 1)


def parse(text: str) -> dict[str, Any]:
    """The fields of a YAML mapping; lists and texts inside, nothing else."""
    node = _compose(text)
    if not isinstance(node, yaml.MappingNode):
        raise UnreadableError(1, "must hold fields, each with a name.")
    return _mapping(node)


def locate(text: str, path: tuple[int | str, ...]) -> Place:
    """Follow a path as far as the YAML goes; steps that only a model knows are passed over."""
    try:
        node = _compose(text)
    except UnreadableError as error:
        return Place(error.line, ".".join(map(str, path)))
    line, names = 1, []
    for step in path:
        found = _step(node, step)
        if found is not None:
            line, node = found
        if found is not None or step is path[-1]:
            names.append(str(step))
    return Place(line, ".".join(names))


def _compose(text: str) -> yaml.Node | None:
    try:
        loader = _TextLoader(text)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableError(
            line, f"cannot be read as YAML ({error.problem}); quote texts that hold ': ' or '#'."
        ) from None
    except yaml.YAMLError as error:
        raise UnreadableError(1, f"cannot be read as YAML ({error}).") from None


def _value(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    return node.value


def _mapping(node: yaml.MappingNode) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in values:
            raise UnreadableError(key.start_mark.line + 1, f"says '{name}' twice.")
        values[name] = _value(value)
    return values


def _step(node: yaml.Node | None, step: int | str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None


class _TextLoader(yaml.CSafeLoader):
    """The C parser without its guesses at booleans, numbers and dates."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own name and type


_FRONT = re.compile(r"---[ \t]*\n(.*?\n)??---[ \t]*(?:\n|\Z)", re.DOTALL)
