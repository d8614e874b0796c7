from typing import Final

from sqlalchemy import Select, func, select

from lms.accounts.models import User
from lms.phrases.models import Phrase

MOST: Final = 40
"""Phrases of one person: more are not found again, and all of them stand beside every entry."""


def phrases_of(owner: User) -> Select[Phrase]:
    """The newest first."""
    return select(Phrase).where(Phrase.owner_id == owner.id).order_by(Phrase.id.desc())


def phrase_of(owner: User, phrase_id: int) -> Select[Phrase]:
    return phrases_of(owner).where(Phrase.id == phrase_id)


def same_of(owner: User, text: str) -> Select[Phrase]:
    return phrases_of(owner).where(Phrase.text == text)


def count_of(owner: User) -> Select[int]:
    return select(func.count(Phrase.id)).where(Phrase.owner_id == owner.id)
