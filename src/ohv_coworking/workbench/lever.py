"""One input as a consultant moves it: shares in percent, numbers with a comma, limits and source in words."""

import math
from dataclasses import dataclass

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import number
from ohv_coworking.exhibits.prose import PERCENT
from ohv_coworking.parameters.plan_tree import Input
from ohv_coworking.reading.numbers import number_style

STEPS = 200
DIGITS = 4


@dataclass(frozen=True)
class Lever:
    """An input with the ends between which it moves: its range, or all that is allowed where it has none."""

    of: Input

    @property
    def scale(self) -> int:
        return 100 if self.of.held.unit in PERCENT else 1

    @property
    def unit(self) -> str:
        return PERCENT.get(self.of.held.unit, self.of.held.unit)

    @property
    def ends(self) -> tuple[float, float]:
        held, declared = self.of.held, self.of.declared
        return (held.low, held.high) if held.low < held.high else (declared["minimum"], declared["maximum"])

    @property
    def step(self) -> float:
        """How far one step moves it, as shown: a round number, of which its ends are some hundred apart."""
        low, high = self.ends
        finest = (high - low) * self.scale / STEPS
        power = 10.0 ** math.floor(math.log10(finest))
        return (
            1 if self.of.declared["whole"] else max(one * power for one in (1, 2, 5) if one * power <= finest)
        )

    @property
    def limits(self) -> str:
        """What may be typed."""
        low, high = (self.shown(self.of.declared[end]) for end in ("minimum", "maximum"))
        return f"{'ganze Zahl' if self.of.declared['whole'] else 'Zahl'} von {low} bis {high} {self.unit}".strip()

    def shown(self, value: float) -> str:
        """Return a value as it stands in the box."""
        return written(value * self.scale)

    def slid(self, shown: float) -> str:
        """Return where a slider stands as it is typed: on a round step, since its lower end may be none."""
        low, high = (end * self.scale for end in self.ends)
        return written(min(max(round(shown / self.step) * self.step, low), high))

    def read(self, text: str) -> float:
        """Return the value that was typed, with or without its unit; InputFault for what is no number or not allowed."""
        found = number_typed(text.strip().removesuffix(self.unit))
        if found is None:
            raise self._fault(f"Das ist keine Zahl für „{self.of.label}“.", text or "nichts")
        return self.checked(round(found / self.scale, 10))

    def checked(self, value: float) -> float:
        """Return a value that is allowed; InputFault otherwise."""
        if not self.of.allows(value):
            raise self._fault(
                f"Der Wert passt nicht zu „{self.of.label}“.", f"{self.shown(value)} {self.unit}"
            )
        return value

    def _fault(self, problem: str, found: str) -> InputFault:
        return InputFault(
            problem,
            parameter=self.of.name,
            found=found,
            expected=self.limits,
            remedy="Einen zulässigen Wert eingeben; der bisherige gilt weiter.",
        )


def written(value: float, digits: int = DIGITS) -> str:
    """Return a number as a German types it, with no more digits than it needs.

    >>> written(18450), written(0.75), written(-2.5)
    ('18.450', '0,75', '-2,5')
    """
    text = number(value, digits).replace("−", "-")
    return text.rstrip("0").rstrip(",") if "," in text else text


def number_typed(text: str) -> float | None:
    """Return the number that was typed, by German reading where there are two; None for what is none.

    >>> [number_typed(text) for text in ("18.450", "0,75", "0.75", "viel")]
    [18450.0, 0.75, 0.75, None]
    """
    style, _ = number_style([text.strip()])
    return style.number(text) if style else None
