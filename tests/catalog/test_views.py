from tests.people import People
from tests.visitor import Visitor


def test_the_catalogue_shows_what_each_course_asks_and_gives(visitor: Visitor) -> None:
    visitor.get("/courses")

    text = visitor.text()
    for sentence in (
        "Cluster broker",
        "Network broker",
        "Learn to help firms in one place to act together.",
        "52 h in all, 36 h of them in the field",
        "English",
        "Explain clusters",
        "Build trust",
    ):
        assert sentence in text


def test_the_catalogue_speaks_the_readers_language(visitor: Visitor) -> None:
    visitor.get("/courses", headers={"Accept-Language": "es"})

    assert "Articulador de clúster" in visitor.text()


def test_the_reading_list_says_what_to_read_for(visitor: Visitor) -> None:
    visitor.get("/courses/cluster-broker/reading")

    assert "Marshall, Principles of Economics" in visitor.text()
    assert "Read it for the word district." in visitor.text()
    assert "Day 2" not in visitor.text()


def test_a_picture_of_a_lesson_is_served(visitor: Visitor) -> None:
    response = visitor.get("/courses/cluster-broker/media/mill.svg")

    assert response.mimetype == "image/svg+xml"


def test_a_picture_opened_by_itself_may_style_itself_and_nothing_more(visitor: Visitor) -> None:
    policy = visitor.get("/courses/cluster-broker/media/mill.svg").headers[
        "Content-Security-Policy"
    ]

    assert policy == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def test_nothing_outside_the_pictures_is_served(visitor: Visitor) -> None:
    for path in ("../course.yml", "%2e%2e/course.yml", "nothing.svg", ""):
        visitor.get(f"/courses/cluster-broker/media/{path}", status=404)


def test_an_unknown_course_is_not_found(visitor: Visitor) -> None:
    for path in ("/courses/nothing/reading", "/courses/nothing/media/mill.svg"):
        visitor.get(path, status=404)


def test_members_see_the_catalogue_too(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.stranger).get("/courses")

    assert "Cluster broker" in visitor.text()
