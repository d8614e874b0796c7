"""What is tried only when everything is (docs/decisions/092)."""

from collections.abc import Container, Iterable

import pytest


def mostly_long(values: Iterable[object], *, but: Container[object]) -> list[object]:
    """Of the cases of a long walk, those in `but` are tried with every change."""
    return [one if one in but else pytest.param(one, marks=pytest.mark.long) for one in values]
