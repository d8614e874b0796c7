"""Experience notes in three languages, one of them from a visit, and what other projects did with them."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lms.db import db
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.experience import actions
from lms.experience.actions import Word, Written
from lms.experience.models import NEEDED, PARTS, ExperienceNote, Use
from lms.study_visits.models import Observation

Spec = dict[str, Any]


def tell_experiences(world: World) -> None:
    for name, spec in read_texts("experience").items():
        author, at = world.people[spec["author"]], world.at - timedelta(days=int(spec["ago"]))
        key, seen = uuid5(NAMESPACE_URL, f"notes/{name}"), _seen(spec)
        note = actions.begin(key, by=author, at=at, observation=seen)
        actions.publish(note, _written(spec, world), at=at)
        for number, use in enumerate(spec["uses"]):
            _say(world, note, use, f"notes/{name}/{number}")


def _seen(spec: Spec) -> Observation | None:
    if "observation" not in spec:
        return None
    key = uuid5(NAMESPACE_URL, f"observations/{spec['observation']}")
    return db.session.get_one(Observation, key)


def _written(spec: Spec, world: World) -> Written:
    said = {name: spec.get(name, "") for name in {*NEEDED, *PARTS, "step", "factor"}}
    project = world.projects[spec["project"]]
    return Written(
        **said,
        project_id=project.id,
        country=project.country,
        language=spec["language"],
        public=bool(spec.get("public")),
        consent=True,
    )


def _say(world: World, note: ExperienceNote, use: Spec, key: str) -> None:
    since = world.at - timedelta(days=int(use["since"]))
    project, changed = world.projects[use["project"]].id, use.get("changed", "")
    word = Word(project, Use(use["state"]), changed, since.date())
    said = world.at - timedelta(days=int(use["ago"]))
    actions.say(uuid5(NAMESPACE_URL, key), note, word, by=world.people[use["who"]], at=said)
