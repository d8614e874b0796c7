"""What people of the demo world show of themselves, and to whom."""

from datetime import timedelta

from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.directory import actions
from lms.directory.actions import Said
from lms.directory.models import Give, Part, Seen
from lms.directory.visibility import default


def introduce(world: World) -> None:
    for name, spec in read_texts("directory").items():
        wide = {part: Seen(spec["shows"]) for part in Part}
        closer = {Part(part): Seen(seen) for part, seen in spec.get("closer", {}).items()}
        hidden = {part: default(part) for part in Part if default(part) is Seen.ME}
        said = Said(
            reads=spec["reads"],
            writes=spec["writes"],
            gives={Give.OFFER: spec.get("offers", []), Give.NEED: spec.get("needs", [])},
            language=spec["language"],
            seen=wide | hidden | closer,
        )
        actions.describe(world.people[name], said, at=world.at - timedelta(days=20))
