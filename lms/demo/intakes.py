"""What is being prepared: an edition of this year copied for the next one."""

from datetime import timedelta

from lms.demo import moments
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.intakes.actions import copy_intake


def prepare_next_year(world: World) -> None:
    for name, spec in read_texts("intakes").items():
        edition, today = world.editions[spec["of"]], moments.today(world.at, spec["time_zone"])
        first = moments.monday(today + timedelta(days=int(spec["in_days"])))
        off = [first + timedelta(days=int(days)) for days in spec["off"]]
        world.editions[name] = copy_intake(
            edition,
            name=spec["name"],
            starts_on=first,
            off=[(day, day) for day in off],
            by=world.people["coordinator"],
            at=moments.morning(today - timedelta(days=6), spec["time_zone"], 4, at=world.at),
        )
