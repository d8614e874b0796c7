"""What follows from what projects said, whatever they said."""

from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from lms.experience.maturity import LASTS, Maturity, judged
from lms.experience.models import Use

TODAY = date(2026, 6, 1)
RANK = list(Maturity)


class Word(NamedTuple):
    state: str
    country: str
    since: date


days = st.integers(0, 900).map(lambda ago: TODAY - timedelta(days=ago))
words = st.lists(
    st.builds(Word, st.sampled_from([use.value for use in Use]), st.sampled_from("ABC"), days),
    max_size=8,
)


@given(words)
def test_good_means_two_projects_of_two_countries(said: list[Word]) -> None:
    worked = [word for word in said if word.state == Use.WORKED]
    two = len(worked) >= 2 and len({word.country for word in worked}) >= 2
    assert (RANK.index(judged(said, TODAY).maturity) >= RANK.index(Maturity.GOOD)) is two


@given(words)
def test_promising_means_that_somebody_uses_it(said: list[Word]) -> None:
    used = any(word.state in {Use.ADAPTED, Use.WORKED} for word in said)
    assert (judged(said, TODAY).maturity is not Maturity.IDEA) is used


@given(words)
def test_established_means_three_for_a_year_in_two_countries(said: list[Word]) -> None:
    old = [word for word in said if word.state == Use.WORKED and TODAY - word.since >= LASTS]
    three = len(old) >= 3 and len({word.country for word in old}) >= 2
    assert (judged(said, TODAY).maturity is Maturity.INSTITUTIONALISED) is three


@given(words, st.sampled_from("ABC"), days)
def test_more_success_never_lowers_it_and_failure_never_moves_it(
    said: list[Word], country: str, since: date
) -> None:
    before = judged(said, TODAY).maturity
    more = judged([*said, Word("worked", country, since)], TODAY).maturity
    assert RANK.index(more) >= RANK.index(before)
    failed = judged([*said, Word("did_not_work", country, since)], TODAY)
    assert (failed.maturity, failed.failed >= 1) == (before, True)


@given(words)
def test_the_order_in_which_it_was_said_does_not_matter(said: list[Word]) -> None:
    assert judged(said, TODAY) == judged(reversed(said), TODAY)
