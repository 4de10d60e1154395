"""Cell magics of a notebook: `%%prose`, `%%answer` and `%%caption` show text over the ledger."""

from IPython import get_ipython
from IPython.display import Markdown, display

from ohv_coworking.prose import render

CAPTION_RULE = "\n---\n"


def register_magics(chapter) -> None:
    """Make the text magics of one open chapter available in the running notebook, if there is one."""
    shell = get_ipython()
    if shell is None:
        return

    def show(text: str) -> None:
        display(Markdown(render(text, chapter.ledger, chapter.name)))

    def prose(line: str, cell: str) -> None:
        """Show Markdown text over the ledger."""
        show(cell)

    def caption(line: str, cell: str) -> None:
        """Show caption and alternative text of the figure or table named in the first line."""
        text, _, alternative = cell.partition(CAPTION_RULE)
        show(f"*{text.strip()}*" + (f"\n\nAlternativtext: {alternative.strip()}" if alternative else ""))

    shell.register_magic_function(prose, "cell", "prose")
    shell.register_magic_function(prose, "cell", "answer")
    shell.register_magic_function(caption, "cell", "caption")
