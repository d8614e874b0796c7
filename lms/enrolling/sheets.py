"""A list of people as spreadsheets save it: whichever separator, with a line of titles or without.

Programs in Spanish and French separate by semicolons, pasted cells by tabs.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from lms.editions.models import Role
from lms.letters import folded

SEPARATORS = (";", ",", "\t")
ADDRESS = re.compile(r"[^@\s;,<>\"]+@[^@\s;,<>\"]+\.[^@\s;,<>\".]+")
_TITLES = {
    "email": "email e-mail mail correo courriel e-mail-address email-address correo-electronico "
    "direccion-de-correo adresse-e-mail adresse-mail adresse-electronique",
    "name": "name full-name nombre nombre-completo nombre-y-apellido nom-complet nom-et-prenom",
    "first": "first-name given-name nombres prenom prenoms",
    "last": "last-name surname family-name apellido apellidos nom-de-famille",
    "nom": "nom",
    "role": "role rol funcion fonction",
    "supervisor": "supervisor supervisora superviseur superviseure supervisor-e-mail "
    "supervisor-email tutor tutora tuteur",
}
_ROLES = {
    Role.TRAINEE: "trainee learner participant student participante aprendiz alumno alumna "
    "estudiante apprenant apprenante stagiaire",
    Role.TRAINER: "trainer teacher formador formadora docente formateur formatrice",
    Role.SUPERVISOR: "supervisor supervisora superviseur superviseure",
    Role.ASSESSOR: "assessor evaluador evaluadora evaluateur evaluatrice",
    Role.COORDINATOR: "coordinator coordinador coordinadora coordinateur coordinatrice "
    "coordonnateur coordonnatrice",
}
TITLES = {word: key for key, words in _TITLES.items() for word in words.split()}
ROLES = {word: role for role, words in _ROLES.items() for word in words.split()}


class UnreadableListError(Exception):
    """No list of people in it."""


@dataclass(frozen=True)
class Entry:
    """What one line of the list says; `role` as it was written."""

    line: int
    email: str
    name: str = ""
    role: str = ""
    supervisor: str = ""


def role_called(word: str) -> Role | None:
    """In one of three languages, for women and men: Formador(a) is a trainer."""
    letters = re.sub("[^a-z ]", "", folded(word)).split()
    return ROLES.get(letters[0]) if letters else None


def read_list(text: str) -> list[Entry]:
    """Every line that is not empty, under the number it has in the file."""
    found = _rows(text)
    if not found:
        raise UnreadableListError
    first = found[0][1]
    columns = _columns(first) if not any(map(_is_address, first)) else {}
    if columns:
        return [_by_title(line, cells, columns) for line, cells in found[1:]]
    return [_by_content(line, cells) for line, cells in found]


def unused_columns(text: str) -> list[str]:
    """Titles that say nothing here, as they were written: one of them may be mistyped."""
    found = _rows(text)
    titles = found[0][1] if found else []
    return (
        [title for title in titles if title and _key_of(title) is None] if _columns(titles) else []
    )


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """By the separator that fits best."""
    return max((_cells(text, separator) for separator in SEPARATORS), key=_addresses)


def _cells(text: str, separator: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    rows = []
    try:
        for cells in reader:
            trimmed = [" ".join(cell.split()) for cell in cells]
            if any(cell.strip("".join(SEPARATORS)) for cell in trimmed):
                rows.append((reader.line_num, trimmed))
    except csv.Error:
        return []
    return rows


def _addresses(rows: Sequence[tuple[int, list[str]]]) -> tuple[int, int]:
    """How many lines have an address in a cell of its own; among equals, how many lines."""
    return sum(any(map(_is_address, cells)) for _line, cells in rows), len(rows)


def _is_address(cell: str) -> bool:
    return ADDRESS.fullmatch(cell) is not None


def _columns(titles: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, title in enumerate(titles):
        key = _key_of(title)
        if key is not None:
            found.setdefault(key, place)
    if "nom" in found:
        found.setdefault("last" if "first" in found else "name", found.pop("nom"))
    return found if "email" in found else {}


def _key_of(title: str) -> str | None:
    return TITLES.get("-".join(re.findall(r"[a-z]+", folded(title))))


def _by_title(line: int, cells: Sequence[str], columns: Mapping[str, int]) -> Entry:
    def cell(key: str) -> str:
        place = columns.get(key, len(cells))
        return cells[place] if place < len(cells) else ""

    parts = cell("first"), cell("name"), cell("last")
    name = " ".join(part for part in parts if part)
    return Entry(line, cell("email").lower(), name, cell("role"), cell("supervisor"))


def _by_content(line: int, cells: Sequence[str]) -> Entry:
    """The first address is the person's, a second one the supervisor's."""
    addresses = [cell.lower() for cell in cells if _is_address(cell)]
    others = [cell for cell in cells if cell and not _is_address(cell)]
    roles = [cell for cell in others if role_called(cell)]
    names = [cell for cell in others if cell not in roles]
    email = addresses[0] if addresses else ""
    return Entry(line, email, *[next(iter(found), "") for found in (names, roles, addresses[1:])])
