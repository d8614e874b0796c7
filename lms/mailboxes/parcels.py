from typing import NamedTuple

MOST_BYTES = 10 * 1024 * 1024
MOST_OF_A_HEAD = 64 * 1024


class MailboxError(Exception):
    """It cannot be opened or read now, in a sentence."""


class Parcel(NamedTuple):
    """A mail as it lies there; only its head where it is larger than MOST_BYTES."""

    key: str
    raw: bytes
    size: int

    @property
    def is_whole(self) -> bool:
        return self.size <= MOST_BYTES
