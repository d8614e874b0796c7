"""Experience notes in three languages, one of them from a visit, and what other projects did with them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lms.db import db
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.experience import actions, queries
from lms.experience.actions import Word, Written
from lms.experience.models import NEEDED, PARTS, ExperienceNote, Use
from lms.note_comments import actions as note_comments
from lms.note_comments.actions import Place, Writing
from lms.study_visits.models import Observation

Spec = dict[str, Any]


def tell_experiences(world: World) -> None:
    for name, spec in read_texts("experience").items():
        author, at = world.people[spec["author"]], _ago(world, spec)
        key, seen = uuid5(NAMESPACE_URL, f"notes/{name}"), _seen(spec)
        note = actions.begin(key, by=author, at=at, observation=seen)
        if earlier := spec.get("earlier"):
            actions.publish(note, _written(spec | earlier, world), at=_ago(world, earlier))
        actions.publish(note, _written(spec, world), at=at)
        for number, use in enumerate(spec["uses"]):
            _say(world, note, use, f"notes/{name}/{number}")
        for number, comment in enumerate(spec.get("comments", ())):
            _comment(world, note, comment, f"notes/{name}/comments/{number}")


def _comment(world: World, note: ExperienceNote, spec: Spec, key: str) -> None:
    """With its answers; `resolved` counts the days since its note's author dealt with it."""
    by, at = world.people[spec["who"]], _ago(world, spec)
    whole = queries.note(note.id, by).execution_options(populate_existing=True)
    read, place = db.session.scalars(whole).one(), Place(spec["part"], int(spec["version"]))
    row = note_comments.comment(read, place, _writing(spec, key), by=by, at=at)
    for number, answer in enumerate(spec.get("answers", ())):
        writing, who = _writing(answer, f"{key}/{number}"), world.people[answer["who"]]
        note_comments.answer(row, writing, by=who, at=_ago(world, answer))
    if "resolved" in spec:
        note_comments.resolve(row, at=world.at - timedelta(days=int(spec["resolved"])))


def _writing(spec: Spec, key: str) -> Writing:
    return Writing(uuid5(NAMESPACE_URL, key), spec["text"], spec["language"])


def _ago(world: World, spec: Spec) -> datetime:
    return world.at - timedelta(days=int(spec["ago"]))


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
    said = _ago(world, use)
    actions.say(uuid5(NAMESPACE_URL, key), note, word, by=world.people[use["who"]], at=said)
