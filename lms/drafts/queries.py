from sqlalchemy import Delete, Select, delete, select

from lms.drafts.models import Draft


def draft(owner_id: int, key: str) -> Select[Draft]:
    return select(Draft).where(Draft.owner_id == owner_id, Draft.key == key)


def gone(owner_id: int, key: str) -> Delete:
    return delete(Draft).where(Draft.owner_id == owner_id, Draft.key == key)
