"""One of everything that an address names, for the table of who may open what."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from lms.accounts import actions as accounts
from lms.actors.actions import Named
from lms.agendas import actions as agendas
from lms.agreements import actions as agreements
from lms.case_studies import joining
from lms.db import db
from lms.decisions.actions import Offer
from lms.decisions.models import Method
from lms.diary import actions as diary
from lms.editions.models import Role
from lms.exports import actions as exports
from lms.feed_tokens import actions as feeds
from lms.feed_tokens.models import Purpose
from lms.following import stopping
from lms.following.stopping import Stop
from lms.forum import actions as forum
from lms.forum.actions import Writing
from lms.forum.held import actions as holding
from lms.forum.held.actions import Sent
from lms.forum.held.models import Why
from lms.forum.models import Level, Post
from lms.initiatives import actions as initiatives
from lms.initiatives.models import Role as PartnerRole
from lms.logbook.writing import Met
from lms.materials.models import MaterialFile
from lms.meetings.models import Kind as GroupKind
from lms.meetings.models import Ref
from lms.notifications.actions import token_of
from lms.placements.models import Placement
from lms.programmes import places
from lms.programmes.queries import slots
from lms.projects import actions as projects
from lms.spaces.models import Kind, Space
from lms.translations import actions as translations
from lms.translations.actions import Wording
from lms.translations.models import mark_of
from lms.trips.actions import consent as agree
from lms.trips.models import ExchangeTrip, Side
from tests.appeals.factories import an_appeal
from tests.attachments.factories import a_picture_below, a_picture_in_hand
from tests.case_studies.papers import a_file_beside, a_paper
from tests.case_studies.posts import a_post
from tests.class_sessions.factories import a_session
from tests.decisions.factories import a_decision, a_held_decision, a_voice
from tests.deliverables.factories import PDF, a_work
from tests.evidence.factories import received
from tests.experience.factories import an_experience
from tests.fieldwork.factories import a_placement, a_year, an_entry
from tests.forum.factories import a_post as a_forum_post
from tests.forum.factories import a_space, a_topic, space_of
from tests.introductions.factories import a_comparison
from tests.materials.factories import a_material, a_picture
from tests.meetings.factories import a_meeting, on_tuesday
from tests.messages.factories import a_message
from tests.note_comments.factories import a_comment
from tests.notes.factories import a_note
from tests.people import People, enrol, enrolment_of
from tests.phrases.factories import a_phrase
from tests.programmes.factories import a_programme
from tests.question_sets.factories import a_file, a_set
from tests.second_marks.factories import a_held_month
from tests.study_visits.factories import (
    a_day_note,
    a_photo_of,
    a_question,
    a_visit,
    allowed,
    an_observation,
)
from tests.trips.factories import a_trip

FAIR = {
    "name": "Fair of the plain",
    "kind": "horizontal",
    "place": "Thiès",
    "country": "SN",
    "sector": "Trade",
    "status": "ongoing",
}


@dataclass(frozen=True)
class Scene:
    """What the addresses of the table name: all of it belongs to Ana's edition."""

    names: dict[str, object]

    def address(self, row: str) -> str:
        return row.format(**self.names)


