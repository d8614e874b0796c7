"""The ten invariants of joint learning, in one place: what each says, and the tests that hold it.

A test that holds one whole is named here and stands where its feature is; a sentence whose test was
renamed or removed fails. What no feature holds alone is tested here, with its control.
"""

import ast
from datetime import datetime
from pathlib import Path

import pytest

from lms.accounts.models import User
from lms.accounts.pace import Pace
from lms.forum import actions as forum
from lms.forum.models import Post
from tests.forum.factories import a_post, a_topic, space_of
from tests.people import People
from tests.translations.factories import translated
from tests.visitor import Visitor

TESTS = Path(__file__).parents[1]


def held_by(folder: str, file: str, *names: str) -> None:
    """These tests are there."""
    path = TESTS / folder / f"{file}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    there = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert {f"test_{name}" for name in names} <= there


def test_a_test_that_is_not_there_is_missed() -> None:
    with pytest.raises(AssertionError):
        held_by("agendas", "test_making", "nothing_of_the_kind")


def test_1_hours_are_instants_with_the_zone_of_the_place_and_another_zone_asks_what_stays() -> None:
    held_by(
        *("agendas", "test_making"),
        *("another_zone_asks_what_stays", "hours_of_the_wall_stay_on_the_wall"),
    )
    held_by(*("agendas", "test_reading"), "the_calendar_file_holds_instants_and_what_was_cancelled")


def test_2_a_slot_over_midnight_stands_once_under_the_day_it_begins() -> None:
    held_by(
        *("agendas", "test_reading"),
        "a_slot_over_midnight_stands_once_under_the_day_it_begins",
        "one_slot_on_the_clocks_of_twelve_places",
        "an_hour_that_comes_twice_on_the_clocks_of_twelve_places",
        "on_the_page_each_reads_an_evening_once_under_their_own_day",
    )


def test_3_two_at_once_are_told_where_they_share_a_room_or_a_person_and_not_forbidden() -> None:
    held_by("agendas", "test_making", "two_at_once_in_one_room_are_told_and_not_forbidden")


def test_4_what_is_edited_is_private_until_it_is_released() -> None:
    held_by(
        *("agendas", "test_making"),
        "what_is_edited_is_private_until_it_is_released",
        "only_those_are_told_whom_it_touches",
    )
    held_by("study_visits", "test_visits", "hours_are_those_of_the_last_release")
    held_by("programmes", "test_told_nowhere", "a_slot_that_is_not_released")


def test_5_an_initiative_is_agreed_by_two_countries_each_with_a_consent_of_its_own() -> None:
    held_by(
        *("initiatives", "test_initiatives"),
        "it_is_agreed_by_two_countries_each_with_a_consent_and_a_promise",
        "a_consent_without_a_promise_is_not_enough",
        "a_promise_without_a_consent_is_not_enough",
        "only_a_person_of_the_partner_consents_for_it",
    )


def test_6_of_a_visit_nothing_leaves_the_programme_before_its_host_says_so() -> None:
    held_by(
        *("study_visits", "test_visits"),
        "outside_the_programme_a_visit_is_what_its_host_allows",
        "where_no_host_was_asked_nothing_leaves_the_programme",
    )
    held_by(
        *("study_visits", "test_notes"),
        "a_note_leaves_the_programme_only_when_the_host_says_so",
        "a_host_that_takes_its_word_back_is_heard_at_once",
    )
    held_by("programmes", "test_told_nowhere", "a_note_of_a_visit_whose_host_has_not_said_so")
    held_by(
        *("study_visits", "test_photos_shown"),
        "what_the_host_takes_back_is_hidden_everywhere_at_once",
        "outside_the_programme_it_is_seen_from_the_day_of_the_host_and_with_their_word",
        "no_address_at_all_tells_of_a_photo_that_may_not_be_seen",
    )


def test_7_figures_are_seen_in_groups_of_five_and_no_difference_gives_one_away() -> None:
    held_by(
        *("benchmarks", "test_disclosure"),
        "for_each_figure_there_is_another_world_that_looks_the_same",
        "counting_to_five_is_not_enough_and_groups_that_stay_are",
    )
    held_by(
        *("benchmarks", "test_same_to_others"),
        "who_stands_outside_or_in_the_group_sees_the_same",
        "a_group_is_seen_no_longer_when_more_company_is_asked_for",
    )
    held_by("benchmarks", "test_comparisons", "four_wait_for_a_fifth")


def test_8_an_initiative_keeps_its_origin_and_tells_the_bare_fact_where_that_is_hidden() -> None:
    held_by(
        *("initiatives", "test_origins"),
        "what_was_begun_and_its_origin_lead_to_each_other",
        "a_hidden_origin_leaves_the_fact",
    )
    held_by(
        *("introductions", "test_answering"),
        "an_initiative_begins_from_it_and_tells_others_only_that",
    )


def test_9_a_note_of_a_day_is_read_in_each_language_by_the_same_people() -> None:
    held_by(
        *("programmes", "test_told_nowhere"),
        "a_day_note_is_read_in_each_language_where_it_is_read_in_one",
    )


@pytest.mark.parametrize("shown", [True, False])
def test_9_a_translation_is_seen_where_its_original_is_and_nowhere_else(
    visitor: Visitor, people: People, now: datetime, *, shown: bool
) -> None:
    visitor.app.extensions["pace"] = Pace()
    topic = a_topic(space_of(people.edition, at=now), people.trainee, at=now)
    post = a_post(topic, people.trainee, "Ask each firm for a fifth.", at=now)
    translated(post, people, at=now)
    if not shown:
        forum.remove(post, reason="Not so.", by=people.trainer, at=now)
    readers = (people.trainee, people.classmate, people.stranger, people.outsider)
    seen = {(row.name, how): reads(visitor, row, post, how) for row in readers for how in HOW}
    of_space = (people.trainee.name, people.classmate.name)
    wanted = {(name, how): shown and name in of_space for name, how in seen}
    assert seen == wanted


HOW = {
    "of its own": ("/p/{post}/translations/fr", "cinquième"),
    "in the search": ("/search?q=cinqui%C3%A8me", "cinquième"),
    "the original": ("/search?q=fifth", "fifth"),
}


def reads(visitor: Visitor, person: User, post: Post, how: str) -> bool:
    """Whether its words are there, beside what was asked for."""
    address, word = HOW[how]
    page = visitor.signed_in(person)
    if page.status_of(address.format(post=post.id)) != 200:
        return False
    page.get(address.format(post=post.id))
    return any(word in node.to_text() for node in page.all("main .hit-text, main .prose"))


def test_10_a_copy_takes_modules_hours_and_venues_and_nothing_of_people_or_hosts() -> None:
    held_by(
        *("programmes", "test_planning"),
        "a_copy_takes_modules_hours_and_venues_and_never_people_or_texts",
    )
    held_by(*("study_visits", "test_notes"), "a_copy_takes_slots_and_nothing_of_hosts_or_people")
