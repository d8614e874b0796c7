"""The commands: `flask people`, `flask content`, `flask schema`, `flask worker` and the rest."""

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import select

from lms import clock, data_lock, schema
from lms.accounts import actions, queries, second_factor
from lms.accounts.models import SiteRole, User
from lms.accounts.views.links import public
from lms.audit.cli import audit
from lms.backup.cli import backup, restore
from lms.config import LANGUAGES, Settings
from lms.content.cli import content
from lms.db import commit, db
from lms.inbound.cli import mail
from lms.jobs import engine
from lms.notifications.cli import digest
from lms.search.cli import search

people = AppGroup("people", help="Invite people; see who has an account.")
demo = AppGroup("demo", help="A believable world to look at, for an empty database.")
tables = AppGroup("schema", help="Bring the tables to another version of the program.")


def init_app(app: Flask) -> None:
    app.cli.add_command(people)
    app.cli.add_command(audit)
    app.cli.add_command(content)
    app.cli.add_command(demo)
    app.cli.add_command(digest)
    app.cli.add_command(mail)
    app.cli.add_command(search)
    app.cli.add_command(worker)
    app.cli.add_command(tables)
    app.cli.add_command(backup)
    app.cli.add_command(restore)


@people.command("invite")
@click.argument("email")
@click.option(
    "--role", type=click.Choice([role.value for role in SiteRole]), help="On the whole site."
)
@click.option("--name", default="", help="As it should stand on a certificate.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
def invite(email: str, role: str | None, name: str, language: str) -> None:
    """Invite EMAIL and print the one-time link to set a password."""
    _user, token = actions.invite(
        email,
        name=name,
        site_role=SiteRole(role) if role else None,
        language=language,
        at=clock.now(),
    )
    commit()
    click.echo(public(f"/invitations/{token}"))


@people.command("list")
def list_people() -> None:
    """Every account: address, role on the site, whether it is in use."""
    for user in db.session.scalars(select(User).order_by(User.email)):
        state = "suspended" if user.suspended_at else "active" if user.password_hash else "invited"
        click.echo(f"{user.email}\t{user.site_role or '-'}\t{state}")


@people.command("forget-second-step")
@click.argument("email")
def forget_second_step(email: str) -> None:
    """Turn the second step of EMAIL off, when phone and recovery codes are lost.

    Make sure first that it is that person who asks. Their devices are signed out.
    """
    user = db.session.scalars(queries.user_by_email(email)).one_or_none()
    if user is None or not second_factor.has_factor(user):
        raise click.ClickException(f"{email} has no second step.")
    second_factor.end(user, by=None, at=clock.now())
    actions.end_other_sign_ins(user, keep=None, at=clock.now())
    commit()
    click.echo(f"The second step of {user.email} is off.")


@demo.command("load")
def load_demo() -> None:
    """Load the demo world; refused where there are people. Never for a server others reach."""
    from lms.demo import NotEmptyError, load, made  # only this command needs every feature
    from lms.demo.world import DOMAIN, PASSWORD

    try:
        load(clock.now())
    except NotEmptyError as error:
        raise click.ClickException(str(error)) from error
    commit()
    for line in made():
        click.echo(line)
    click.echo(f"Everybody signs in with {PASSWORD}, for example trainee@{DOMAIN}.")


@click.command()
@with_appcontext
def worker() -> None:
    """Do jobs (mail, PDF) until stopped. `bin/serve` starts one; more may run elsewhere."""
    settings: Settings = current_app.extensions["settings"]
    try:
        _held = data_lock.share(settings.data_dir)
    except data_lock.DataInUseError as error:
        raise click.ClickException(str(error)) from error
    engine.work(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001  # the app itself, past the proxy


@tables.command("upgrade")
def upgrade() -> None:
    """Bring the tables to this program's version; `bin/serve` does it at every start."""
    schema.upgrade(db.engine)
    click.echo(f"The tables are at version {schema.version(db.engine)}.")


@tables.command("downgrade")
@click.argument("to")
def downgrade(to: str) -> None:
    """Take the tables back to version TO. Make a backup first."""
    schema.downgrade(db.engine, to)
    click.echo(f"The tables are at version {schema.version(db.engine)}.")


@tables.command("revision")
@click.argument("message")
def revision(message: str) -> None:
    """Write a migration for what the models changed; read it before you commit it."""
    schema.new_revision(db.engine, message)
