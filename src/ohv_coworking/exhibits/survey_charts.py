"""Charts of survey results: shares with intervals, curves of prices, answers by day."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes

from ohv_coworking.exhibits import charts


def draw_shares(axes: Axes, rows: pd.DataFrame, title: str = "") -> None:
    """Draw one span a row of `label`, `low`, `share` and `high`, in percent; hidden ones stay empty."""
    percent = 100 * rows[["low", "share", "high"]].astype(float)
    charts.ranges(axes, rows["label"], *(percent[name] for name in percent))
    axes.set(xlabel="Anteil in %", title=title, ylim=(len(rows) - 0.5, -0.5))


def draw_share_panels(panels: Sequence[Axes], groups: Mapping[str, pd.DataFrame]) -> None:
    """Draw the shares of each question (title → rows) in a panel of its own, one scale below the last."""
    for axes, (title, rows) in zip(panels, groups.items(), strict=True):
        draw_shares(axes, rows, title)
    for axes in panels[:-1]:
        axes.set(xlabel="")


def draw_price_curves(axes: Axes, curves: pd.DataFrame, points: pd.DataFrame) -> None:
    """Draw the curves of the price sensitivity meter (`price`, `share`, `curve`) and lines at its points (`point`, `price`)."""
    drawn = curves.dropna().assign(percent=lambda rows: 100 * rows["share"])
    charts.lines(axes, drawn, "price", "percent", "curve")
    # Inside, at the foot of its line, in turn on either side of it.
    inside = {"va": "bottom", "rotation": 90, "fontsize": 7}
    for place, point in enumerate(points.dropna().itertuples()):
        axes.axvline(point.price, color=charts.GREY, linewidth=0.8)
        axes.annotate(point.point.upper(), (point.price, 3), ha="left" if place % 2 else "right", **inside)
    axes.set(xlabel="Preis in € je Monat", ylabel="Anteil in %", ylim=(-2, 102))


def draw_willingness(axes: Axes, willing: pd.DataFrame) -> None:
    """Draw the share that would pay each price, with its interval as a band."""
    shown = willing.dropna()
    band = {"color": charts.PALETTE[4], "alpha": 0.4}
    axes.fill_between(shown["price"], 100 * shown["low"], 100 * shown["high"], **band)
    axes.plot(shown["price"], 100 * shown["share"], color=charts.PALETTE[0])
    axes.set(xlabel="Preis in € je Monat", ylabel="Anteil in %", ylim=(0, 100))


def draw_responses(axes: Axes, so_far: pd.DataFrame) -> None:
    """Draw the growing number of responses (`day`, `responses`)."""
    axes.step(so_far["day"], so_far["responses"], where="post", color=charts.PALETTE[0])
    axes.set(ylabel="Antworten", ylim=(0, None))
    axes.grid(axis="x", visible=False)
    charts.german_days(axes.xaxis)
