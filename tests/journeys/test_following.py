"""Follow a topic, read in a mail why it came, and end the mails of that topic with one click."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from lms import create_app
from lms.config import Settings
from lms.db import db
from lms.forum.afterwards import AFTER
from lms.jobs import actions as jobs
from tests.journeys.conftest import Person, _everyone, _made_once, serving
from tests.journeys.test_forum import asks, says
from tests.prepared import drop

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]


@pytest.fixture
def database(tmp_path: Path, database_url: str) -> Iterator[str]:
    made = _made_once(database_url, _everyone).copied(tmp_path)
    yield made
    drop(made)


@pytest.fixture
def site(tmp_path: Path, database: str) -> Iterator[str]:
    with serving(tmp_path, database) as address:
        yield address


@pytest.mark.parametrize("scripts", [False, True], ids=["phone without scripts", "phone"])
def test_follow_read_why_and_end_it(
    someone: Someone, tmp_path: Path, database: str, scripts: bool
) -> None:
    asker, reader = someone(phone=True, scripts=scripts), someone(phone=True, scripts=scripts)
    asker.signs_in("trainee@journey.example")
    asks(asker, "Who pays for the first visit?", "The firms say: *the project*.")
    topic = urlsplit(asker.page.url).path

    reader.signs_in("supervisor@journey.example")
    wants_mails_at_once(reader)
    reader.goes_to(topic)
    assert "when somebody answers or mentions you" in reader.reads()
    reader.presses("Follow this topic")
    assert "You follow this topic because you chose it." in reader.reads()
    asker.goes_to(topic)
    says(asker, "I asked three of them today.")

    (mail,) = [text for to, text in mails(tmp_path, database) if to.startswith("supervisor")]
    assert "I asked three of them today." in mail
    assert "You get this because you chose it." in mail
    ends_and_takes_back(someone(phone=True, scripts=scripts), mail, reader, topic)


def ends_and_takes_back(somewhere: Person, mail: str, reader: Person, topic: str) -> None:
    """Mails are read where nobody is signed in."""
    somewhere.goes_to(urlsplit(mail.rsplit(maxsplit=1)[-1]).path)
    somewhere.presses("End these mails")
    reader.goes_to(topic)
    assert "You muted this topic" in reader.reads()
    somewhere.presses("Get them again after all")
    reader.goes_to(topic)
    assert "You follow this topic because you chose it." in reader.reads()


def wants_mails_at_once(person: Person) -> None:
    person.goes_to("/settings/notifications")
    group = person.page.get_by_role("group", name="What waits for me from others")
    group.get_by_label("At once").check()
    person.presses("Save")


def mails(data: Path, database: str) -> list[tuple[str, str]]:
    """What the worker sends when its time has come: to whom, and the text."""
    app, later = create_app(Settings(data_dir=data, database_url=database)), datetime.now(UTC)
    later += 2 * AFTER
    with app.app_context():
        for _round in range(2):
            for number in jobs.unfinished(at=later):
                jobs.run(number, at=later)
        db.session.remove()
        db.hang_up()
    read = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in (data / "outbox").glob("*.eml")
    ]
    return [(letter["To"], letter.get_content()) for letter in read]
