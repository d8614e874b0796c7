import re
from itertools import pairwise

import pytest

from lms.content import library
from tests.people import People
from tests.visitor import Visitor

COURSE = "/courses/cluster-broker"
DAYS = [day.id for day in library().courses["cluster-broker"].days]


@pytest.mark.parametrize("day", DAYS)
def test_a_handout_has_the_whole_day_and_no_answer(
    visitor: Visitor, people: People, day: str
) -> None:
    visitor.signed_in(people.trainer).get(f"{COURSE}/days/{day}/handout")
    text, content = visitor.text(), library().courses["cluster-broker"].day(day)

    for said in [
        content.purpose,
        *(slot.what for slot in content.rhythm),
        *(lesson.title for lesson in content.lessons),
        *(lesson.summary for lesson in content.lessons),
        *(task.what_for for task in content.reading),
    ]:
        assert " ".join(said.split()) in text
    script = [line for line in content.trainer_script.source.splitlines() if len(line) > 60]
    assert script
    assert not [line for line in script if re.sub(r"\W", "", line) in re.sub(r"\W", "", text)]
    for question in content.quiz.questions:
        assert question.ask not in text


def test_its_headings_go_down_one_step_at_a_time(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get(f"{COURSE}/days/a1/handout")
    levels = [int(node.name[1]) for node in visitor.all("article :is(h1, h2, h3, h4)")]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_day_leads_to_its_handout(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get(f"{COURSE}/days/a1")
    assert visitor.all(f"a[href='{COURSE}/days/a1/handout']")


def test_a_day_that_the_course_does_not_have_is_not_found(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get(f"{COURSE}/days/none/handout", status=404)
