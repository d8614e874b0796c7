"""No page or file differs, to anybody else, where figures that are not theirs to see are others."""

import pytest
from sqlalchemy import update

from lms.accounts.models import User
from lms.benchmarks.models import BenchmarkValue, Indicator, Share
from lms.db import db
from tests.benchmarks.factories import (
    YEAR,
    a_project,
    an_indicator,
    released,
    said,
    some_figures,
    works_in,
)
from tests.people import People
from tests.visitor import Visitor


class Story:
    """Two groups, one of which somebody has left; names; and figures that wait or are private."""

    def __init__(self, people: People) -> None:
        by = people.administrator
        self.indicator = an_indicator(by)
        self.food = some_figures(self.indicator, (41, 52, 63, 74, 85), by=by, branch="food")
        self.wood = some_figures(self.indicator, (11, 22, 33, 44, 55), by=by, branch="wood")
        self.broker = works_in(self.food[0], "ines", people)
        said(self.indicator, a_project("Open"), 66, Share.NAMED, by=by)
        released(self.indicator, by)
        said(self.indicator, self.wood[4], 55, Share.PRIVATE, by=by)
        self.late, self.hidden = a_project("Late"), a_project("Hidden")
        said(self.indicator, self.late, 77, by=by)
        said(self.indicator, self.hidden, 88, Share.PRIVATE, by=by)

    def sets(self, amounts: dict[int, int]) -> None:
        """Other figures of these projects, as if they had been so from the beginning."""
        for project, amount in amounts.items():
            rows = update(BenchmarkValue).where(BenchmarkValue.project_id == project)
            db.session.execute(rows.values(hundredths=amount * 100))
        db.session.commit()


@pytest.fixture
def story(people: People) -> Story:
    return Story(people)


def looks(visitor: Visitor, story: Story, person: User) -> dict[str, tuple[str, int]]:
    """The words of each page and file, and how often it asked the database."""
    indicator: Indicator = story.indicator
    found: dict[str, tuple[str, int]] = {}
    page = f"/benchmarks/indicators/{indicator.id}"
    visitor.signed_in(person)
    filters = [f"&branch={branch}" for branch in ("", "food", "wood", "metal")]
    addresses = [f"{page}{kind}?period={YEAR}{way}" for kind in ("", ".csv") for way in filters]
    addresses += [f"/benchmarks/{indicator.set_id}?period={YEAR}", "/benchmarks", "/"]
    for project in (*story.food, *story.wood, story.late, story.hidden):
        addresses += [f"/benchmarks/projects/{project.id}", f"/projects/{project.id}"]
    for address in addresses:
        answer = visitor.get(address)
        words = answer.text if ".csv" in address else visitor.text()
        found[address] = (words, visitor.statements)
    return found


def another_world(story: Story) -> dict[int, int]:
    """Two of a group change places; what is not seen is anything."""
    one, other = story.food[1].id, story.food[2].id
    unseen = {project.id: 1 for project in (*story.wood, story.late, story.hidden)}
    return {one: 63, other: 52} | unseen


@pytest.mark.parametrize("who", ["stranger", "broker"])
@pytest.mark.long
def test_who_stands_outside_or_in_the_group_sees_the_same(
    visitor: Visitor, people: People, story: Story, who: str
) -> None:
    person = story.broker if who == "broker" else people.stranger
    before = looks(visitor, story, person)
    story.sets(another_world(story))
    assert looks(visitor, story, person) == before
    story.sets({story.food[1].id: 64})
    assert looks(visitor, story, person) != before, "a figure of the group that is seen is new"


def test_a_group_is_seen_no_longer_when_more_company_is_asked_for(
    visitor: Visitor, people: People, story: Story
) -> None:
    address, figure = f"/benchmarks/indicators/{story.indicator.id}?period={YEAR}", "74"
    visitor.signed_in(people.stranger).get(address)
    assert figure in visitor.text()
    story.indicator.min_n = 6
    db.session.commit()
    visitor.get(address)
    assert figure not in visitor.text()
