"""`flask content check`: the author's mirror."""

import click

from lms.content import checks, root


@click.group()
def content() -> None:
    """Courses and case studies as files."""


@content.command()
def check() -> None:
    """List every fault in the content, what is planned, and how far translations are."""
    report = checks.check(root())
    for fault in report.faults:
        click.echo(str(fault))
    for notice in report.notices:
        click.echo(f"planned: {notice}")
    for language, written, total in report.coverage:
        click.echo(f"{language}: {written} of {total} texts")
    click.echo(f"{len(report.faults)} faults, {len(report.notices)} planned")
    if report.faults:
        raise SystemExit(1)
