"""Pictures that decide: the options by cost, users and commitment; the path of decisions from top to bottom."""

import textwrap

import pandas as pd
from matplotlib.axes import Axes

from ohv_coworking.basics import german
from ohv_coworking.exhibits.charts import GREY, PALETTE

_SMALLEST, _PER_YEAR = 14.0, 16.0
"""Areas of circles in points²: one that binds nothing, and what each year adds."""
_APART = 2.0
_BOX, _BRANCH, _WRAP = 0.66, 0.7, 74
_LINES, _HIGH, _HIGHER = 3, 0.37, 0.46
"""So many lines fill a box; half the height of one, and of one with more."""


def option_bubbles(axes: Axes, legend: Axes, table: pd.DataFrame, recommended: str) -> None:
    """Draw options (columns key, label, users, public, commitment) as numbered circles, cost over users, the area growing
    with the years each binds, and name them in a second field; the recommended one is filled.

    What costs more than twice the next is named only: it would push all others together.
    """
    ranked = table.sort_values("public").reset_index(drop=True)
    costs = ranked["public"] / 1000
    beyond = len(costs) > 1 and costs.iloc[-1] > _APART * costs.iloc[-2]
    drawn = ranked[:-1] if beyond else ranked
    for at, row in drawn.iloc[::-1].iterrows():
        chosen, area = row["key"] == recommended, _SMALLEST + _PER_YEAR * row["commitment"]
        beside = area**0.5 / 2 + 3
        axes.scatter(
            row["users"], costs[at], s=area, zorder=4 if chosen else 3, alpha=0.9,
            color=PALETTE[1] if chosen else PALETTE[4], edgecolor=PALETTE[0], linewidth=0.8,
        )  # fmt: skip
        axes.annotate(
            f"{at + 1}",
            (row["users"], costs[at]),
            # Neighbours in cost are often neighbours on the page: their numbers stand on either side.
            xytext=(beside, 2) if at % 2 else (-beside, -8),
            ha="left" if at % 2 else "right",
            textcoords="offset points",
            fontsize=7.5,
            zorder=5,
        )
    axes.set(
        xlabel="Nutzende",
        ylabel="öffentliche Kosten\nin Tsd. € im Jahr",
        ylim=(0, 1.12 * costs[drawn.index].max()),
    )
    axes.set_xlim(0, 1.12 * drawn["users"].max())
    _names(legend, ranked, recommended, len(ranked) - 1 if beyond else None)


def _names(axes: Axes, ranked: pd.DataFrame, recommended: str, outside: int | None) -> None:
    """Write number and name of each option below the other; what is outside the picture says where it would stand."""
    axes.set_axis_off()
    lines = 0
    for at, row in ranked.iterrows():
        told = f"{at + 1}  {row['label']}"
        if at == outside:
            cost, users = (
                german.quantity(row["public"] / 1000, "Tsd. €", 0),
                german.quantity(row["users"], "Personen", 0),
            )
            told += f" (außerhalb: {cost}, {users})"
        words = textwrap.fill(told, 42, subsequent_indent="    ")
        axes.text(
            0,
            lines,
            words,
            va="top",
            fontsize=6.5,
            fontweight="bold" if row["key"] == recommended else "normal",
        )
        lines += words.count("\n") + 1.4
    axes.set(xlim=(0, 1), ylim=(lines, 0))


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
            _BRANCH + 0.01, top - 1, "nein: " + textwrap.fill(row.otherwise, 30), va="center", fontsize=7.5
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
    half = _HIGH if words.count("\n") < _LINES else _HIGHER
    axes.fill_between(
        [left, _BOX], middle - half, middle + half, facecolor=fill, edgecolor=PALETTE[0], linewidth=0.8
    )
    axes.text((left + _BOX) / 2, middle, words, ha="center", va="center", fontsize=7.5, color=ink)
