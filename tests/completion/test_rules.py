"""What an edition asks for its award: all, any, or so many of a group."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Delete, Update, delete, update
from sqlalchemy.exc import DBAPIError

from lms.completion.awards import Choice, standing_under
from lms.completion.models import CompletionRule
from lms.completion.requirements import Requirement
from lms.completion.rules import Group, Rule
from lms.db import db
from tests.people import People
from tests.visitor import Visitor

KEYS = ("lessons", "quizzes", "attendance", "hours", "log", "electives")
some = st.sets(st.sampled_from(KEYS))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Each key in one place at the most, each group with enough members."""
    places = {key: draw(st.sampled_from(["all", "a", "b", "off"])) for key in KEYS}
    members = [tuple(key for key in KEYS if places[key] == name) for name in ("a", "b")]
    groups = (Group(draw(st.integers(1, len(of))), of) for of in members if of)
    return Rule(tuple(key for key in KEYS if places[key] == "all"), tuple(groups))


@given(rules())
def test_what_is_kept_is_read_back_as_it_was(rule: Rule) -> None:
    assert Rule.read(rule.tree()) == rule


@given(rules(), some, some)
def test_doing_more_never_takes_an_award_away(rule: Rule, met: set[str], more: set[str]) -> None:
    assert rule.missing(met | more) <= rule.missing(met)
    assert rule.is_met(met | more) or not rule.is_met(met)


@given(rules(), some)
def test_what_is_not_asked_changes_nothing(rule: Rule, met: set[str]) -> None:
    assert rule.missing(met) == rule.missing(met & rule.keys)


@given(rules())
def test_whoever_did_all_has_the_award_unless_nothing_is_asked(rule: Rule) -> None:
    assert rule.is_met(KEYS) == bool(rule.keys)


@given(rules(), some)
def test_what_the_course_dropped_is_asked_of_nobody(rule: Rule, known: set[str]) -> None:
    left = rule.within(known)

    assert left.keys == rule.keys & known
    assert left.missing(known) == 0


@pytest.mark.parametrize(
    ("met", "missing"),
    [
        ((), 3),
        (("hours", "log", "electives"), 1),
        (("lessons",), 2),
        (("lessons", "hours"), 1),
        (("lessons", "hours", "log"), 0),
        (("lessons", "hours", "log", "electives"), 0),
    ],
)
def test_all_of_some_and_two_of_three(met: tuple[str, ...], missing: int) -> None:
    rule = Rule(("lessons",), (Group(2, ("hours", "log", "electives")),))

    assert (rule.missing(met), rule.is_met(met)) == (missing, missing == 0)


def row(key: str, *, met: bool) -> Requirement:
    return Requirement(key, key.title(), met, "", "/")


def test_without_a_rule_of_its_own_an_edition_asks_for_all() -> None:
    rows = [row("lessons", met=True), row("hours", met=False)]

    found = standing_under(Rule.all_of(["lessons", "hours"]), rows)

    assert (found.needed, found.choices, found.dropped) == (rows, [], [])
    assert (found.missing, found.met, found.unmet) == (1, False, [rows[1]])


def test_a_full_group_asks_for_no_more_and_the_rest_is_named_as_not_asked() -> None:
    lessons, hours, log = row("lessons", met=True), row("hours", met=False), row("log", met=True)
    quizzes = row("quizzes", met=False)
    rule = Rule(("lessons",), (Group(1, ("hours", "log")),))

    found = standing_under(rule, [lessons, quizzes, hours, log])

    assert found.choices == [Choice(1, [hours, log])]
    assert (found.dropped, found.missing, found.met, found.unmet) == ([quizzes], 0, True, [])


def kept_rule(people: People, rule: Rule, at: datetime) -> CompletionRule:
    row = CompletionRule(
        edition_id=people.edition.id, tree=rule.tree(), by_id=people.coordinator.id, at=at
    )
    db.session.add(row)
    db.session.commit()
    return row


@pytest.mark.usefixtures("trainee")
def test_the_award_shows_groups_and_what_is_not_asked(
    visitor: Visitor, people: People, now: datetime
) -> None:
    kept_rule(people, Rule((), (Group(1, ("lessons", "quizzes")),)), now)

    visitor.signed_in(people.trainee).get(f"/editions/{people.edition.id}")

    assert "1 of these 2 is enough" in visitor.text()
    assert "Not asked in this edition" in visitor.text()


@pytest.mark.parametrize("change", [update(CompletionRule).values(tree={}), delete(CompletionRule)])
def test_no_rule_that_counted_is_changed_or_deleted(
    people: People, now: datetime, change: Update | Delete
) -> None:
    kept_rule(people, Rule(("lessons",)), now)

    with pytest.raises(DBAPIError, match="rules are only added"):
        db.session.execute(change)
