"""Agreements: those under the logs, signed by all, and one that waits for its host."""

from datetime import datetime, timedelta

from lms.agreements import actions
from lms.agreements.models import Means, Party
from lms.demo import moments
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.intakes.spans import planned_end
from lms.placements.actions import place
from lms.placements.models import Placement

TEXTS = "agreements"


def sign(placement: Placement, project: str, *, at: datetime) -> None:
    """By all three, one after the other within the hour; the host on the trainee's device."""
    trainee, supervisor = placement.enrolment.user, placement.assignments[0].user
    seen = actions.present(placement).digest
    actions.sign(placement, Party.SUPERVISOR, seen=seen, by=supervisor, at=at)
    later = at + timedelta(minutes=35)
    actions.sign(placement, Party.TRAINEE, seen=seen, by=trainee, at=later)
    actions.sign_as_host(
        placement,
        **read_texts(TEXTS)["hosts"][project],
        means=Means.DEVICE,
        seen=seen,
        by=trainee,
        at=at + timedelta(minutes=50),
    )


def propose(world: World) -> None:
    """Fieldwork to come, whose agreement some have signed."""
    for author, spec in read_texts(TEXTS)["proposed"].items():
        trainee, supervisor = world.people[author], world.people[spec["supervisor"]]
        today = moments.today(world.at, trainee.time_zone)
        first = moments.monday(today + timedelta(days=int(spec["starts_in"])))
        course = world.course_of(author)
        at = world.at - timedelta(days=1)
        placement = place(
            world.enrolments[author],
            course=course,
            project=world.projects[spec["project"]],
            supervisor=supervisor,
            starts_on=first,
            ends_on=planned_end(course, first, calendar_factor=1),
            at=at,
        )
        seen = actions.present(placement).digest
        actions.arrange(placement, spec["arrangements"], seen=seen, by=supervisor, at=at)
        seen = actions.present(placement).digest
        for party in map(Party, spec["signed"]):
            by = trainee if party is Party.TRAINEE else supervisor
            actions.sign(placement, party, seen=seen, by=by, at=at + timedelta(hours=2))