def a_scene(people: People) -> Scene:
    now = datetime.now(UTC)
    placement = a_placement(people)
    quiz, guest = a_set(people.edition), people.person("guest")
    own, draft = some_materials(people)
    paper = a_paper(people.trainee, people.edition)
    joining.permit(people.edition, paper.case_id, most=3, by=people.trainer, at=now)
    year = a_year(people, people.classmate)
    work = a_work(year, name="b-d1-member-profiles", file=PDF)
    met = (Met(Named("Dyers of the ghat", "association")),)
    entry, lasts = an_entry(placement, state="submitted", met=met), accounts.INVITATION_LASTS
    names = {
        "serial": "0" * 26,
        "edition": people.edition.id,
        "enrolment": enrolment_of(people.trainee, people.edition).id,
        "placement": placement.id,
        "year": year.id,
        "work": work.id,
        "handed_in": work.files[0].file_id,
        "second": a_held_month(year, people).id,
        "appeal": an_appeal(placement, people).id,
        "project": placement.project_id,
        "entry": entry.id,
        "actor": entry.current.met[0].actor_id if entry.current else 0,
        "evidence": received(entry).digest,
        "diary_page": a_diary_page(placement, people, at=now),
        "draft": an_entry(placement, facts="Still private.").id,
        "paper": paper.id,
        "paper_file": a_file_beside(paper, people).file_id,
        "post": a_post(people).id,
        **some_talk(people, at=now),
        "note": a_note(people.trainee).id,
        "phrase": a_phrase(people).id,
        "set": quiz.id,
        "draft_set": a_set(people.edition, title="A draft", opened=None).id,
        "set_ref": quiz.ref,
        "file": a_file(quiz).id,
        "session": a_session(people.edition, starts_in=timedelta(), has_check_in=True).id,
        "material": own.material_id,
        "material_file": own.file_id,
        "draft_material": draft.material_id,
        "draft_file": draft.file_id,
        "export": exports.ask_for(
            "gradebook.csv", people.edition, {}, by=people.coordinator, at=now
        ).id,
        "host_link": a_host_link(people, at=now),
        "feed": feeds.make(guest, Purpose.CALENDAR, at=now),
        "message": a_message(people).id,
        "unsubscribe": token_of(guest),
        "invitation": accounts.make_link(guest, "invitation", lasts=lasts, at=now),
        **a_week(people),
        **something_together(people),
        **a_comparison(people, placement.project),
        **a_commented_note(people),
        "members_experience": an_experience(people.trainee).id,
        "experience_draft": an_experience(people.trainee, published=False).id,
        "reset": accounts.make_link(guest, "password", lasts=lasts, at=now),
    }
    db.session.commit()
    return Scene(names)


def a_commented_note(people: People) -> dict[str, object]:
    """Of Ana's, open to all, with a comment of Bruno's."""
    note = an_experience(people.trainee, public=True)
    return {"experience": note.id, "note_comment": a_comment(note, people.classmate).id}


def something_together(people: People) -> dict[str, object]:
    """An initiative that Carlos began, with one promise of his."""
    at, by = datetime.now(UTC), people.coordinator
    row = initiatives.begin(initiatives.Seed(uuid4(), "A fair", "One stand.", "en"), by=by, at=at)
    partner = initiatives.add_partner(row, projects.describe(at=at, **FAIR).id, PartnerRole.HOST)
    key, due = uuid4(), at.date()
    given = initiatives.promise(partner, by, key=key, what="Host it", due_on=due, at=at)
    ways = {"trip": 7, "held_trip": -7}
    host, ana = partner.project_id, people.trainee
    trips = {name: a_trip(host, ana, starts_in=days).id for name, days in ways.items()}
    held = db.session.get_one(ExchangeTrip, trips["held_trip"])
    for side in Side:
        agree(held, side, by=ana, at=at)
    meeting = a_meeting(Ref(GroupKind.INITIATIVE, row.id), [by, ana], by=by).id
    return {"initiative": row.id, "commitment": given.id, "meeting": meeting, **trips}


def a_week(people: People) -> dict[str, object]:
    """A programme that Carlos directs, with an application of Bruno's."""
    programme = a_programme(people.coordinator)
    at, by = datetime.now(UTC), people.classmate
    row = places.apply(programme, by=by, project_id=None, expects="Looms.", at=at)
    agendas.release(programme, note="", by=people.coordinator, at=at)
    slot, visit = db.session.scalars(slots(programme)).first(), a_visit(programme)
    allowed(visit, people.coordinator, photos=True)
    seen = an_observation(visit, people.coordinator)
    return {
        "seen": seen.id,
        "visit_photo": a_photo_of(seen, visit).id,
        "programme": programme.id,
        "place": row.id,
        "slot": slot.id if slot else 0,
        "study_visit": visit.id,
        "programme_day": a_day_note(programme, people.coordinator).day,
        "asked": a_question(visit, people.coordinator).id,
        "first_day": programme.starts_on.isoformat(),
    }


