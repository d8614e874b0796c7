"""What axe says of a page. A document that was judged in the same window is not judged again."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AS_SEEN = """() => JSON.stringify([
  document.documentElement.outerHTML,
  [...document.querySelectorAll("input:not([type=hidden]), select, textarea")].map(
    (field) => [field.value, field.checked],
  ),
  [...document.querySelectorAll(":focus, :hover, :target")].map((element) => element.outerHTML),
  [innerWidth, innerHeight, matchMedia("(prefers-color-scheme: dark)").matches],
])"""
NEW_EACH_TIME = re.compile(r'(<input [^>]*type=\\"hidden\\"[^>]* value=|data-token=)\\".*?\\"')
_without_fault: set[int] = set()


def faults(page: Page) -> str:
    """Empty where there is none."""
    seen = hash(NEW_EACH_TIME.sub(r"\1", page.evaluate(AS_SEEN)))
    if seen not in _without_fault:
        found = Axe().run(page)
        if found.violations_count:
            return f"{page.url}\n{found.generate_report()}"
        _without_fault.add(seen)
    return ""
