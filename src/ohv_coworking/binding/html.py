"""Bind the assembled notebook as one self-contained HTML file with nbconvert and the study's own template."""

from base64 import b64encode
from functools import cache
from pathlib import Path

from lxml import html as lxml_html
from nbconvert import HTMLExporter, TemplateExporter
from nbconvert.filters import markdown2html
from nbformat import NotebookNode
from traitlets.config import Config

from ohv_coworking.basics.colours import shade
from ohv_coworking.binding.arrangement import STEPS, arrange
from ohv_coworking.binding.elements import page_tree
from ohv_coworking.exhibits.prose import shown_period

TEMPLATES = Path(__file__).parent / "template"


def to_html(notebook: NotebookNode) -> str:
    """Return the study as HTML: no script, nothing loaded from anywhere, images and styles inside."""
    # The exporter of HTML itself would parse and write the whole page once more, to name what the template names already.
    html, _ = TemplateExporter.from_notebook_node(exporter(), notebook, resources={"steps": list(STEPS)})
    root = page_tree(html)
    arrange(root, notebook.metadata.study.get("numbers", {}))
    return lxml_html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>") + "\n"


@cache  # with its templates compiled
def exporter() -> HTMLExporter:
    """Return the exporter of the study's template."""
    held = HTMLExporter(
        config=Config(
            {
                "HTMLExporter": {
                    "template_name": "studie",
                    "extra_template_basedirs": [str(TEMPLATES)],
                    "exclude_anchor_links": True,
                    # The assembled notebook is as it is to be shown.
                    "default_preprocessors": [],
                }
            }
        )
    )
    held.register_filter("german_date", shown_period)
    held.register_filter("shade", shade)
    held.register_filter("base64_text", lambda text: b64encode(text.encode()).decode())
    held.register_filter("inline_markdown", _inline_markdown)
    return held


def _inline_markdown(text: str) -> str:
    return markdown2html(text).strip().removeprefix("<p>").removesuffix("</p>")
