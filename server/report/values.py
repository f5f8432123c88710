"""The one base of values read from files: frozen, and strict about unknown keys."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that never changes; an unknown key in its file is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")
