"""Cell magics of a notebook: `%%prose`, `%%answer` and `%%caption` show text over the ledger.

A text may stand before the cells that compute what it says, as a chapter's answer does: it is filled in
when the chapter closes.
"""

from IPython import get_ipython
from IPython.display import DisplayHandle, Markdown, display

from ohv_coworking.exhibits.notebook_cells import TextFault, caption_parts
from ohv_coworking.exhibits.prose import render

WAITING = Markdown("*Dieser Text wird gefüllt, wenn das Kapitel zu Ende gerechnet ist.*")


class Texts:
    """The texts of one open chapter; those that show figures still to come wait for the end."""

    def __init__(self, chapter):
        self._chapter = chapter
        self._waiting: list[tuple[DisplayHandle, str]] = []

    def show(self, template: str) -> None:
        try:
            display(self._rendered(template))
        except TextFault:
            self._waiting.append((display(WAITING, display_id=True), template))

    def fill(self) -> None:
        """Show the waiting texts; in place of one that cannot be shown, why: the chapter's figures stand without it."""
        for handle, template in self._waiting:
            try:
                handle.update(self._rendered(template))
            except TextFault as fault:
                handle.update(Markdown(f"```\n{fault}\n```"))

    def end(self) -> None:
        """Leave the texts that wait, and skip all cells to come but the last: the chapter breaks off."""
        self._waiting.clear()
        if shell := get_ipython():
            shell.input_transformers_cleanup.append(
                lambda lines: lines if "chapter.close()" in "".join(lines) else []
            )

    def _rendered(self, template: str) -> Markdown:
        return Markdown(render(template, self._chapter.ledger, self._chapter.name))


def register_magics(texts: Texts) -> None:
    """Make the text magics available in the running notebook, if there is one."""
    shell = get_ipython()
    if shell is None:
        return

    def prose(line: str, cell: str) -> None:
        """Show Markdown text over the ledger."""
        texts.show(cell)

    def caption(line: str, cell: str) -> None:
        """Show caption and alternative text of the figure or table named in the first line."""
        text, alternative = caption_parts(cell)
        texts.show(f"*{text}*" + (f"\n\nAlternativtext: {alternative}" if alternative else ""))

    shell.register_magic_function(prose, "cell", "prose")
    shell.register_magic_function(prose, "cell", "answer")
    shell.register_magic_function(caption, "cell", "caption")
