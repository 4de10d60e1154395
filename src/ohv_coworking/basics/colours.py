"""The house colour and its paler shades: what charts, maps, page, workbook and register sheet are drawn in."""

HOUSE = "#00395d"


def shade(share: float) -> str:
    """Return the house colour mixed with white, `share` of it from 0 (white) to 1, as `#rrggbb`.

    >>> shade(1) == HOUSE, shade(0)
    (True, '#ffffff')
    """
    parts = (int(HOUSE[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - share * (255 - part)):02x}" for part in parts)
