"""What is wrong in a content file, said so that its author can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic_core import ErrorDetails


@dataclass(frozen=True, order=True)
class Fault:
    """A sentence about one field, at one line of one file."""

    file: str
    line: int
    field: str
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        return (
            f"{place} {self.field}: {self.sentence}" if self.field else f"{place} {self.sentence}"
        )


class ContentError(Exception):
    """The content cannot be used; carries every fault that was found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def sentence(error: ErrorDetails) -> str:
    """Pydantic's verdict in plain words."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind in _SENTENCES:
        return _SENTENCES[kind].format(**context)
    return f"{error['msg']}; the file has {error['input']!r}."


_SENTENCES = {
    "missing": "is missing.",
    "extra_forbidden": "is not a field of this file; correct its spelling or remove it.",
    "string_too_short": "is empty.",
    "string_type": "must be text.",
    "tuple_type": "must be a list.",
    "dict_type": "must hold fields, each with a name.",
    "model_type": "must hold fields, each with a name.",
    "model_attributes_type": "must hold fields, each with a name.",
    "int_parsing": "must be a whole number.",
    "int_type": "must be a whole number.",
    "decimal_parsing": "must be a number.",
    "bool_parsing": "must be true or false.",
    "literal_error": "must be {expected}.",
    "union_tag_invalid": "has kind {tag}; it must be one of {expected_tags}.",
    "union_tag_not_found": "has no kind.",
    "greater_than": "must be more than {gt}.",
    "greater_than_equal": "must be {ge} or more.",
    "less_than_equal": "must be {le} or less.",
    "too_short": "needs {min_length} or more; it has {actual_length}.",
    "too_long": "may have {max_length} at most; it has {actual_length}.",
}
