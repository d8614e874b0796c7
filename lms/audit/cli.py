import click
from flask.cli import AppGroup

from lms.audit.actions import Break, Head, holds, verify

audit = AppGroup("audit", help="The record of acts that must stay.")


@audit.command("verify")
@click.option(
    "--head",
    "printed",
    multiple=True,
    type=(str, int, str),
    metavar="CHAIN NUMBER DIGEST",
    help="A head that was printed or kept elsewhere; may be given several times.",
)
def verify_chains(printed: tuple[tuple[str, int, str], ...]) -> None:
    """Walk every chain and print its head; status 1 when one is broken.

    Keep the heads somewhere else: a chain that was cut off at its end is whole in itself, and only
    a head from before tells that something is gone.
    """
    broken = False
    for found in verify():
        if isinstance(found, Break):
            broken = True
            click.echo(f"{found.chain}: BROKEN at event {found.number}")
        else:
            click.echo(f"{found.chain}: {found.number} events, head {found.digest}")
    for head in map(Head._make, printed):
        if not holds(head):
            broken = True
            click.echo(f"{head.chain}: event {head.number} is gone or is another one")
    if broken:
        raise SystemExit(1)
