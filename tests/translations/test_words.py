"""Agreed words stand beside the original, and a new topic is where one disagrees."""

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from lms.forum.models import Post
from lms.translations.words import Agreed, agreed_words
from tests.forum.factories import a_post, a_space, a_topic
from tests.people import People
from tests.visitor import Visitor

TEXT = "The Cluster has forty firms; other clusters have more. A broker holds it together."


@pytest.fixture
def post(people: People, now: datetime) -> Post:
    topic = a_topic(a_space(at=now), people.trainer, at=now)
    return a_post(topic, people.trainer, TEXT, at=now)


def test_each_word_of_the_glossary_is_named_once_with_its_word_in_the_other_language() -> None:
    words = {word.id: word for word in agreed_words(TEXT, "en", "es", "")}
    assert words["cluster"] == Agreed("cluster", "cluster", "clúster", None)


def test_it_says_which_are_used_already() -> None:
    used = agreed_words(TEXT, "en", "es", "El clúster tiene cuarenta empresas.")
    assert {word.id: word.used for word in used}["cluster"] is True
    missing = agreed_words(TEXT, "en", "es", "La agrupación tiene cuarenta empresas.")
    assert {word.id: word.used for word in missing}["cluster"] is False


def test_the_page_shows_them_and_leads_to_the_glossary(
    visitor: Visitor, people: People, post: Post
) -> None:
    visitor.signed_in(people.trainee).get(f"/p/{post.id}/translations/es/edit")
    assert visitor.all(".agreed strong")[0].to_text() == "clúster"
    assert visitor.all(".agreed a")[0].attrs["href"] == "/glossary/cluster"


def test_who_disagrees_begins_a_topic_about_the_word(
    visitor: Visitor, people: People, post: Post
) -> None:
    visitor.signed_in(people.trainee).get(f"/p/{post.id}/translations/es/edit")
    address = visitor.all(".agreed a")[1].attrs["href"]
    assert parse_qs(urlsplit(address).query)["kind"] == ["discussion"]
    visitor.get(address)
    title = visitor.all("input[name=title]")[0].attrs["value"]
    assert title == "What do we call “cluster” in Spanish?"
    assert visitor.all("input[checked]")[0].attrs["value"] == "discussion"
