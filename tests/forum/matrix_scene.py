"""A forum in which every text has a word of its own, so that a page tells what it gives away.

In the space of each state, `classbody` is what a post says, `classfile` is what its file is called,
and so on. Everybody has opened, followed and been named in all of it, also who may not see it.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from uuid import uuid4

from flask import g
from sqlalchemy import delete, insert, select

from lms.accounts.models import SiteRole, User
from lms.attachments import actions as attachments
from lms.db import db
from lms.decisions import actions as decisions
from lms.decisions import concluding, waiting
from lms.decisions.actions import Beginning, Proposed, Question, Rules, Voice
from lms.decisions.models import Decision, Method, Proposal, Stance
from lms.editions import actions as editions
from lms.editions.models import Role
from lms.feed_tokens import actions as tokens
from lms.feed_tokens.models import Purpose
from lms.following import stopping
from lms.following.stopping import Stop
from lms.forum import actions as forum
from lms.forum.actions import Writing
from lms.forum.held import actions as holding
from lms.forum.held.actions import Sent
from lms.forum.held.models import Why
from lms.forum.models import Level, Post, PostMention, PostRevision, SpaceReader, Topic, TopicReader
from lms.forum.quoting import quoted
from lms.moderation import actions as moderation
from lms.notifications.actions import choose
from lms.notifications.models import Category, How
from lms.reactions import actions as reactions
from lms.reactions.models import Kind as Said
from lms.spaces import actions as spaces
from lms.spaces.models import Kind, Space
from lms.tags import actions as tags
from lms.translations import actions as translations
from lms.translations.actions import Wording
from lms.translations.models import mark_of
from tests.attachments.factories import a_file_in_hand
from tests.decisions.factories import DAY, options
from tests.files.factories import PDF, a_photo
from tests.forum.factories import a_post, a_space, a_topic, space_of
from tests.forum.matrix import AUTHORS, OF_A_LETTER, ROLES
from tests.people import a_person, an_edition, enrol, enrolment_of

KINDS = {
    "public": Kind.PUBLIC,
    "theme": Kind.THEME,
    "circle": Kind.PROJECT,
    "staff": Kind.STAFF,
}


@dataclass
class Scene:
    people: dict[str, User] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    names: dict[str, dict[str, object]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def filled(self, row: str, state: str, role: str = "visitor") -> str:
        """The address, or what a form says, of this state; feeds by the key of this role."""
        return row.format(key=self.keys.get(role, "none"), **self.names.get(state, {}))

    def person(self, role: str) -> User:
        return db.session.get_one(User, self.numbers[role])

    def link_of_a_letter(self, state: str, role: str) -> str:
        topic = int(str(self.names[state]["topic"]))
        stop = Stop(self.numbers[role], stopping.TOPIC, topic, Level.FOLLOW)
        return OF_A_LETTER.format(stop=stopping.token_of(stop))

    @cached_property
    def at(self) -> datetime:
        return datetime.now(UTC) - timedelta(hours=2)


def a_scene() -> Scene:
    scene = Scene()
    some_people(scene)
    for state in AUTHORS:
        talk_in(scene, state)
    something_removed(scene)
    something_held(scene)
    everybody_was_there(scene)
    spaces.close(db.session.get_one(Space, scene.names["theme"]["space"]), at=scene.at)
    for role in ROLES[1:]:
        scene.keys[role] = tokens.make(scene.people[role], Purpose.FORUM, at=scene.at)
    db.session.commit()
    g.pop("after_commit", None)  # nobody waits for the letters yet
    return scene


def some_people(scene: Scene) -> None:
    """Of an edition, of a project, of nothing; one has left the edition."""
    site = {"administrator": SiteRole.ADMINISTRATOR}
    scene.people = {role: a_person(role, site_role=site.get(role)) for role in ROLES[1:]}
    scene.numbers = {role: person.id for role, person in scene.people.items()}
    edition = an_edition(name="The intake")
    roles = {"trainee": Role.TRAINEE, "supervisor": Role.SUPERVISOR, "trainer": Role.TRAINER}
    for role, part in {**roles, "former": Role.TRAINEE}.items():
        enrol(scene.people[role], edition, part)
    editions.end(enrolment_of(scene.people["former"], edition), at=scene.at)
    scene.names["class"] = {"space": space_of(edition, at=scene.at).id}
    for person in scene.people.values():
        person.created_at = scene.at - 30 * DAY
        choose(person, {Category.OTHERS: How.AT_ONCE})


def space_for(scene: Scene, state: str) -> Space:
    if state == "class":
        return db.session.get_one(Space, scene.names["class"]["space"])
    space = a_space(KINDS[state], name=f"{state}space", at=scene.at)
    if state == "circle":
        spaces.admit(space, scene.people["member"], at=scene.at)
    return space


def talk_in(scene: Scene, state: str) -> None:
    """A question with everything that can stand below it, its answer, and two decisions."""
    space, by, at = space_for(scene, state), scene.people[AUTHORS[state]], scene.at
    topic = a_topic(space, by, title=f"{state}title", body=f"{state}former", at=at)
    first = db.session.scalars(select(Post).where(Post.topic_id == topic.id)).one()
    tags.put(topic.id, [tag := tags.add(f"{state}tag", by=helper(scene), at=at)])
    named = dressed(scene, state, first, at=at)
    answer = a_post(topic, helper(scene), f"{quoted(first)}{state}answer", to=first, at=at)
    voted = {f"{name}d": decided(scene, state, space, name, at) for name in ("open", "ended")}
    ids = {"topic": topic.id, "answer": answer.id, "slug": space.slug, "space": space.id}
    another = a_topic(space, helper(scene), title="Another", at=at).id
    more = {"tag": tag, "another": another}
    scene.names[state] = {**ids, **named, **voted, **more, **voice_in(voted["opend"])}


def helper(scene: Scene) -> User:
    """Sees all states."""
    return scene.people["administrator"]


def dressed(scene: Scene, state: str, post: Post, *, at: datetime) -> dict[str, object]:
    """Changed, translated, tried, reported, with a file and a picture."""
    by, author = helper(scene), db.session.get_one(User, post.author_id)
    files = [
        a_file_in_hand(author, data, f"{state}{name}", key=post.key, shows=f"{state}shows", at=at)
        for data, name in ((PDF, "file.pdf"), (a_photo(), "photo.jpg"))
    ]
    attachments.bind(post, [row.id for row in files], author)
    forum.revise(post, f"madder {state}body", at=at + timedelta(hours=1))
    title = f"{state}titre" if post.no == 1 else ""
    wording = Wording(title, f"madder {state}texte", mark_of(post))
    translations.write(post, "fr", wording, by=by, at=at)
    reactions.react(post, Said.TRIED, words=f"{state}tried", by=by, at=at)
    moderation.report(post, concern="other", words=f"{state}report", by=by, at=at)
    db.session.commit()
    revision = select(PostRevision.id).where(PostRevision.post_id == post.id)
    ids = {"post": post.id, "file": files[0].id, "photo": files[1].id}
    return {**ids, "revision": db.session.scalars(revision).one()}


def decided(scene: Scene, state: str, space: Space, name: str, at: datetime) -> int:
    """One that is open, one that has ended with an outcome."""
    begun = at if name == "open" else at - 9 * DAY
    author = scene.people[AUTHORS[state]]
    topic = decisions.begin(space, asked(state, name, begun), by=author, at=begun)
    decision = db.session.get_one(Decision, topic.id)
    chosen = [next(iter(options(decision).values())).id]
    voice = Voice(decision.version, chosen, f"{state}{name}voice", uuid4())
    decisions.speak(decision, voice, by=helper(scene), at=begun)
    if name == "ended":
        concluding.conclude(decision, 0, f"{state}outcome", None, by=author, at=at)
    db.session.commit()
    return topic.id


def asked(state: str, name: str, at: datetime) -> Beginning:
    text = Writing(uuid4(), f"{state}{name}why", "en")
    proposed = Proposed(f"{state}{name}text", ())
    question = Question(Rules(Method.CONSENT), proposed, at + 7 * DAY, "Europe/Vienna")
    return Beginning(f"{state}{name}", text, question)


def voice_in(topic_id: int) -> dict[str, object]:
    """The voice that is there, and the option it chose."""
    decision = db.session.get_one(Decision, topic_id)
    key = db.session.scalars(
        select(Stance.key).join(Proposal).where(Proposal.decision_id == topic_id)
    ).one()
    return {"voice": key, "option": next(iter(options(decision).values())).id}


def something_removed(scene: Scene) -> None:
    """In the space of the edition: with all that stood below it, quoted and answered."""
    people, at = scene.people, scene.at
    space = db.session.get_one(Space, scene.names["class"]["space"])
    topic = a_topic(space, people["trainee"], title="Another topic", at=at)
    post = a_post(topic, people["trainee"], "removedformer", at=at)
    named = dressed(scene, "removed", post, at=at)
    db.session.refresh(post, ["body"])
    answer = a_post(topic, people["trainer"], f"{quoted(post)}Why?", to=post, at=at)
    forum.remove(post, reason="Rude.", by=people["trainer"], at=at)
    scene.names["removed"] = {**named, "topic": topic.id, "answer": answer.id, "slug": space.slug}


def something_held(scene: Scene) -> None:
    """An answer, a topic and a question, which nobody but their author has seen."""
    by, at = scene.people["trainee"], scene.at
    topic = db.session.get_one(Topic, scene.names["class"]["topic"])
    space = db.session.get_one(Space, topic.space_id)
    said = Writing(uuid4(), "See https://fees.example heldbody", "en")
    row = holding.hold(Sent(said, space, topic), why=Why.LINKS, by=by, at=at)
    sent = Sent(Writing(uuid4(), "https://fees.example heldtext", "en"), space)
    sent = Sent(sent.writing, space, title="heldtitle", kind="question")
    other = holding.hold(sent, why=Why.LINKS, by=by, at=at)
    question = waiting.as_sent(space, asked("held", "open", at))
    decision = holding.hold(question, why=Why.LINKS, by=by, at=at)
    kept = {
        name: a_file_in_hand(by, data, f"held{name}.x", key=row.key, shows="heldshows", at=at).id
        for name, data in (("file", PDF), ("photo", a_photo()))
    }
    ids = {"held": row.id, "held_topic": other.id, "heldd": decision.id}
    scene.names["held"] = {**kept, **ids, "topic": topic.id, "slug": space.slug}


def everybody_was_there(scene: Scene) -> None:
    """Whoever may not see it has opened it, follows it and is named in it all the same."""
    numbers = [person.id for person in scene.people.values()]
    topics = db.session.scalars(select(Topic.id)).all()
    posts = db.session.scalars(select(Post.id).where(Post.removed_at.is_(None))).all()
    rooms = db.session.scalars(select(Space.id)).all()
    for table in (TopicReader, SpaceReader, PostMention):
        db.session.execute(delete(table))
    heard = {"last_read": 0, "level": "follow", "reason": "chose"}
    who = [{"user_id": number} for number in numbers]
    db.session.execute(
        insert(TopicReader), [{**one, "topic_id": row, **heard} for one in who for row in topics]
    )
    of_rooms = [{**one, "space_id": row, "level": "all"} for one in who for row in rooms]
    db.session.execute(insert(SpaceReader), of_rooms)
    named = [{**one, "post_id": row} for one in who for row in posts]
    db.session.execute(insert(PostMention), named)
