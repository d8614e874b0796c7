"""`flask demo load` fills an empty database once, and says so."""

import pytest
from flask import Flask

from tests.conftest import rolled_back


@pytest.mark.long
def test_the_command_loads_the_world_and_refuses_to_load_it_twice(whole_app: Flask) -> None:
    runner = whole_app.test_cli_runner()
    with rolled_back(whole_app):
        first = runner.invoke(args=["demo", "load"])
        second = runner.invoke(args=["demo", "load"])

    assert first.exit_code == 0
    assert "30 people\n" in first.output
    assert "1 certificates\n" in first.output
    assert second.exit_code == 1
    assert second.output.startswith("Error: This database has people in it")
