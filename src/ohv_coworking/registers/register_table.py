"""The registers of the annex as HTML tables: rows in groups, each row with an anchor that links lead to."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from jinja2 import Environment
from markupsafe import Markup

from ohv_coworking.exhibits.ledger import KeyFigure, NamedFrame
from ohv_coworking.exhibits.prose import SYNTHETIC_MARK

Row = tuple[str, Sequence]
"""The anchor of a row, empty for none, and its cells."""

_TABLE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """\
<table class="register">
<thead><tr>{% for word in head %}<th scope="col">{{ word }}</th>{% endfor %}</tr></thead>
{% for title, rows in groups.items() %}
<tbody>
{% if title %}
<tr class="group"><th scope="rowgroup" colspan="{{ head | length }}">{{ title }}</th></tr>
{% endif %}
{% for identifier, cells in rows %}
<tr{% if identifier %} id="{{ identifier }}"{% endif %}>{% for cell in cells %}{% if loop.first %}\
<th scope="row">{{ cell }}</th>{% else %}<td>{{ cell }}</td>{% endif %}{% endfor %}</tr>
{% endfor %}
</tbody>
{% endfor %}
</table>
"""
)


def register_table(head: Sequence[str], groups: Mapping[str, Iterable[Row]]) -> str:
    """Return a register with the words of its head and its rows by the titles of their groups."""
    return _TABLE.render(head=head, groups=groups)


def plain_register(columns: Mapping[str, str], rows: pd.DataFrame) -> str:
    """Return the columns of a frame under German heads, without anchors."""
    cells = rows[[*columns]].itertuples(index=False, name=None)
    return register_table(list(columns.values()), {"": [("", list(row)) for row in cells]})


def labelled(label: str, name: str) -> Markup:
    """Return a label and, smaller, the name under which the entry stands in a file."""
    return Markup('{} <code class="name">{}</code>').format(label, name)


def marked_label(line: KeyFigure | NamedFrame) -> Markup:
    """Return the label of a line of the ledger, with the mark of synthetic ground."""
    return Markup("{}{}").format(line.label, SYNTHETIC_MARK if line.synthetic else "")
