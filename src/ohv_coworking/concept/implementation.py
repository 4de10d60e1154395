"""How the project goes on: risks, lasting operation, transfer to other towns."""

from typing import Literal

from pydantic import Field

from ohv_coworking.basics.records import Key, Origin, Record, Source
from ohv_coworking.concept.scope import Local


class Risk(Record):
    """One risk; probability and effect from 1 (small) to 5 (large)."""

    table = "risks"
    identity = ("key",)

    key: Key
    risk: str
    field: str
    probability: int = Field(ge=1, le=5)
    effect: int = Field(ge=1, le=5)
    measure: str
    early_sign: str
    responsible: str
    kind: Origin

    @property
    def weight(self) -> int:
        """Return probability times effect, 1 to 25."""
        return self.probability * self.effect


class LastingRole(Local):
    """What one place does in the lasting network, and what must be true for it; a `branch` stands where the first operation is not."""

    table = "lasting_roles"
    identity = ("place",)

    place: str
    role: str
    branch: bool
    offer: str
    condition: str
    paid_by: str
    kind: Origin
    source: Source


class TransferStep(Record):
    """One step another town takes to run the same study."""

    table = "transfer_steps"
    identity = ("number",)

    number: int = Field(ge=1)
    step: str
    needs: str
    file: str
    result: str


class TransferablePart(Record):
    """One part of the study and how far it can be used elsewhere."""

    table = "transferable"
    identity = ("part",)

    part: str
    transferable: Literal["ja", "teilweise", "nein"]
    reason: str
