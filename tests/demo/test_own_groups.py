"""In the demo a class forms groups for a case paper itself, and somebody is asked."""

from flask import Flask

from tests.demo.conftest import someone
from tests.visitor import Visitor


def test_who_is_asked_finds_it_on_today(app: Flask) -> None:
    asked = Visitor(app).signed_in(someone("aissatou"))
    asked.get("/")
    [link] = [node for node in asked.all(".waiting a") if "paper/group" in node.attrs["href"]]

    asked.get(str(link.attrs["href"]))

    [author] = asked.all("[aria-labelledby=asked] .row-title")
    assert "Pooja" in author.to_text()
    assert len(asked.all("[aria-labelledby=asked] form")) == 2
