"""The pages about the source, as they really stand."""

from pathlib import Path

import pytest

from lms import content
from tests.people import People
from tests.visitor import Visitor

PAGES = ("source", "sister-programmes")


@pytest.fixture(autouse=True)
def real_library(small_library: None, repository: Path) -> None:
    content.configure(repository)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_leads_to_them_and_everybody_may_read(visitor: Visitor, page: str) -> None:
    visitor.get("/courses")
    assert f"/about/{page}" in {link.attrs["href"] for link in visitor.all("footer a")}

    visitor.get(f"/about/{page}")

    assert visitor.all("h1")[0].to_text().strip() == content.library().pages[page].title
    assert "Sources: Development of Clusters and Networks of SMEs" in visitor.text()


def test_the_source_is_named_with_its_owner_its_limits_and_its_defects(visitor: Visitor) -> None:
    visitor.get("/about/source")

    text = visitor.text()
    for sentence in (
        "Vienna in August 2001",
        "© 2001 UNIDO",
        "Historical",
        "cluster@unido.org",
        "Footnotes 1, 3 and 4",
        "The map of projects",
    ):
        assert sentence in text


def test_the_referral_list_holds_five_programmes_and_the_fields(visitor: Visitor) -> None:
    visitor.get("/about/sister-programmes")

    rows = [len(table.query("tbody tr")) for table in visitor.all("main table")]
    assert rows == [5, 8]


def test_the_reading_list_leads_to_the_source(visitor: Visitor) -> None:
    visitor.get("/courses/cluster-broker/reading")

    assert "/about/source" in {link.attrs["href"] for link in visitor.all("main a")}


def test_a_page_that_is_not_translated_says_so(visitor: Visitor, people: People) -> None:
    people.trainee.language = "fr"

    visitor.signed_in(people.trainee).get("/about/source")

    assert visitor.all("main .prose")[0].attrs["lang"] == "en"


@pytest.mark.parametrize("page", ["nothing", "..", "source.md"])
def test_an_unknown_page_is_not_found(visitor: Visitor, page: str) -> None:
    visitor.get(f"/about/{page}", status=404)


def test_a_long_guide_begins_with_what_is_on_the_page(visitor: Visitor) -> None:
    visitor.get("/guides/business-plans")

    anchors = [link.attrs["href"] for link in visitor.all(".on-page a")]
    assert anchors == [f"#{heading.attrs['id']}" for heading in visitor.all(".prose h2")]
    assert len(anchors) > 3


def test_the_list_of_guides_says_in_which_language_they_are(
    visitor: Visitor, people: People
) -> None:
    people.trainee.language = "fr"
    visitor.signed_in(people.trainee).get("/guides")

    named = {row.attrs.get("lang") for row in visitor.all(".rows .row > div")}
    assert (named, len(visitor.all(".notice"))) == ({"en"}, 1)


def test_a_guide_of_a_phase_says_in_its_own_language_what_is_not_its_text(
    visitor: Visitor, people: People
) -> None:
    people.trainee.language = "fr"
    visitor.signed_in(people.trainee).get("/courses/horizontal-network-broker/fieldwork/p3")

    assert {"lang"} & set(visitor.all("aside")[0].attrs) == set()
    assert {node.attrs["lang"] for node in visitor.all("aside h2 + p[lang]")} == {"en"}
