import pytest

from lms.content import front_matter
from lms.content.front_matter import Parts, Place, UnreadableError


def test_a_file_is_cut_into_fields_and_text() -> None:
    parts = front_matter.split("---\nid: a\n---\nText\n")

    assert parts == Parts(front="id: a\n", body="Text\n", body_line=4)


def test_a_line_of_hyphens_in_the_text_belongs_to_the_text() -> None:
    parts = front_matter.split("---\nid: a\n---\nText\n\n---\n\nMore\n")

    assert parts.body == "Text\n\n---\n\nMore\n"


@pytest.mark.parametrize("text", ["", "id: a\n", "---\nid: a\n", "Text\n---\n---\n"])
def test_a_file_without_front_matter_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="must begin with front matter"):
        front_matter.split(text)


def test_every_plain_value_stays_the_text_that_was_written() -> None:
    fields = front_matter.parse(
        "country: NO\ntitle: 2001\nversion: 2.0\nwhen: 2026-11-23\nanswer: yes\n"
        "time: 12:30\nempty:\ntilde: ~\nlist: [on, 1_000]\n"
    )

    assert fields == {
        "country": "NO",
        "title": "2001",
        "version": "2.0",
        "when": "2026-11-23",
        "answer": "yes",
        "time": "12:30",
        "empty": "",
        "tilde": "~",
        "list": ["on", "1_000"],
    }


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "says 'a' twice."),
        ("a:\n  - {b: 1, b: 2}\n", 2, "says 'b' twice."),
        ("a: 1\nb: one: two\n", 2, "cannot be read as YAML"),
        ("a: [1, 2\n", 2, "cannot be read as YAML"),
        ("a: \x07\n", 1, "cannot be read as YAML"),
        ("- a\n- b\n", 1, "must hold fields"),
        ("", 1, "must hold fields"),
    ],
)
def test_yaml_that_means_nothing_names_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(UnreadableError, match=said) as refused:
        front_matter.parse(text)

    assert refused.value.line == line


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("a",), Place(1, "a")),
        (("list", 1, "b"), Place(4, "list.1.b")),
        (("list", 1, "tag-of-a-union", "b"), Place(4, "list.1.b")),
        (("list", 1, "missing"), Place(4, "list.1.missing")),
        (("list", 7), Place(2, "list.7")),
        ((), Place(1, "")),
    ],
)
def test_a_field_is_found_by_its_path(path: tuple[int | str, ...], place: Place) -> None:
    assert front_matter.locate("a: 1\nlist:\n  - b: 2\n  - b: 3\n", path) == place


def test_a_field_of_broken_yaml_is_placed_where_it_breaks() -> None:
    assert front_matter.locate("a: 1\nb: one: two\n", ("a",)) == Place(2, "a")
