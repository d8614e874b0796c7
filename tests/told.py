"""Which addresses tell of something, for what must stay inside."""

from collections.abc import Iterable

from tests.scene import Scene
from tests.visitor import Visitor


def told_at(visitor: Visitor, scene: Scene, rows: Iterable[str], *signs: str) -> set[str]:
    """Those whose answer has one of these signs, or that have it themselves."""
    found = set()
    for row in rows:
        address = scene.address(row)
        answer = visitor._send("GET", address)
        said = address.encode() + answer.data
        if answer.status_code == 200 and any(sign.encode() in said for sign in signs):
            found.add(row)
    return found
