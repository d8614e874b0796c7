"""Two hundred attacks, and what a browser or a parser would find of them in what we give out."""

import re
from pathlib import Path

from justhtml import JustHTML

from tests import markup

FILE = Path(__file__).parent / "attacks.txt"
ON_SEVERAL_LINES = [
    "<a href='java\tscript:alert(1)'>x</a>",
    "[x](\x01javascript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "\x02klzzwxh:0000\x03<script>alert(1)</script>",
]
"""And with signs that no file of lines can hold."""
ATTACKS = [*FILE.read_text(encoding="utf-8").splitlines(), *ON_SEVERAL_LINES]
OUTSIDE_PAGES = [
    "Fees\r\nBcc: everybody@evil.example\r\n\r\nBuy looms",
    "Fees\rBcc: everybody@evil.example",
    "Fees\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Evil",
    "Fees\u2028paid\u2029late\x0bor\x85never",
    "Fees\x00\x07\x1b[31m and\x7f looms\x9f",
    "Fees; looms, and \\n: what",
    *('=HYPERLINK("https://evil.example")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"),
    *("../../etc/passwd", "..\\evil", 'fees".exe', "fees\u202efdp.exe"),
    "é" * 90 + "\U0001f600" * 20,
]
"""For letters, calendars, tables and names of files, which other programs read."""
TAGS = {"p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a"}
HEADINGS = {"h3", "h4", "h5", "h6"}
ATTRIBUTES = {"a": {"href", "title", "rel"}, "ol": {"start"}}
NEVER_OURS = "iframe, object, embed, base, portal, dialog, script:not([src]), body style"
SCHEMES = {"", "http", "https", "mailto", "webcal"}


def dangers(html: str) -> list[str]:
    """What a browser would find in the HTML beyond the few things members may use."""
    found = []
    for element in JustHTML(html, sanitize=False, fragment=True).query("*"):
        tag, attributes = element.name, element.attrs or {}
        if tag not in TAGS | HEADINGS:
            found.append(f"<{tag}>")
        found += [f"{tag}.{name}" for name in attributes.keys() - ATTRIBUTES.get(tag, set())]
        scheme = scheme_of(attributes.get("href") or "")
        found += [scheme] if scheme not in {"", "http", "https", "mailto"} else []
    return found


def runs(source: str) -> list[str]:
    """What a browser would do of itself, or by a click, beyond what our pages have."""
    page = markup.page(source)
    found = [node.name for node in page.query(NEVER_OURS)]
    for node in page.query("script, link, img, video, audio, source, form, use, meta[http-equiv]"):
        found += [] if is_ours(node) else [node.to_html()[:200]]
    for node in page.query("*"):
        found += [name for name in node.attrs if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action", "formaction", "data", "poster"):
            found += {scheme_of(node.attrs.get(name, ""))} - SCHEMES
    ids = [node.attrs["id"] for node in page.query("[id]")]
    return found + [f"#{name}" for name in set(ids) if ids.count(name) > 1]


def is_ours(node: markup.Node) -> bool:
    """Whether it stays on the site: none of our pages fetches or sends anything elsewhere."""
    named = ("src", "srcset", "href", "xlink:href", "action", "content")
    addresses = [node.attrs[name] for name in named if node.attrs.get(name)]
    return all(at.isdecimal() or (at[0] in "/#" and at[:2] != "//") for at in addresses)


def scheme_of(address: str) -> str:
    """As browsers read it, without tabs, line ends and leading blanks."""
    seen = re.sub(r"[\t\n\r]", "", address).lstrip("".join(map(chr, range(33))))
    match = re.match(r"([a-z][a-z0-9+.-]*):", seen, re.IGNORECASE)
    return match[1].lower() if match else ""
