"""The number of a certificate: 128 random bits, written so that a person can read it out."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: without i, l, o and u
BITS, BITS_A_SIGN = 128, 5
GROUPS = (4, 4, 5, 4, 4, 5)
LENGTH = sum(GROUPS)
_MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1", "-": "", " ": ""})


def new() -> str:
    number = secrets.randbits(BITS)
    places = range((LENGTH - 1) * BITS_A_SIGN, -1, -BITS_A_SIGN)
    return "".join(ALPHABET[number >> place & len(ALPHABET) - 1] for place in places)


def grouped(serial: str) -> list[str]:
    """In small groups of capitals, as it is printed."""
    signs = iter(serial.upper())
    return ["".join(next(signs) for _ in range(size)) for size in GROUPS]


def read(typed: str) -> str:
    """As kept, from what someone copied off paper: groups, capitals, O for 0, I or l for 1."""
    return typed.strip().lower().translate(_MISREAD)
