"""Diagrams to scale: who pays whom, and a sketch of rooms."""

import textwrap
from collections.abc import Iterable, Mapping

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from ohv_coworking.basics import german
from ohv_coworking.basics.colours import shade
from ohv_coworking.exhibits.charts import GREY, PALETTE

_LEFT, _MIDDLE, _RIGHT, _BAR = 0.36, 0.5, 0.64, 0.035
_GAP = 0.1
# A desk, and the width of a room into which its name can be written, metres.
_DESK, _WIDE, _SIGNS = (1.6, 0.8), 3.2, 3.3


def money_flow(
    axes: Axes, title: str, payers: Mapping[str, float], middle: str, payees: Mapping[str, float]
) -> None:
    """Draw what comes from payers (German name → euros a year) to the one in the middle and goes on to payees.

    The bands of one drawing are to scale; what is nothing is not drawn.
    """
    axes.set_axis_off()
    axes.set(xlim=(0, 1), ylim=(-_GAP, 1 + 2 * _GAP))
    axes.set_title(textwrap.fill(title, 48), fontsize=9)
    total = max(sum(payers.values()), sum(payees.values()))
    for amounts, outer, colours, side in (
        (payers, _LEFT, (PALETTE[0], PALETTE[4]), "right"),
        (payees, _RIGHT, (GREY,), "left"),
    ):
        _bands(axes, {name: one for name, one in amounts.items() if one >= 0.5}, total, outer, colours, side)
    axes.fill_betweenx([0, 1], _MIDDLE - _BAR / 2, _MIDDLE + _BAR / 2, color="black", zorder=3)
    axes.annotate(middle, (_MIDDLE, 1 + 1.2 * _GAP), ha="center", va="bottom", fontsize=8)


def _bands(
    axes: Axes, amounts: Mapping[str, float], total: float, outer: float, colours: tuple[str, ...], side: str
) -> None:
    top_inside, top_outside = 1.0, 1.0 + _GAP * (len(amounts) - 1) / 2
    inner = _MIDDLE + (_BAR / 2 if outer > _MIDDLE else -_BAR / 2)
    for position, (name, amount) in enumerate(amounts.items()):
        height, colour = amount / total, colours[position % len(colours)]
        axes.fill_between(
            [outer, inner],
            [top_outside, top_inside],
            [top_outside - height, top_inside - height],
            color=colour,
            alpha=0.75,
            linewidth=0.6,
            edgecolor="white",
        )
        axes.annotate(
            f"{name}\n{german.quantity(amount, '€', -2)}",
            (outer, top_outside - height / 2), xytext=(-4 if side == "right" else 4, 0), textcoords="offset points",
            ha=side, va="center", fontsize=7.5,
        )  # fmt: skip
        top_inside -= height
        top_outside -= height + _GAP


def floor_plan(
    axes: Axes,
    rooms: Iterable[tuple[str, float, float, float, float]],
    desks: Iterable[tuple[float, float]],
    ways: str,
) -> None:
    """Draw rooms (name, x, y, width, depth in metres) and desks (their middles) to scale; the room called `ways` is left white."""
    listed = []
    for name, x, y, width, depth in rooms:
        colour = "white" if name == ways else shade(0.08)
        axes.add_patch(Rectangle((x, y), width, depth, facecolor=colour, edgecolor="black", linewidth=1.0))
        told, size = name, german.quantity(width * depth, "m²", 0)
        if width < max(_WIDE, max(map(len, name.split())) / _SIGNS):
            listed.append(textwrap.fill(f"{len(listed) + 1} {name}, {size}", 34, subsequent_indent="   "))
            told = str(len(listed))
        else:
            told = f"{textwrap.fill(name, int(_SIGNS * width))}\n{size}"
        axes.annotate(
            told, (x + width / 2, y + depth / 2), ha="center", va="center", fontsize=7, zorder=5,
            path_effects=[withStroke(linewidth=2, foreground=colour)],
        )  # fmt: skip
    axes.annotate("\n".join(listed), (1.02, 0.9), xycoords="axes fraction", va="top", fontsize=7)
    for x, y in desks:
        axes.add_patch(
            Rectangle((x - _DESK[0] / 2, y - _DESK[1] / 2), *_DESK, facecolor=PALETTE[4], edgecolor=PALETTE[0], linewidth=0.5)
        )  # fmt: skip
    axes.plot([0, 5], [-0.8, -0.8], color="black", linewidth=2, solid_capstyle="butt")
    axes.annotate("5 m", (5.2, -0.8), va="center", fontsize=7.5)
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.autoscale_view()
