"""What a coordinator does: prepares the next year out of this one, and writes to trainees."""

from datetime import timedelta

from flask import current_app

from lms.config import Settings
from lms.demo import moments
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.intakes.actions import copy_intake
from lms.messages.actions import Writing, note_reading, send


def coordinate(world: World) -> None:
    _prepare_next_year(world)
    _write_to_trainees(world)


def _prepare_next_year(world: World) -> None:
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


def _write_to_trainees(world: World) -> None:
    """What the coordinator wrote, as a request would; who has opened it stands in the text."""
    settings: Settings = current_app.extensions["settings"]
    with current_app.test_request_context(base_url=settings.public_url, method="POST"):
        for key, spec in read_texts("messages").items():
            edition = world.editions[spec["edition"]]
            today = moments.today(world.at, edition.time_zone)
            day = moments.working_day(today, -int(spec["days_ago"]))
            at = moments.morning(day, edition.time_zone, 5, at=world.at)
            here = [
                row.user
                for row in world.enrolments.values()
                if row.edition is edition and row.ended_at is None
            ]
            writing = Writing(key, spec["subject"], spec["body"])
            message = send(edition, writing, here, by=world.people["coordinator"], at=at)
            for number, name in enumerate(spec["read_by"]):
                opened = moments.evening(day, edition.time_zone, number, at=world.at)
                note_reading(message, world.people[name], at=opened)
