"""The tables come and go without touching what was answered before."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    Date,
    DateTime,
    Engine,
    Integer,
    MetaData,
    Table,
    select,
    text,
)

from lms import schema
from lms.config import Settings
from lms.connections import standalone_engine

pytestmark = pytest.mark.long

NOW = datetime(2027, 1, 1, tzinfo=UTC)
PLAIN = {
    JSON: [0],
    Boolean: True,
    DateTime: NOW,
    Date: date(2027, 1, 1),
    Integer: 1,
}


@pytest.fixture
def engine(tmp_path: Path, new_database: str) -> Iterator[Engine]:
    engine = standalone_engine(Settings(data_dir=tmp_path, database_url=new_database).database)
    yield engine
    engine.dispose()


def put(connection: Connection, into: str, /, **given: object) -> None:
    """A row whose columns hold what was given, or anything that fits."""
    table = Table(into, MetaData(), autoload_with=connection)
    values = {
        column.name: next(
            (value for kind, value in PLAIN.items() if isinstance(column.type, kind)), ""
        )
        for column in table.columns
        if not column.nullable
    }
    connection.execute(table.insert().values(values | given))


def test_answers_survive_the_way_there_and_back(engine: Engine) -> None:
    before = ScriptDirectory(str(schema.MIGRATIONS)).get_revision("010").down_revision
    assert isinstance(before, str)
    schema.upgrade(engine, before)
    with engine.begin() as connection:
        put(connection, "user", email="ana@people.example")
        put(connection, "edition", name="First")
        put(connection, "enrolment", role="trainee")
        put(connection, "quiz_attempt", day="c/a1", finished_at=NOW)
        put(connection, "quiz_answer", question="q")

    schema.upgrade(engine, "010")
    schema.downgrade(engine, before)
    schema.upgrade(engine, "010")

    with engine.connect() as connection:
        answers = connection.execute(text("SELECT question FROM quiz_answer")).scalars().all()
        attempts = Table("quiz_attempt", MetaData(), autoload_with=connection)
        asked = connection.execute(select(attempts.c.day, attempts.c.asked)).all()
    assert (answers, [tuple(row) for row in asked]) == (["q"], [("c/a1", None)])
