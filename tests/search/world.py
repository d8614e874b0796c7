"""What people wrote, wherever something can be found: the texts that `asked.yml` asks for."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.db import db
from lms.forum import actions
from lms.forum.actions import Writing
from lms.forum.models import Kind, Post, Topic
from lms.spaces.models import Kind as SpaceKind
from lms.spaces.models import Space
from lms.translations import actions as translations
from lms.translations.actions import Wording
from lms.translations.models import mark_of
from tests.experience.factories import an_experience
from tests.forum.factories import a_post, a_space, space_of
from tests.people import People
from tests.programmes.factories import a_programme


def a_world(people: People, now: datetime) -> dict[str, str]:
    """The address of each text, by the name that `asked.yml` has for it."""
    sisal = an_experience(people.trainer, public=True, title="Sisal by the tonne")
    jute = an_experience(people.trainer, title="Ten weavers buy jute")
    return {
        **_open_to_all(people, now),
        **_open_to_some(people, now),
        "sisal": f"/notes/{sisal.id}",
        "jute": f"/notes/{jute.id}",
        "masaya": f"/programmes/{a_programme(people.coordinator).id}",
    }


def _open_to_all(people: People, now: datetime) -> dict[str, str]:
    """To visitors, or to all members."""
    public = a_space(SpaceKind.PUBLIC, name="Open house", at=now)
    theme = a_space(name="Kilns and looms", at=now)
    by = people.trainer
    body = "El ñandutí se teje en Itauguá. ¿Quién paga? La articuladora no, dijo el niño."
    nanduti = begun(public, "El ñandutí de Itauguá", body, by, now, language="es")
    body = "Seven wheelwrights share the saggars. They burn at 1,250 degrees; lot A4 broke. 🧵 ?!"
    saggars = begun(theme, "Who shares the saggars?", body, by, now)
    frost = a_post(saggars.topic, people.trainee, "Wheelwrights: never in frost - re-heat.", at=now)
    told = "Sept charrons et l’articulateur. L’œuvre est commune, la clé du four l’est aussi."
    wording = Wording("Qui partage les cazettes ?", told, mark_of(saggars))
    translations.write(saggars, "fr", wording, by=people.classmate, at=now)
    body = "Jacquard-Karten aus der Straße: die Preise der Webstühle. قماش القطن من السوق"
    jacquard = begun(theme, "Jacquard cards", body, by, now)
    return {name: f"/p/{post.id}" for name, post in locals().items() if isinstance(post, Post)}


def _open_to_some(people: People, now: datetime) -> dict[str, str]:
    """To an edition, to those who teach, to one person."""
    edition = space_of(people.edition, at=now)
    staff = a_space(SpaceKind.STAFF, name="Staff room", at=now)
    ours = begun(edition, "Jacquard in our town", "Our jacquard weavers.", people.trainee, now)
    marks = begun(staff, "Marks", "Nobody passed the jacquard test.", people.trainer, now)
    gone = a_post(ours.topic, people.trainee, "Our jacquard is gone.", at=now)
    gone.topic = ours.topic
    actions.remove(gone, reason="Twice.", by=people.trainer, at=now)
    return {"ours": f"/p/{ours.id}", "marks": f"/p/{marks.id}", "gone": f"/p/{gone.id}"}


def begun(
    space: Space,
    title: str,
    body: str,
    by: User,
    at: datetime,
    *,
    language: str = "en",
    kind: Kind = Kind.QUESTION,
) -> Post:
    writing = Writing(uuid4(), body, language)
    topic = actions.begin(space, title, kind.value, writing, by=by, at=at)
    db.session.commit()
    first = select(Post).options(joinedload(Post.topic).joinedload(Topic.space))
    return db.session.scalars(first.where(Post.topic_id == topic.id)).one()
