from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Engine, func, inspect, select, table, text

from lms import clock, schema, serve
from lms.accounts.models import SignIn, User
from lms.config import Settings
from lms.connections import standalone_engine
from lms.db import commit, db
from lms.schema import changing
from tests.operations.conftest import an_app
from tests.prepared import drop, in_shape, the_demo_world


@pytest.fixture
def engine(tmp_path: Path, new_database: str) -> Iterator[Engine]:
    settings = Settings(data_dir=tmp_path, database_url=new_database)
    engine = standalone_engine(settings.database)
    yield engine
    engine.dispose()


def test_every_migration_goes_up_down_and_up_again(engine: Engine) -> None:
    schema.upgrade(engine)
    shape = schema.differences(engine)
    schema.downgrade(engine)
    empty = inspect(engine).get_table_names()
    schema.upgrade(engine)

    assert shape == []
    assert empty == ["alembic_version"]
    assert schema.version(engine) == schema.newest()


def test_file_names_and_alembic_agree_on_the_versions() -> None:
    scripts = ScriptDirectory(str(schema.MIGRATIONS))

    assert schema.newest() == scripts.get_current_head()
    assert schema.versions() == {script.revision for script in scripts.walk_revisions()}


def test_an_empty_database_has_no_version(engine: Engine) -> None:
    assert schema.version(engine) is None


def test_a_newer_database_is_refused() -> None:
    schema.refuse_newer(None)
    schema.refuse_newer(schema.newest())
    with pytest.raises(schema.NewerSchemaError, match="Install the newer program"):
        schema.refuse_newer("999")


@pytest.fixture
def demo_app(data: Path, database_url: str) -> Iterator[Flask]:
    """With data of its own, in which thirty people are at work."""
    database = the_demo_world(database_url).copied(data)
    with an_app(data, database) as app:
        yield app
    drop(database)


@pytest.mark.long
def test_sqlite_is_copied_before_its_tables_change(tmp_path: Path) -> None:
    in_shape("").copied(tmp_path / "data")
    with an_app(tmp_path / "data", ""), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '000'"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "versions", lambda: {"000", "999"})
        patch.setattr(schema, "upgrade", lambda _engine: None)
        with an_app(tmp_path / "data", "") as app:
            serve._bring_up_to_date(app.extensions["settings"], at=datetime.now(UTC))

    (copy,) = (tmp_path / "data" / "backups").iterdir()
    assert copy.name.startswith("before-upgrade-000-")


@pytest.mark.long
def test_tables_with_people_in_them_go_down_and_up_and_lose_no_row(demo_app: Flask) -> None:
    """SQLite makes a table anew to change it; what points to the old one must stay."""
    db.session.add(a_sign_in())
    commit()
    before = rows_of_tables(db.engine)

    schema.downgrade(db.engine, "001")
    down = rows_of_tables(db.engine)
    schema.upgrade(db.engine)
    up = rows_of_tables(db.engine)

    assert before["sign_in"] > 0
    assert down == {name: before[name] for name in down} == {name: up[name] for name in down}


def a_sign_in() -> SignIn:
    now = clock.now()
    return SignIn(
        token_hash="x",
        user=db.session.scalars(select(User).limit(1)).one(),
        created_at=now,
        seen_at=now,
        idle_until=now,
        ends_at=now,
        confirmed_at=now,
        idle_minutes=1,
    )


def rows_of_tables(engine: Engine) -> dict[str, int]:
    db.session.remove()
    names = set(inspect(engine).get_table_names()) - {"alembic_version"}
    with engine.connect() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
            for name in sorted(names)
        }


def test_a_change_that_would_leave_rows_pointing_to_nothing_is_undone(own_app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL refuses it at once")
    db.session.add(a_person_and_a_sign_in())
    commit()
    db.session.remove()

    with pytest.raises(schema.LostRowsError, match="in sign_in"), changing(db.engine) as change:
        change.execute(text("DELETE FROM user"))

    assert rows_of_tables(db.engine)["user"] == 1


def a_person_and_a_sign_in() -> SignIn:
    db.session.add(User(email="ana@people.example", name="Ana", created_at=clock.now()))
    db.session.flush()
    return a_sign_in()
