from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from lms import schema
from lms.config import Settings
from lms.db import standalone_engine


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
