"""One style for all charts: readable in grey print, colour-blind safe, German numbers, reproducible SVG."""

import io
import re
import textwrap
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from itertools import pairwise

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, MonthLocator, date2num, num2date
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import Formatter, FuncFormatter, ScalarFormatter

from ohv_coworking.basics import german
from ohv_coworking.basics.colours import HOUSE, shade

# The house colour and Okabe-Ito's in an order of falling darkness, so that neighbours also differ in grey print.
PALETTE = [HOUSE, "#d55e00", "#009e73", "#e69f00", "#56b4e9", "#999999", "#cc79a7", "#000000"]
MARKERS = ["o", "s", "^", "D", "v", "P", "X", "*"]
DASHES = ["", (4, 2), (1, 1.5), (6, 2, 1, 2), (3, 1), (1, 3), (5, 1, 1, 1), (2, 2)]
GREY = "#8a8a8a"
WIDTH = 7.0  # inches; a printed column
# So many lines are named at their ends, with names so high in pt; how wide a letter is in percent of the axes.
MOST_NAMED, NAME_HEIGHT, LETTER = 4, 11, 1.2

STYLE = {
    "figure.dpi": 100,
    "font.size": 9,
    "axes.titlesize": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
    # Text from data is text: no formula language, and outlines that look alike everywhere.
    "text.parse_math": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "ohv-coworking",
}


@contextmanager
def chart(height: float = 3.2, **subplots):
    """Open a figure in the house style: `with chart() as (figure, axes): …`."""
    with use_style():
        figure, axes = plt.subplots(figsize=(WIDTH, height), layout="constrained", **subplots)
        # Every layer of a map asks for the whole figure to be drawn; nobody looks before it is saved.
        figure.canvas.draw_idle = lambda: None
        try:
            yield figure, axes
        finally:
            plt.close(figure)


@contextmanager
def use_style():
    """Apply the house style for the time of one block."""
    with _defaults(), sns.axes_style("whitegrid"), sns.color_palette(PALETTE), matplotlib.rc_context(STYLE):
        yield


