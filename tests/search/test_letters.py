import pytest

from lms.letters import LONGEST, folded, words
from lms.search.question import MOST_PARTS, Part, Question


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Clúster", "cluster"),
        ("ÉCOLE", "ecole"),
        ("œuvre Ærø", "oeuvre aero"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("İzmir", "izmir"),
        ("ﬁrm ℡", "firm tel"),
        ("e\u0301tude", "etude"),
        ("मानचित्र", "मानचित्र"),
        ("العَرَبِيَّة", "العربية"),
    ],
)
def test_case_and_accents_are_folded(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The brokers’ day", ["the", "broker", "day"]),
        ("a broker's day", ["a", "broker", "day"]),
        ("L’économie d'échelle", ["economie", "echelle"]),
        ("réseaux, réseau", ["reseau", "reseau"]),
        ("business focus analysis gas", ["business", "focus", "analysis", "gas"]),
        ("micro-enterprise", ["micro", "enterprise"]),
        ("10,000 or 10.000 or 1 000 000", ["10000", "or", "10000", "or", "1", "000", "000"]),
        ("1\u00a0000", ["1000"]),
        ("3.5 and 1,25", ["3", "5", "and", "1", "25"]),
        ("foo_bar x^2", ["foo", "bar", "x", "2"]),
        ("🧵 !?", []),
        ("x" * 99, ["x" * LONGEST]),
    ],
)
def test_a_text_is_cut_into_words(text: str, found: list[str]) -> None:
    assert words(text) == found


def parts(typed: str) -> list[str]:
    """As words, with * where the last one may go on."""
    return [part.text + "*" * part.open for part in Question.of(typed).parts]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("mistrust", ["mistrust*"]),
        ("Trust building", ["trust", "building*"]),
        ('"trust building"', ["trust building"]),
        ('map "trust building"', ["map", "trust building"]),
        ('"trust building" map', ["trust building", "map*"]),
        ("«\u00a0confiance\u00a0» forte", ["confiance", "forte*"]),
        ("trust-building", ["trust building*"]),
        ("how to build the trust", ["build", "trust*"]),
        ("the", ["the*"]),
        ("comment faire", ["faire*"]),
        ("a", ["a"]),
        ('"of"', ["of"]),
        ('"unclosed map', ["unclosed", "map*"]),
        ("", []),
        ("?!", []),
    ],
)
def test_a_question_is_read_as_parts(typed: str, asked: list[str]) -> None:
    assert parts(typed) == asked
    assert bool(Question.of(typed)) is bool(asked)


def test_a_pasted_paragraph_is_cut() -> None:
    assert len(parts(" ".join(f"w{number}" for number in range(40)))) == MOST_PARTS


def test_the_whole_question_is_a_phrase_too() -> None:
    assert Question.of("plan of action").phrase == Part(("plan", "of", "action"), open=True)


def test_single_words_are_offered_as_they_were_typed() -> None:
    question = Question.of('the "Trust" of (Réseaux), Trust!')

    assert question.single_words == ("Trust", "Réseaux")
