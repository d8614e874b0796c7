"""`flask backup FILE` and `flask restore FILE`."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from lms import clock
from lms.backup import actions
from lms.backup.copies import BackupError
from lms.config import Settings
from lms.data_lock import DataInUseError
from lms.db import db
from lms.files.storage import storage
from lms.schema import NewerSchemaError

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--with-secrets",
    is_flag=True,
    help="Also the secret key, waiting jobs and unsent letters: whoever has them can act as you.",
)
@with_appcontext
def backup(file: Path, *, with_secrets: bool) -> None:
    """Save database and files in FILE, a tar, while the server runs; restore it once on trial."""
    try:
        manifest = actions.make(
            file, db.engine, _places(), with_secrets=with_secrets, at=clock.now(), tell=_tell
        )
    except (BackupError, OSError) as error:
        raise click.ClickException(str(error)) from error
    rows = sum(manifest.rows.values())
    _tell(f"{file}: {rows} rows and {len(manifest.files) - 1} files, restored on trial, all there.")


@click.command()
@click.argument("file", type=FILE)
@with_appcontext
def restore(file: Path) -> None:
    """Put FILE in place of an empty database. The server must not be running."""
    try:
        manifest = actions.restore(file, db.engine, _places(), tell=_tell)
    except (BackupError, DataInUseError, NewerSchemaError, OSError) as error:
        raise click.ClickException(str(error)) from error
    _tell(f"Restored as of {manifest.made_at}. Start the server with bin/serve.")


def _places() -> actions.Places:
    settings: Settings = current_app.extensions["settings"]
    return actions.Places(settings.data_dir, storage())


def _tell(sentence: str) -> None:
    click.echo(sentence, err=True)
