import pytest

from lms.certificates import serials
from tests.visitor import Visitor


def test_a_number_read_from_paper_leads_to_its_page(visitor: Visitor) -> None:
    serial = serials.new()
    typed = " ".join(serials.grouped(serial)).upper()

    answer = visitor.get(f"/certificates/check?number={typed.replace(' ', '+')}", status=303)

    assert answer.location == f"/certificates/{serial}"


@pytest.mark.parametrize("query", ["", "?number=", "?number=++"])
def test_without_a_number_one_is_asked_for(visitor: Visitor, query: str) -> None:
    visitor.get(f"/certificates/check{query}")
    assert "Number of the certificate" in visitor.text()


def test_the_front_page_offers_the_check(visitor: Visitor) -> None:
    visitor.get("/")
    assert visitor.all("form[action='/certificates/check'] input[name=number]")
