"""The index follows the texts: kept, changed, forgotten, filled from files, built anew."""

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select, text

from lms.db import db
from lms.search import actions, cli
from lms.search.models import SearchDocument
from lms.search.sources import Document
from tests.search.conftest import Example, a_document, found


def in_step() -> bool:
    """Whether the engine's index holds what the table holds, and nothing else."""
    if db.session.get_bind().dialect.name == "sqlite":  # raises where it does not
        db.session.execute(
            text("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")
        )
        return True
    counted = "SELECT count(*) FROM search_index"
    documents = db.session.scalar(select(func.count()).select_from(SearchDocument))
    return bool(db.session.scalar(text(counted)) == documents)


def test_a_kept_text_is_found_at_once(example: Example) -> None:
    actions.keep(a_document("new", title="A zebra", body="It came yesterday."))

    assert found("zebra") == ["new"]
    assert in_step()


def test_a_changed_text_is_found_by_its_new_words_only(example: Example) -> None:
    actions.keep(a_document("new", body="A zebra."))
    actions.keep(a_document("new", body="An okapi."))

    assert (found("zebra"), found("okapi")) == ([], ["new"])
    assert in_step()


def test_keeping_the_same_text_again_writes_nothing(
    example: Example, statements: list[str]
) -> None:
    actions.keep(a_document("new", body="A zebra."))
    statements.clear()

    actions.keep(a_document("new", body="A zebra."))

    assert [statement.split()[0] for statement in statements] == ["SELECT"]


def test_a_text_that_only_moves_to_other_readers_is_hidden_at_once(example: Example) -> None:
    actions.keep(a_document("new", body="A zebra."))
    actions.keep(a_document("new", body="A zebra.", audience="moderators"))

    assert found("zebra") == []


def test_a_forgotten_text_is_gone_in_every_language(example: Example) -> None:
    for language in ("en", "es"):
        actions.keep(a_document("new", language=language, body="A zebra."))

    actions.forget("lesson", "new")

    assert found("zebra") == []
    assert in_step()


def test_forgetting_what_is_not_there_does_no_harm(example: Example) -> None:
    actions.forget("lesson", "no such text")

    assert in_step()


def test_keeping_takes_few_statements(example: Example, statements: list[str]) -> None:
    """PostgreSQL writes a text and what it is found by in one; SQLite in two."""
    actions.keep(a_document("new", body="A zebra."))
    first = len(statements)
    statements.clear()

    actions.keep(a_document("new", body="An okapi."))

    apart = int(db.engine.dialect.name == "sqlite")
    assert (first, len(statements)) == (2 + apart, 4 + apart)


def test_filling_brings_files_up_to_date(example: Example) -> None:
    before = len(example.texts)
    example.texts = [
        a_document("zebra", body="A zebra."),
        *(one for one in example.texts if one.ref not in {"trust", "bagru"}),
    ]
    example.texts[1] = a_document("arrows", title="Arrows", body="An okapi.")

    kept = actions.fill()

    assert kept == (before - 1, 2)
    assert (found("zebra"), found("okapi"), found("bagru")) == (["zebra"], ["arrows"], ["jaipur"])
    assert in_step()


def test_filling_again_writes_nothing(example: Example, statements: list[str]) -> None:
    assert actions.fill() == (len(example.texts), 0)

    assert {statement.split()[0] for statement in statements} <= {"SELECT", "LOCK"}


def test_filling_leaves_alone_what_people_wrote(app: Flask, example: Example) -> None:
    posts = Example([], from_files=False, kinds={"topic": example.kinds["lesson"]})
    app.extensions["search_sources"] = (example, posts)
    actions.keep(a_document("one", kind="topic", body="A zebra."))

    actions.fill()

    assert found("zebra") == ["one"]


def test_what_no_source_knows_any_more_is_not_found(example: Example) -> None:
    """As after a feature was taken out: its rows wait for the next building."""
    actions.keep(a_document("one", kind="topic", body="A zebra."))

    assert found("zebra") == []


def test_building_anew_reads_everything(app: Flask, example: Example) -> None:
    written = [a_document("one", kind="topic", body="A zebra.")]
    posts = Example(written, from_files=False, kinds={"topic": example.kinds["lesson"]})
    app.extensions["search_sources"] = (example, posts)
    actions.keep(a_document("lost", kind="topic", body="An okapi."))

    kept = actions.rebuild()

    assert kept.documents == len(example.texts) + 1
    assert (found("zebra"), found("okapi")) == (["one"], [])
    assert in_step()


def test_the_command_says_how_much_can_be_found(app: Flask, example: Example) -> None:
    result = app.test_cli_runner().invoke(cli.search, ["rebuild"])

    assert result.output == f"{len(example.texts)} texts can be found.\n"
    assert found("bagru") == ["bagru", "jaipur"]


def test_a_text_of_any_length_is_kept_as_far_as_it_counts(example: Example) -> None:
    """A word may stand in it more often than PostgreSQL counts places: a phrase is found still."""
    body = "word " * 3000 + "zebra " + "x" * actions.MOST_LETTERS + " okapi"

    actions.keep(a_document("long", title="Very long", body=body))

    assert (found("zebra"), found("okapi")) == (["long"], [])
    assert found('"word zebra"') == ["long"]
    assert in_step()


@pytest.mark.parametrize("field", ["title", "address", "audience"])
def test_documents_that_differ_anywhere_have_other_digests(field: str) -> None:
    one = a_document("one")

    other = Document(**{**vars(one), field: "other"})

    assert one.digest == a_document("one").digest != other.digest


def test_the_command_has_help() -> None:
    assert "Read everything again" in CliRunner().invoke(cli.search, ["rebuild", "--help"]).output
