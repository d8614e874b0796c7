"""Hashing and judging passwords.

Argon2id at the OWASP values: 19 MiB, two passes, one lane, 33 ms here. The library's own default
takes a second on two busy cores, which a class signing in together would feel.
"""

from functools import cache
from importlib.resources import files
from threading import BoundedSemaphore
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 15, 256  # NIST SP 800-63B-4: 15 where a password stands alone
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_turn = BoundedSemaphore(4)  # hashes at once: memory for four, not for forty


def hashed(password: str) -> str:
    with _turn:
        return _hasher.hash(_normal(password))


def matches(password: str, stored: str | None) -> bool:
    """True when it fits. Without a stored hash as much time is spent, and the answer is no."""
    with _turn:
        try:
            return _hasher.verify(stored or _decoy(), _normal(password)) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def needs_new_hash(stored: str) -> bool:
    return _hasher.check_needs_rehash(stored)


def is_common(password: str, *, context: tuple[str, ...] = ()) -> bool:
    """A word everybody tries, the same character over and over, or the person's own name."""
    plain = _normal(password).casefold()
    if len(set(plain)) < 5 or plain in _common_words():  # noqa: PLR2004
        return True
    return any(word and len(word) > 3 and plain.startswith(word.casefold()) for word in context)  # noqa: PLR2004


def _normal(password: str) -> str:
    return normalize("NFC", password)


@cache
def _decoy() -> str:
    return _hasher.hash("nobody's password")


@cache
def _common_words() -> frozenset[str]:
    text = files("lms.accounts").joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(text.split("\n"))


def make_cheap() -> None:
    """For tests only: the same algorithm at its lowest cost."""
    global _hasher  # noqa: PLW0603  # the one hasher of the process
    _hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
