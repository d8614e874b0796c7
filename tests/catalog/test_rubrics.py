from lms.content import library
from tests.visitor import Visitor


def test_every_rubric_is_listed(visitor: Visitor) -> None:
    visitor.get("/rubrics")

    links = [node.attrs["href"] for node in visitor.all("main ul.rows a")]
    assert links == [f"/rubrics/{name}" for name in library().rubrics]


def test_a_rubric_shows_its_criteria_and_all_their_levels(visitor: Visitor) -> None:
    for name, rubric in library().rubrics.items():
        visitor.get(f"/rubrics/{name}")
        for row in rubric.criteria:
            assert row.title.get("en") in visitor.text()
            for text in row.levels.values():
                assert " ".join(text.get("en").split()) in visitor.text()


def test_an_unknown_rubric_is_not_found(visitor: Visitor) -> None:
    visitor.get("/rubrics/none", status=404)
