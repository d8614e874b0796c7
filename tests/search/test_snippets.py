import pytest

from lms.search.question import Question
from lms.search.snippets import LENGTH, Marker

FAR = "Filler words that say little. " * 20


def shown(typed: str, text: str) -> str:
    """The snippet with its marks as brackets."""
    pieces = Marker(Question.of(typed)).snippet(text)
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("typed", "text", "snippet"),
    [
        ("trust", "Mistrust and trust.", "Mistrust and [trust]."),
        ("tru", "True trust.", "[True] [trust]."),
        ('"trust"', "Trust, trusted, trusts.", "[Trust], trusted, [trusts]."),
        ("cooperacion", "La Cooperación crece.", "La [Cooperación] crece."),
        ("réseaux", "Un reseau, des Réseaux.", "Un [reseau], des [Réseaux]."),
        ("oeuvre", "Une œuvre.", "Une [œuvre]."),
        ("poete", "Un poète.", "Un [poète]."),
        ("strasse", "Die Straße.", "Die [Straße]."),
        ("etude", "Une e\u0301tude.", "Une [e\u0301tude]."),
        ("micro-enterprise", "A micro enterprise.", "A [micro enterprise]."),
        ('"trust building"', "Trust and trust\nbuilding.", "Trust and [trust\nbuilding]."),
        ("10000", "Some 10,000 people, 10.000.", "Some [10,000] people, [10.000]."),
        ("मान", "एक मानचित्र।", "एक [मानचित्र]।"),
        ("zebra", "No such word.", "No such word."),
        ("a.b", "a.b and axb", "[a.b] and axb"),
        ("trust", "", ""),
    ],
)
def test_words_are_marked_as_they_are_written(typed: str, text: str, snippet: str) -> None:
    assert shown(typed, text) == snippet


def test_a_long_text_is_cut_around_the_words() -> None:
    snippet = shown("needle hay", f"{FAR}Here stands the needle in the hay. {FAR}")

    assert snippet.startswith("… ")
    assert snippet.endswith("\N{NO-BREAK SPACE}…")
    assert "the [needle] in the [hay]." in snippet
    assert len(snippet) < LENGTH + 40


def test_the_place_with_most_of_the_words_is_shown() -> None:
    snippet = shown("needle hay", f"A needle first. {FAR}The needle in the hay. {FAR}")

    assert "[needle] in the [hay]" in snippet
    assert "first" not in snippet


def test_without_the_words_the_beginning_is_shown() -> None:
    assert shown("zebra", FAR).startswith("Filler words")
    assert shown("zebra", FAR).endswith("\N{NO-BREAK SPACE}…")
