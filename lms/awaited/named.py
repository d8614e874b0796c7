"""How a device names what follows a text: alike in its outbox and in a form."""

from typing import Annotated, Literal

from flask import abort, request
from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from lms.awaited.actions import Item
from lms.awaited.models import LONGEST_CAPTION
from lms.files.actions import LARGEST
from lms.files.models import LONGEST_NAME


class Named(BaseModel):
    """A photo or paper that follows in parts, under the digest of its bytes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    bytes: int = Field(ge=1, le=LARGEST)
    name: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NAME)]
    consent: Literal["none", "spoken", "written", "hidden"]
    caption: Annotated[str, StringConstraints(max_length=LONGEST_CAPTION)] = ""
    captured_at: AwareDatetime | None = None

    @property
    def item(self) -> Item:
        said = self.model_dump(exclude={"sha256", "bytes"})
        return Item(digest=self.sha256, size=self.bytes, **said)


_LIST: TypeAdapter[list[Named]] = TypeAdapter(list[Named])


def named_in_form(most: int) -> list[Item]:
    """What the script of the form wrote into it; 400 for what no page of ours writes."""
    try:
        named = _LIST.validate_json(request.form.get("evidence") or "[]")
    except ValidationError:
        abort(400)
    return [one.item for one in named] if len(named) <= most else abort(400)