@contextmanager
def _defaults():
    """Take matplotlib's own settings, not those of a matplotlibrc on the user's machine."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        yield


class GermanTicks(Formatter):
    """German numbers with as many digits as tell the ticks of the axis apart: 97,5 beside 100,0."""

    def __call__(self, value, pos=None) -> str:
        return german.number(value, digits_of(self.axis.get_majorticklocs()))


def digits_of(ticks) -> int:
    """Return how many digits behind the comma (up to six) show every tick as it is.

    >>> digits_of([97.5, 100, 102.5]), digits_of([0, 20_000])
    (1, 0)
    """
    exact = [Decimal(f"{tick:.9g}").normalize().as_tuple().exponent for tick in ticks]
    return min(max(0, *(-exponent for exponent in exact)), 6)


def german_days(axis) -> None:
    """Label the ticks of a time axis with day and month: `4.5.`."""
    axis.set_major_locator(AutoDateLocator(maxticks=8))
    axis.set_major_formatter(FuncFormatter(lambda value, _: "{0.day}.{0.month}.".format(num2date(value))))


def month_ticks(axis, days: float) -> None:
    """Label the ticks of a time axis that spans so many days with month and year: `5/2027`."""
    axis.set_major_locator(MonthLocator(interval=max(1, round(days / 200))))
    axis.set_major_formatter(FuncFormatter(lambda value, _: "{0.month}/{0.year}".format(num2date(value))))


def legend(axes: Axes) -> None:
    """Name a few lines at their ends; else lines and areas above the axes, where the names cover nothing."""
    handles, names = axes.get_legend_handles_labels()
    if _named_at_ends(axes, handles):
        return
    # About as many letters, with the sign before each name, as stand side by side across a column.
    columns = min(len(names), max(1, 105 // (8 + max(map(len, names)))))
    axes.legend(title=None, ncols=columns, loc="lower left", bbox_to_anchor=(0, 1))


def _named_at_ends(axes: Axes, drawn) -> bool:
    """Write the names of a few lines behind their ends if these lie side by side and no name comes too close; say whether."""
    if len(drawn) > MOST_NAMED or not all(isinstance(one, Line2D) for one in drawn):
        return False
    ends = [one.get_xydata()[-1] for one in drawn if len(one.get_xydata()) > 1]
    heights = sorted(axes.transData.transform(end)[1] for end in ends)
    apart = NAME_HEIGHT * axes.figure.dpi / 72
    if len(ends) < len(drawn) or any(above - below < apart for below, above in pairwise(heights)):
        return False
    if len({end[0] for end in ends}) > 1:
        return False
    for one, end in zip(drawn, ends, strict=True):
        _name(axes, one.get_label(), end)
    return True


def _name(axes: Axes, name: str, point, place=(5, 0), **aligned) -> None:
    """Write a name beside a point."""
    axes.annotate(
        name, point, xytext=place, textcoords="offset points", fontsize=8, **({"va": "center"} | aligned)
    )


def lines(axes: Axes, frame, x: str, y: str, group: str) -> None:
    """Draw one line a group, told apart by colour, marker and dashes alike."""
    order = list(dict.fromkeys(frame[group]))
    sns.lineplot(
        frame, x=x, y=y, hue=group, style=group, hue_order=order, style_order=order, ax=axes,
        palette=PALETTE[: len(order)], markers=MARKERS[: len(order)], dashes=DASHES[: len(order)], errorbar=None,
    )  # fmt: skip
    legend(axes)


def curves(axes: Axes, frame, x: str, y: str, group: str) -> None:
    """Draw one curve of many points a group, told apart by colour and dashes."""
    for (name, one), colour, dash in zip(frame.groupby(group, sort=False), PALETTE, DASHES, strict=False):
        axes.plot(one[x], one[y], color=colour, dashes=dash or (None, None), label=name)


def stacked_shares(axes: Axes, frame, label: str, parts: dict[str, str]) -> None:
    """Draw one horizontal bar a row, divided into the fractions in the columns of `parts` (column → German name)."""
    left = 0
    for (column, name), colour in zip(parts.items(), [HOUSE, shade(0.4), PALETTE[1]], strict=False):
        bars = axes.barh(
            frame[label], 100 * frame[column], left=left, color=colour, edgecolor="white", label=name
        )
        words = [german.number(100 * value) for value in frame[column]]
        axes.bar_label(
            bars, words, label_type="center", fontsize=8, color="white" if colour == HOUSE else "black"
        )
        left = left + 100 * frame[column]
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.grid(axis="y", visible=False)
    starts, left = [], 0
    for column in parts:
        starts.append(left)
        left += 100 * frame[column].iloc[0]
    # A name stands above the first bar where its part begins, if it ends before the next one does.
    rooms = [after - before for before, after in pairwise([*starts, 100])]
    if all(LETTER * len(name) < room for name, room in zip(parts.values(), rooms, strict=True)):
        for name, start in zip(parts.values(), starts, strict=True):
            _name(axes, name, (start, -0.4), (0, 2), va="bottom")
    else:
        legend(axes)


def bars(axes: Axes, labels, values) -> None:
    """Draw one horizontal bar for each label, the first on top."""
    axes.barh([textwrap.fill(str(label), 44) for label in labels], values, color=PALETTE[0])
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)


def paired_bars(axes: Axes, frame, label: str, parts: dict[str, str]) -> None:
    """Draw one horizontal bar for each column of `parts` (column → German name) beside each label."""
    height = 0.8 / len(parts)
    for step, (column, name) in enumerate(parts.items()):
        rows = [row + (step - (len(parts) - 1) / 2) * height for row in range(len(frame))]
        axes.barh(rows, frame[column], height=height, color=PALETTE[[0, 4, 3][step]])
        # Both are named once, behind the bars of the first row.
        first = frame[column].iloc[0]
        _name(axes, name, (0 if pd.isna(first) else first, rows[0]))
    axes.set_yticks(range(len(frame)), frame[label])
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)


def ranges(axes: Axes, labels, low, value, high, colour: str | list[str] = PALETTE[0]) -> None:
    """Draw one horizontal span with its middle value for each label, first label on top; a colour for each or all."""
    rows = range(len(labels))
    axes.hlines(rows, low, high, color=colour, linewidth=3, alpha=0.6)
    axes.scatter(value, rows, color=colour, zorder=3)
    axes.set_yticks(rows, [textwrap.fill(str(label), 38) for label in labels])
    axes.set_xlim(left=0)
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)


def gantt(axes: Axes, labels, start, duration, critical, room, begin: date) -> None:
    """Draw one bar a package in calendar months, critical ones dark, with a thin line for its room for delay.

    `start`, `duration` and `room` are weeks, counted from the day `begin`.
    """
    rows, told = range(len(labels)), [textwrap.fill(label, 60) for label in labels]
    start, duration, room = date2num(begin) + 7 * start, 7 * duration, 7 * room
    axes.barh(
        rows, duration, left=start, height=0.6, color=[PALETTE[0] if one else PALETTE[4] for one in critical]
    )
    axes.hlines(rows, start + duration, start + duration + room, color=GREY, linewidth=1.2)
    # A milestone without duration would be invisible as a bar.
    points = [(begin, row) for row, begin, length in zip(rows, start, duration, strict=True) if length == 0]
    for point in points:
        axes.plot(*point, "D", color=PALETTE[1])
    axes.set_yticks(rows, told, fontsize=7)
    first, last = start.min(), (start + duration).max()
    axes.set_xlim(first, last + 0.03 * (last - first))
    month_ticks(axes.xaxis, last - first)
    axes.tick_params(axis="x", labelsize=7.5)
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)


def mark_synthetic(figure: Figure) -> None:
    """Write across a figure that it rests on synthetic answers."""
    figure.text(
        0.5, 0.5, "synthetische Angaben", rotation=20, ha="center", va="center",
        fontsize=26, color=GREY, alpha=0.35, zorder=10,
    )  # fmt: skip


def svg(figure: Figure) -> str:
    """Return a figure as SVG text, the same bytes for the same drawing; axes of numbers get German ones."""
    for axis in [axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)]:
        if isinstance(axis.get_major_formatter(), ScalarFormatter):
            axis.set_major_formatter(GermanTicks())
    buffer = io.StringIO()
    with _defaults(), matplotlib.rc_context(STYLE):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    # In outlines a hundredth of a point is finer than any printer; the rest of the digits is half the file.
    return re.sub(r' d="[^"]*"', lambda path: re.sub(r"(\.\d\d)\d+", r"\1", path[0]), buffer.getvalue())
