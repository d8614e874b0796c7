"""What axe says of a page. A document that was judged in the same window is not judged again."""

import re
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

JUDGE = Path(__file__).with_suffix(".js").read_text().replace("AXE;", AXE_SCRIPT, 1)
"""For every document of a browser: to send half a megabyte to each costs more than to read it."""
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
_looks_that_passed: set[str] = set()


def faults(page: Page) -> str:
    """Empty where there is none."""
    seen = hash(NEW_EACH_TIME.sub(r"\1", page.evaluate(AS_SEEN)))
    if seen not in _without_fault:
        violations = _violations(page)
        if violations:
            return f"{page.url}\n{AxeResults({'violations': violations}).generate_report()}"
        _without_fault.add(seen)
    return ""


def _violations(page: Page) -> list[object]:
    judged = page.evaluate("judged()")
    violations: list[object] = judged["violations"]
    new = [look for look in judged["looks"] if look not in _looks_that_passed]
    if new:
        in_contrast = page.evaluate("looks => judgedInContrast(looks)", new)
        _looks_that_passed.update(in_contrast["passed"])
        violations += in_contrast["violations"]
    return violations
