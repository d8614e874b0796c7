"""Notes that have come so far: maturity is stored nowhere, so it is judged for all of them."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement

from lms.db import db
from lms.experience import queries
from lms.experience.maturity import Maturity, judged
from lms.experience.models import NoteText


class Word(NamedTuple):
    state: str
    country: str
    since: date


def has_come(wanted: Maturity, today: date) -> ColumnElement[bool]:
    """A condition on texts; a note of which nobody said anything is an idea. One statement."""
    words: dict[int, list[Word]] = defaultdict(list)
    for number, state, country, since in db.session.execute(queries.all_last_words()):
        words[number].append(Word(state, country, since))
    found = {number: judged(of_it, today).maturity for number, of_it in words.items()}
    if wanted is Maturity.IDEA:
        further = [number for number, maturity in found.items() if maturity is not wanted]
        return NoteText.note_id.not_in(further)
    return NoteText.note_id.in_([n for n, maturity in found.items() if maturity is wanted])
