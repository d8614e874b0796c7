import click
from flask.cli import AppGroup

from lms.inbound import actions
from lms.mailboxes import MailboxError

mail = AppGroup("mail", help="Mails that came in.")


@mail.command("read")
def read() -> None:
    """Read the mailbox now; the worker does it every minute. Run again, it does nothing twice."""
    try:
        met = actions.read()
    except MailboxError as fault:
        raise click.ClickException(str(fault)) from fault
    for outcome, many in sorted(met.items()):
        click.echo(f"{outcome.value}\t{many}")
    click.echo(f"{met.total()} mails were read.")
