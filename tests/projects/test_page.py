from datetime import UTC, datetime

from lms.directory.models import Part, Seen
from lms.experience.models import Use
from lms.initiatives import actions
from lms.initiatives.models import State
from tests.directory.factories import shows, takes_part
from tests.experience.factories import a_project_in, an_experience, says
from tests.initiatives.test_initiatives import a_seed, joins
from tests.people import People, a_person
from tests.programmes.factories import a_programme
from tests.visitor import Visitor

NOW = datetime.now(UTC)


def part(visitor: Visitor, name: str) -> str:
    found = visitor.all(f"section[aria-labelledby={name}]")
    return " ".join(found[0].to_text().split()) if found else ""


def test_people_and_their_programmes_stand_there_if_they_let_it(
    visitor: Visitor, people: People
) -> None:
    dyers, week = a_project_in("SN"), a_programme(people.administrator)
    for name, seen in (("open", Seen.MEMBERS), ("shut", Seen.ME)):
        takes_part(week, shows(a_person(name), closer={Part.PROJECTS: seen}), dyers)
    visitor.signed_in(people.stranger).get(f"/projects/{dyers.id}")
    assert "Open Example" in part(visitor, "people")
    assert "Joint learning week" in part(visitor, "people")
    assert "Shut" not in visitor.text()


def test_a_programme_is_not_told_by_somebody_hidden(visitor: Visitor, people: People) -> None:
    dyers, week = a_project_in("SN"), a_programme(people.administrator)
    takes_part(week, shows(a_person("shut"), closer={Part.PROJECTS: Seen.ME}), dyers)
    visitor.signed_in(people.stranger).get(f"/projects/{dyers.id}")
    assert "Nobody of it lets you see their name so far." in part(visitor, "people")
    assert "Joint learning week" not in visitor.text()


def test_initiatives_link_it_once_they_are_agreed(visitor: Visitor, people: People) -> None:
    dyers, weavers = a_project_in("SN"), a_project_in("NI", "Weavers")
    row = a_seed(people.trainee)
    for project in (dyers, weavers):
        joins(row, project, people.trainee)
    visitor.signed_in(people.stranger).get(f"/projects/{dyers.id}")
    assert "with Weavers, Nicaragua" in part(visitor, "initiatives")
    assert part(visitor, "twins") == ""
    for wanted in (State.EXPLORING, State.AGREED):
        actions.step_on(row, wanted=wanted, at=NOW)
    visitor.get(f"/projects/{dyers.id}")
    assert "Weavers" in part(visitor, "twins")


def test_it_shows_what_it_told_and_what_it_learnt(visitor: Visitor, people: People) -> None:
    dyers, weavers = a_project_in("SN"), a_project_in("NI", "Weavers")
    step = "trust_building"
    an_experience(people.trainee, title="Our basin", project_id=dyers.id, step=step)
    an_experience(people.trainee, title="Kept back", project_id=dyers.id, published=False)
    learnt = an_experience(people.trainee, title="Their ledger", project_id=weavers.id)
    for state in (Use.TRYING, Use.WORKED):
        says(learnt, dyers, state, people.trainee)
    visitor.signed_in(people.stranger).get(f"/projects/{dyers.id}")
    assert "Our basin" in part(visitor, "told")
    assert "Trust building" in part(visitor, "told")
    assert "Their ledger" in part(visitor, "used")
    assert "It worked here" in part(visitor, "used")
    assert "Kept back" not in visitor.text()
    assert "trying" not in part(visitor, "used")


def test_the_map_shows_the_point_and_much_costs_what_nothing_costs(
    visitor: Visitor, people: People
) -> None:
    dyers = a_project_in("SN")
    visitor.signed_in(people.stranger).get(f"/projects/{dyers.id}")
    few = visitor.statements
    assert len(visitor.all(".map-near .map-mark")) == 1
    week = a_programme(people.administrator)
    for number in range(3):
        takes_part(week, shows(a_person(f"p{number}")), dyers)
        joins(a_seed(people.trainee), dyers, people.trainee)
        an_experience(people.trainee, title=f"Note {number}", project_id=dyers.id)
    visitor.get(f"/projects/{dyers.id}")
    assert visitor.statements == few


def test_a_programme_leads_to_what_was_begun_from_it(visitor: Visitor, people: People) -> None:
    week = a_programme(people.administrator)
    visitor.signed_in(people.stranger).get(f"/programmes/{week.id}")
    assert part(visitor, "begun") == ""
    a_seed(people.trainee).programme_id = week.id
    visitor.get(f"/programmes/{week.id}")
    assert "One dye store for two" in part(visitor, "begun")
