import click
from flask.cli import AppGroup

from lms.db import commit
from lms.search import actions

search = AppGroup("search", help="The index of everything that can be found.")


@search.command("rebuild")
def rebuild() -> None:
    """Read everything again: files of the content, and what people have written."""
    kept = actions.rebuild()
    commit()
    click.echo(f"{kept.documents} texts can be found.")
