"""A list that leads on to older rows begins where its address says, and nowhere else."""

import pytest

from tests.people import People
from tests.visitor import Visitor


@pytest.mark.parametrize("edge", ["x", "-1", "1e3", "9" * 30])
def test_an_edge_that_no_row_can_have_is_not_there(
    visitor: Visitor, people: People, edge: str
) -> None:
    visitor.signed_in(people.administrator)
    for address in ("/admin/audit", f"/editions/{people.edition.id}/extensions", "/notes"):
        visitor.get(f"{address}?before={edge}", status=404)
        visitor.get(f"{address}?before=")
