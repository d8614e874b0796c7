"""Search narrowed

The search is narrowed by who wrote a text and when, and by what the forum knows of a post. Of two
posts that fit equally well the newer one comes first. A reply has the title of its topic above it,
and is no longer called so: else all replies came before what is really called like the question.
"""

import sqlalchemy as sa
from alembic import op

revision = "068"
down_revision = "069b"
branch_labels = None
depends_on = None

NUMBER = {
    "sqlite": "CAST(ref AS INTEGER)",
    "postgresql": "CAST(split_part(ref, '/', 1) AS INTEGER)",
}
SECONDS = {
    "sqlite": "CAST(strftime('%s', written_at) AS INTEGER)",
    "postgresql": "CAST(floor(extract(epoch FROM written_at)) AS BIGINT)",
}
PLACE = {"sqlite": "instr", "postgresql": "strpos"}
REPLIES = "kind = 'post' AND post_id IN (SELECT id FROM post WHERE no > 1)"


def upgrade() -> None:
    op.add_column("search_document", sa.Column("author_id", sa.Integer(), nullable=True))
    op.add_column(
        "search_document", sa.Column("written_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("search_document", sa.Column("post_id", sa.Integer(), nullable=True))
    engine = op.get_bind().dialect.name
    op.execute(f"UPDATE search_document SET post_id = {NUMBER[engine]} WHERE kind = 'post'")
    op.execute(
        "UPDATE search_document SET author_id = post.author_id, written_at = post.created_at "
        "FROM post WHERE post.id = search_document.post_id"
    )
    op.execute(
        "UPDATE search_document SET author_id = note.author_id, written_at = said.published_at "
        "FROM experience_note AS note JOIN experience_note_text AS said ON said.id = note.current_id "
        f"WHERE kind = 'experience' AND note.id = {NUMBER[engine]}"
    )
    op.execute(
        f"UPDATE search_document SET position = 10000000000 - {SECONDS[engine]} "
        "WHERE written_at IS NOT NULL"
    )
    op.execute(  # the names are " | title | ", the words " said "
        "UPDATE search_document SET names = ' |  | ', "
        "words = ' ' || substr(names, 4, length(names) - 4) || words "
        f"WHERE {REPLIES}"
    )
    _read_again(engine)


def downgrade() -> None:
    engine = op.get_bind().dialect.name
    end = f"{PLACE[engine]}(words, '|')"
    op.execute(
        f"UPDATE search_document SET names = ' |' || substr(words, 1, {end}) || ' ', "
        f"words = substr(words, {end} + 1) WHERE names = ' |  | ' AND {REPLIES}"
    )
    op.execute(
        "UPDATE search_document SET position = post.no FROM post "
        "WHERE post.id = search_document.post_id"
    )
    op.execute("UPDATE search_document SET position = 0 WHERE kind = 'experience'")
    for name in ("post_id", "written_at", "author_id"):
        op.drop_column("search_document", name)
    _read_again(engine)


def _read_again(engine: str) -> None:
    """SQLite's index holds the words by their columns; PostgreSQL's by the text alone."""
    if engine == "sqlite":
        op.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
