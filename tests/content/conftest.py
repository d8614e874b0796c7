import shutil
from pathlib import Path

import pytest

from tests.content.tree import COURSE, ELECTIVE_LESSON, Tree

EXAMPLE = Path(__file__).parent / "example"
MORE = EXAMPLE.with_name("example_more")
FILLER = "Firms that stand alone buy dear.\n" * 90


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    for path in tmp_path.glob("courses/sample/en/a1/*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("FILLER\n", FILLER), encoding="utf-8")
    return Tree(tmp_path)


@pytest.fixture
def fuller(tree: Tree) -> Tree:
    """The example with an elective, which its course asks for, and a page."""
    shutil.copytree(MORE, tree.root, dirs_exist_ok=True)
    tree.edit(ELECTIVE_LESSON, "FILLER\n", FILLER)
    tree.edit(COURSE, "award: ", "electives: {required: 1, of: [el1]}\naward: ")
    return tree
