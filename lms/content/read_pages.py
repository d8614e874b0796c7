"""From `courses/pages/` and `courses/guides/` to pages in each of their languages."""

from pathlib import Path

from lms.content.page import Page
from lms.content.reader import Reader
from lms.content.text import FIRST_LANGUAGE, Setting, Text

PAGES = "pages"
GUIDES = "guides"


def read_pages(reader: Reader, shelf: str) -> dict[str, Page]:
    found = {}
    for folder in sorted((reader.root / "courses" / shelf).glob("*/")):
        first = _page(reader, folder / f"{FIRST_LANGUAGE}.md")
        paths = [path for path in sorted(folder.glob("*.md")) if path.stem != FIRST_LANGUAGE]
        others = {path.stem: page for path in paths if (page := _page(reader, path))}
        if first is not None:
            found[folder.name] = first.with_versions(others)
    return found


def _page(reader: Reader, path: Path) -> Page | None:
    document = reader.document(path)
    if document is None:
        return None
    language = path.stem if path.parent.parent.name == GUIDES else ""
    setting = Setting(reader.press, "page-", line=document.body_line, explained_in=language)
    body = Text(document.body, setting)
    page = reader.build(Page, path, document.data, language=path.stem, body=body)
    if page is not None:
        reader.same_id(path, page.id, path.parent.name)
    return page