def some_talk(people: People, *, at: datetime) -> dict[str, object]:
    """A topic of Ana's in the space of her edition, with its first post; one for all to read."""
    topic = a_topic(space_of(people.edition, at=at), people.trainee, at=at)
    first = db.session.scalars(select(Post).where(Post.topic_id == topic.id)).one()
    changed = a_forum_post(topic, people.classmate, at=at - timedelta(hours=1))
    forum.revise(changed, "All of it.", at=at)
    removed = a_forum_post(topic, people.classmate, at=at)
    forum.remove(removed, reason="Rude.", by=people.coordinator, at=at)
    public = a_topic(
        a_space(Kind.PUBLIC, name=f"{people.called}Everybody", at=at), people.trainer, at=at
    )
    sent = Sent(Writing(uuid4(), "See https://fees.example.", "en"), topic.space, topic)
    held = holding.hold(sent, why=Why.LINKS, by=people.trainee, at=at)
    question = a_held_decision(topic.space, people.trainee, at=at)
    picture = a_picture_below(first, people.trainee, at=at)
    wording = Wording("Qui paie ?", "Le projet.", mark_of(first))
    translations.write(first, "fr", wording, by=people.classmate, at=at)
    long_ago = at - timedelta(days=9)
    return {
        "decision": a_decision(topic.space, people.trainee, at=at).topic_id,
        "closed_decision": a_decision(topic.space, people.trainee, at=long_ago).topic_id,
        **a_time_poll(topic.space, people, at=long_ago),
        "topic": topic.id,
        "forum_post": first.id,
        "forum_file": picture.id,
        "changed_post": changed.id,
        "removed_post": removed.id,
        "public_topic": public.id,
        "held": held.id,
        "held_decision": question.id,
        "held_file": a_picture_in_hand(people.trainee, key=held.key, at=at).id,
        "stop": stopping.token_of(Stop(people.trainee.id, stopping.TOPIC, topic.id, Level.FOLLOW)),
    }


def a_time_poll(space: Space, people: People, *, at: datetime) -> dict[str, object]:
    """One that Ana began and Bruno spoke in, closed by now."""
    offers = [Offer(starts_at=at + timedelta(days=days)) for days in (20, 21)]
    poll = a_decision(space, people.trainee, Method.TIME_POLL, at=at, offers=offers)
    a_voice(poll, people.classmate, "1", at=at)
    day, who = on_tuesday(8).date(), (people.trainee.id, people.classmate.id)
    asked = f"first={day}&last={day}&minutes=60&who={who[0]}&who={who[1]}"
    return {"closed_poll": poll.topic_id, "looked_for": asked}


def a_diary_page(placement: Placement, people: People, *, at: datetime) -> UUID:
    said = diary.Written(placement.starts_on, "For myself.")
    return diary.keep(placement, uuid4(), said, owner=people.trainee, seen=0, at=at).id


def some_materials(people: People) -> tuple[MaterialFile, MaterialFile]:
    """A published material and a draft, by a file of each."""
    edition, trainer = people.edition, people.trainer
    own = a_material(edition, trainer)
    draft = a_material(edition, trainer, title="A draft", published=False)
    return a_picture(own, edition, trainer), a_picture(draft, edition, trainer)


def a_host_link(people: People, *, at: datetime) -> str:
    """For the fieldwork of somebody else, so that nobody in the table has two."""
    trainee = people.person("nadia")
    enrol(trainee, people.other_edition, Role.TRAINEE)
    to_come = a_placement(
        people, trainee=trainee, edition=people.other_edition, state="proposed", days_ago=-7
    )
    seen = agreements.present(to_come).digest
    return agreements.send_link(to_come, "host@example.org", seen=seen, by=trainee, at=at)
