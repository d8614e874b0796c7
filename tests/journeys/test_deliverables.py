"""A deliverable: text and a file, back with a reason, a second version, a grade, its release."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from lms.content import library
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
NOTE = "d1-site-note"
FIRST = "Kesarpur: 62 workshops by the list, 71 by my own count on 4 November."
SECOND = f"{FIRST} Two people of the list said no; the risk is the price of water."
WHY = "Name the risks, each with its proof. The count is good enough to stay."
CANARY = "Kingfishers: every figure has its source. Next, date each of them."
PDF = b"%PDF-1.7\nA site note.\n%%EOF\n"


@pytest.mark.parametrize(
    ("phone", "scripts"), [(True, False), (False, True)], ids=["phone without scripts", "desk"]
)
def test_from_the_first_version_to_the_released_grade(
    someone: Someone, phone: bool, scripts: bool
) -> None:
    trainee, supervisor = (someone(phone=phone, scripts=scripts) for _each in range(2))
    trainee.signs_in("trainee@journey.example")
    supervisor.signs_in("supervisor@journey.example")

    hands_in(trainee, FIRST, file="site-note.pdf")
    returns_it(supervisor)
    reads_why(trainee)
    hands_in(trainee, SECOND)
    grades_it(supervisor)
    mark = what_was_saved(supervisor)
    finds_the_grade_nowhere(trainee, mark)
    supervisor.presses("Release the saved grade")
    reads_the_grade(trainee, mark)


def goes_to_the_note(trainee: Person) -> None:
    trainee.goes_to("/fieldwork")
    trainee.goes_to(f"{path_of(trainee).rstrip('/')}/deliverables/{NOTE}")


def path_of(person: Person) -> str:
    return urlsplit(person.page.url).path


def hands_in(trainee: Person, text: str, *, file: str = "") -> None:
    goes_to_the_note(trainee)
    trainee.page.get_by_label("Your text").fill(text)
    if file:
        sent = {"name": file, "mimeType": "application/pdf", "buffer": PDF}
        trainee.page.get_by_label("Add a file").set_input_files(sent)
    trainee.presses("Hand in")
    assert "It is with your supervisor." in trainee.reads()
    assert text in trainee.reads()
    assert "site-note.pdf" in trainee.reads()


def opens_the_desk(supervisor: Person) -> None:
    supervisor.goes_to("/reviews")
    supervisor.follows("Site note")


def returns_it(supervisor: Person) -> None:
    opens_the_desk(supervisor)
    assert FIRST in supervisor.reads()
    supervisor.page.get_by_text("Return it to be improved instead").click()
    supervisor.page.get_by_label("What should be improved").fill(WHY)
    supervisor.presses("Return with reason")


def reads_why(trainee: Person) -> None:
    trainee.goes_to("/")
    assert "Site note" in trainee.reads()
    goes_to_the_note(trainee)
    assert WHY in trainee.reads()


def grades_it(supervisor: Person) -> None:
    opens_the_desk(supervisor)
    assert SECOND in supervisor.reads()
    for row in library().rubrics["site"].criteria:
        supervisor.page.locator(f"#level-{row.id}-3").check()
    supervisor.page.get_by_label("Comment: one strength").fill(CANARY)
    supervisor.presses("Save")


def what_was_saved(supervisor: Person) -> str:
    found = re.search(r"Saved: (\d+ of 100)\. Ana Pérez does not see it yet\.", supervisor.reads())
    assert found
    return found.group(1)


def finds_the_grade_nowhere(trainee: Person, mark: str) -> None:
    """Every page that is linked from where her work stands, and those pages themselves."""
    goes_to_the_note(trainee)
    note, marks = path_of(trainee), "/editions/1/gradebook"
    seen = set()
    for start in ("/", note, note.rpartition("/")[0], "/editions/1/left", marks, "/calendar"):
        trainee.goes_to(start)
        seen |= {start, *links_on(trainee)}
    assert {note, marks} < seen
    for path in seen:
        said = trainee.page.request.get(trainee.site + path).text()
        assert "Kingfishers" not in said, path
        assert mark not in said, path


def links_on(trainee: Person) -> set[str]:
    links = trainee.page.locator("main a[href^='/']").all()
    return {str(link.get_attribute("href")).partition("#")[0] for link in links}


def reads_the_grade(trainee: Person, mark: str) -> None:
    goes_to_the_note(trainee)
    assert CANARY in trainee.reads()
    assert mark in trainee.reads()
    assert "At the level of the certificate" in trainee.reads()
    trainee.goes_to("/editions/1/gradebook")
    row = trainee.page.get_by_role("row").filter(has_text="Site note").inner_text()
    assert row.split()[-2:] == [f"{float(mark.partition(' ')[0]):.1f}", "Released"]
