import csv
from datetime import timedelta
from io import BytesIO, StringIO
from uuid import uuid4
from zipfile import ZipFile

import pytest

from lms.directory.models import Seen
from lms.experience.models import Use
from lms.initiatives import actions
from lms.initiatives.models import Initiative, Value
from lms.programmes.models import Programme
from tests.directory.factories import shows
from tests.experience.factories import a_project_in, an_experience, says
from tests.initiatives.test_initiatives import NOW, a_seed, joins
from tests.people import People
from tests.programmes.factories import a_programme
from tests.trips.factories import a_trip
from tests.visitor import Visitor


def much(people: People) -> tuple[Programme, Initiative]:
    """Of one week: an initiative with all that can belong to it, and one of no programme."""
    week, row = a_programme(people.classmate), a_seed(people.trainee)
    row.programme_id = week.id
    dyers, weavers = a_project_in("SN"), a_project_in("NI", "Weavers")
    for project in (dyers, weavers):
        joins(row, project, people.trainee)
    said, at = {"value": Value.APPLIED.value, "text": "=We use it"}, NOW - timedelta(days=1)
    actions.check_in(row, key=uuid4(), by=people.trainee, at=at, **said)
    a_trip(dyers.id, people.trainee, guest=weavers.id, initiative=row.id)
    says(an_experience(people.trainee, programme_id=week.id), dyers, Use.WORKED, people.trainee)
    other = a_seed(people.trainee)
    other.title = "Something else"
    return week, row


def table(visitor: Visitor, name: str, programme: int | None = None) -> list[list[str]]:
    query = f"?programme={programme}" if programme else ""
    text = visitor.get(f"/outcomes/{name}.csv{query}").text
    return list(csv.reader(StringIO(text.lstrip("\ufeff"))))[1:]


def test_it_holds_all_of_it_or_what_came_of_one_programme(visitor: Visitor, people: People) -> None:
    week, row = much(people)
    visitor.signed_in(people.coordinator)
    assert [line[1] for line in table(visitor, "initiatives")] == [row.title, "Something else"]
    [line] = table(visitor, "initiatives", week.id)
    assert line[:5] == [str(row.id), row.title, "Seed", "Nicaragua, Senegal", week.name]
    assert [line[1] for line in table(visitor, "partners", week.id)] == ["Dyers", "Weavers"]
    [line] = table(visitor, "check-ins", week.id)
    assert line[2:] == ["We have used it", "'=We use it"]
    [line] = table(visitor, "trips", week.id)
    assert line[4:6] == ["Weavers, Nicaragua", "Dyers, Senegal"]
    [line] = table(visitor, "uses", week.id)
    assert line[3:6] == ["Dyers", "Senegal", "It worked here"]


@pytest.mark.parametrize("seen", list(Seen))
def test_a_person_is_named_who_lets_everybody_see_it(
    visitor: Visitor, people: People, seen: Seen
) -> None:
    week, _row = much(people)
    shows(people.trainee, seen)
    visitor.signed_in(people.administrator)
    names = {line[3] for line in table(visitor, "promises", week.id)}
    assert names == {"Ana Example" if seen is Seen.PUBLIC else "somebody of it"}


def test_directors_take_along_what_came_of_theirs(visitor: Visitor, people: People) -> None:
    week, _row = much(people)
    theirs = f"?programme={week.id}"
    visitor.signed_in(people.classmate).get(f"/outcomes{theirs}")
    assert [node.attrs["href"] for node in visitor.all("main a.button")] == [
        f"/outcomes.xlsx{theirs}"
    ]
    for address in ("/outcomes", "/outcomes.xlsx", "/outcomes/partners.csv"):
        visitor.signed_in(people.classmate).get(f"{address}{theirs}")
        visitor.get(address, status=404)
        visitor.signed_in(people.stranger).get(f"{address}{theirs}", status=404)


def test_one_workbook_has_the_six_tables(visitor: Visitor, people: People) -> None:
    much(people)
    file = visitor.signed_in(people.administrator).get("/outcomes.xlsx").data
    with ZipFile(BytesIO(file)) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 6
    assert visitor.statements <= 8
