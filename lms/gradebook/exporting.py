"""The gradebook as a table for a spreadsheet: a line for each trainee, a column for each part."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _

from lms.content.award import Assessment
from lms.editions.marks import Component, Part
from lms.editions.models import Edition, Enrolment
from lms.gradebook.totals import Account, Result, rounded
from lms.gradebook.vocabulary import COMPONENTS
from lms.spreadsheets import Cell, Sheet

Key = tuple[Component, str]


def sheet_of(rows: Sequence[Enrolment], accounts: Mapping[int, Account]) -> Sheet:
    """Drafts are counted as on the page, and named, so that nobody takes them for marks given."""
    columns = _columns(accounts.values())
    head = [_("Trainee"), _("E-mail address"), _("So far"), _("Of all")]
    head += [str(COMPONENTS[kind]) for kind in Component]
    head += [
        _("%(label)s: %(title)s", label=COMPONENTS[kind], title=title)
        for (kind, _key), title in columns.items()
    ]
    head += [_("Drafts, not seen by the trainee"), _("Set by hand")]
    return Sheet(
        _("Gradebook"), head, [_line(row, accounts[row.id], list(columns)) for row in rows]
    )


def _columns(accounts: Iterable[Account]) -> dict[Key, str]:
    """Every part that anybody has, in the order of the course, with its title."""
    found: dict[Component, dict[Key, str]] = {kind: {} for kind in Component}
    for account in accounts:
        for result in account.results:
            for part in result.parts:
                found[result.component].setdefault((result.component, part.key), part.title)
    return {key: title for parts in found.values() for key, title in parts.items()}


def _line(row: Enrolment, account: Account, columns: Sequence[Key]) -> list[Cell]:
    parts = {(result.component, part.key): part for result, part in _parts(account)}
    marks = [parts[key].mark if key in parts else None for key in columns]
    return [
        row.user.name or row.user.email,
        row.user.email,
        account.so_far,
        account.of_all,
        *(result.so_far for result in account.results),
        *(None if mark is None else rounded(mark) for mark in marks),
        "; ".join(
            part.title for part in parts.values() if part.mark is not None and not part.released
        ),
        "; ".join(_set_by_hand(account)),
    ]


def _parts(account: Account) -> Iterable[tuple[Result, Part]]:
    return ((result, part) for result in account.results for part in result.parts)


def _set_by_hand(account: Account) -> Iterable[str]:
    if account.override:
        yield f"{_('Total')} ({account.override.by}: {account.override.reason})"
    for result, part in _parts(account):
        over = result.set_over.get(part.key)
        if over:
            yield f"{part.title} ({over.override.by}: {over.override.reason})"


def about(edition: Edition, assessment: Assessment, at: datetime) -> Sheet:
    """What the numbers mean, for who finds the file later."""
    rows: list[list[Cell]] = [
        [_("Edition"), edition.name],
        [_("First class day"), edition.starts_on],
        [_("Written on (UTC)"), at],
        [_("Pass mark"), assessment.pass_mark],
    ]
    rows += [
        [_("Weight of: %(component)s", component=COMPONENTS[kind]), assessment.weights[kind.value]]
        for kind in Component
    ]
    return Sheet(_("About"), [_("What"), _("Value")], rows)
