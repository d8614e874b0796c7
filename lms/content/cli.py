"""`flask content`: the author's mirror."""

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from lms.content import checks, library, root
from lms.content.figures import figures
from lms.content.level import levels
from lms.content.local import read_local


@click.group()
def content() -> None:
    """Courses and case studies as files."""


@content.command()
@click.argument("file", required=False, type=click.Path(exists=True, path_type=Path))
def check(file: Path | None) -> None:
    """List every fault in the content, what is planned, and how far translations are.

    With FILE, an archive of materials that an edition has exported, or its folder: of that alone.
    """
    if file is not None:
        _check_local(file)
        return
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


def _check_local(file: Path) -> None:
    with TemporaryDirectory() as folder:
        if file.is_file():
            with zipfile.ZipFile(file) as archive:
                archive.extractall(folder)  # it leaves out .. and a leading /
        found = read_local(Path(folder) if file.is_file() else file)
    for fault in found.faults:
        click.echo(str(fault))
    click.echo(f"{len(found.pieces)} pieces, {len(found.faults)} faults")
    if found.faults:
        raise SystemExit(1)


@content.command("figures")
@click.argument("case", required=False)
def list_figures(case: str | None) -> None:
    """List the figures of every CASE with their lines, to be held against the source."""
    known = library().case_studies
    if case is not None and case not in known:
        raise click.BadParameter(f"There is no case '{case}'.")
    for name in [case] if case else known:
        for figure in figures(known[name], root()):
            click.echo(str(figure))


@content.command("level")
def list_levels() -> None:
    """List words and Flesch-Kincaid grade of every text that a trainee studies."""
    for file, count, grade in levels(library()):
        click.echo(f"{count:5d} words  grade {grade:4.1f}  {file}")
