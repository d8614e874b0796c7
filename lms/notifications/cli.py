import click
from flask.cli import AppGroup

from lms import clock
from lms.notifications import digest as mails

digest = AppGroup("digest", help="The mail of the day.")


@digest.command("send")
def send() -> None:
    """Send everybody whose morning has come the mail of the day; again, it sends nothing.

    The worker does it by itself. Status 1 when it could not be finished: run it again.
    """

    def say(done: int, sent: int) -> None:
        click.echo(f"{done} people looked at, {sent} mails.", err=True)

    sent = mails.send(clock.now(), say=say)
    click.echo(f"{sent} mails are on their way.")
