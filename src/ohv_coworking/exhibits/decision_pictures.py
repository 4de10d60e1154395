"""Pictures that decide: the options by cost, users and commitment; the path of decisions from top to bottom."""

import textwrap

import matplotlib.patheffects as path_effects
import pandas as pd
from matplotlib.axes import Axes

from ohv_coworking.exhibits.charts import GREY, PALETTE

_SMALLEST, _PER_YEAR = 30.0, 45.0
"""Areas of circles in points²: one that binds nothing, and what each year adds."""
_BOX, _BRANCH, _WRAP = 0.56, 0.62, 46


def option_bubbles(axes: Axes, table: pd.DataFrame, recommended: str) -> None:
    """Draw options (columns key, label, users, public, commitment): cost over users, the area of a circle grows with the
    years it binds; the recommended one is filled.
    """
    for row in table.sort_values("commitment", ascending=False).itertuples():
        chosen = row.key == recommended
        axes.scatter(
            row.users, row.public / 1000, s=_SMALLEST + _PER_YEAR * row.commitment, zorder=3 if chosen else 2,
            color=PALETTE[1] if chosen else PALETTE[4], edgecolor=PALETTE[0], linewidth=0.8, alpha=0.9,
        )  # fmt: skip
    _labels(axes, table, recommended)
    axes.set(xlabel="Nutzende", ylabel="Kosten der öffentlichen Hand\nin Tsd. € im Jahr", ylim=(0, None))
    axes.set_xlim(0, 1.45 * table["users"].max())


def _labels(axes: Axes, table: pd.DataFrame, recommended: str) -> None:
    """Write each name beside its circle, from bottom to top, none over another."""
    height = table["public"].max() / 1000
    least, last = 0.055 * height, -height
    for row in table.sort_values("public").itertuples():
        last = max(row.public / 1000, last + least)
        axes.annotate(
            row.label, (row.users, row.public / 1000), xytext=(row.users + 0.03 * table["users"].max(), last),
            textcoords="data", va="center", fontsize=7, fontweight="bold" if row.key == recommended else "normal",
            path_effects=[path_effects.withStroke(linewidth=2, foreground="white")],
        )  # fmt: skip


def decision_steps(axes: Axes, steps: pd.DataFrame) -> None:
    """Draw the steps (columns number, step, told, question, then, otherwise) one below the other.

    On the left what is done, below it the question; downwards what follows if it is met, to the right if it is not.
    """
    axes.set_axis_off()
    axes.set(xlim=(0, 1), ylim=(-2 * len(steps) + 0.4, 0.6))
    for at, row in enumerate(steps.itertuples()):
        top = -2 * at
        _box(axes, 0, top, f"{row.number}  {row.step}", row.told, PALETTE[0], "white")
        _box(axes, 0, top - 1, "", row.question, "white", "black")
        axes.annotate("", (_BRANCH, top - 1), (_BOX, top - 1), arrowprops={"arrowstyle": "->", "color": GREY})
        axes.text(
            _BRANCH + 0.01, top - 1, "nein: " + textwrap.fill(row.otherwise, 34), va="center", fontsize=7.5
        )
        axes.annotate(
            "", (_BOX / 2, top - 0.62), (_BOX / 2, top - 0.38), arrowprops={"arrowstyle": "->", "color": GREY}
        )
        if at + 1 < len(steps):
            axes.annotate(
                "",
                (_BOX / 2, top - 1.62),
                (_BOX / 2, top - 1.38),
                arrowprops={"arrowstyle": "->", "color": GREY},
            )
            axes.text(_BOX / 2 + 0.01, top - 1.5, "ja", va="center", fontsize=7.5)


def _box(axes: Axes, left: float, middle: float, head: str, body: str, fill: str, ink: str) -> None:
    words = "\n".join(filter(None, [head, textwrap.fill(body, _WRAP)]))
    axes.fill_between(
        [left, _BOX], middle - 0.37, middle + 0.37, facecolor=fill, edgecolor=PALETTE[0], linewidth=0.8
    )
    axes.text((left + _BOX) / 2, middle, words, ha="center", va="center", fontsize=7.5, color=ink)
