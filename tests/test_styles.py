"""All pages share one stylesheet, so each class is one page's own, or everybody's."""

import re
from collections import defaultdict
from pathlib import Path

PAGES = Path(__file__).resolve().parent.parent / "static" / "css" / "pages"
OWN = re.compile(r"^\s*\.([a-z][\w-]*)(?:,|\s*\{)", re.MULTILINE)


def test_no_two_pages_give_a_class_of_one_name_their_own_look() -> None:
    """The sheet of a page for paper is that page's second half."""
    homes = defaultdict(set)
    for path in sorted(PAGES.glob("*.css")):
        for name in OWN.findall(path.read_text(encoding="utf-8")):
            homes[name].add(path.stem.removesuffix("_print").replace("sheet", "room"))
    assert {name: pages for name, pages in homes.items() if len(pages) > 1} == {}
