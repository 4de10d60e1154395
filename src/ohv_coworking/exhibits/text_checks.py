"""What can be said of a text before it is printed: typed-in numbers, headings, how many sentences an answer has."""

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.exhibits.notebook_cells import EXCERPT, HEADING, Cell, TextFault

# What of a text is no sentence: statements, lines of blocks, targets of links, addresses, code.
_UNTOLD = r"\{[{#].*?[}#]\}|^[ \t]*:::.*$|(?<=\])\([^)\n]*\)|<[^>\n]*>|https?://\S+|`[^`\n]*`"
# Digits that are names: numbered lists, laws and norms, dates and years, trains, codes.
_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_NAMES = (
    r"^(> ?)?\d+\. ",
    r"§§? ?\d+[a-z]?( Abs\. \d+)?( Nr\. \d+[a-z]?)?( Satz \d+)?([,/ –und]+\d+[a-z]?)*",
    r"Art\. ?\d+( Abs\. \d+)?",
    r"(SGB [IVX]+|ASR V3a\.2|ASR [AV]\d(\.\d)?a?|V3a\.2|A\d\.\d|DIN \d+(-\d)?|DIN EN \d+|BGBl\. [\d I,]+|VDI \d+)",
    r"\d{1,2}\.\d{1,2}\.\d{4}",
    rf"\d{{1,2}}\. ({_MONTHS})( \d{{4}})?",
    r"(19|20)\d\d( ?[–/] ?(19|20)?\d\d)?",
    r"Paket [A-Z]\d+|(KreativWerk )?R6|S ?1\b|RE ?\d+|RB ?\d+|CO2e?|WZ \d+|SvB",
)
_NO_NUMBERS = re.compile("|".join((_UNTOLD, *_NAMES)), re.MULTILINE | re.DOTALL)

_TAG = re.compile(r"</?[A-Za-z][^>]*>?|<!--.*")

_ABBREVIATIONS = (
    "z.B. d.h. u.a. i.d.R. z.T. o.Ä. bzw. ca. vgl. ggf. inkl. zzgl. evtl. rd. sog. Abs. Art. Nr. Abb. Tab. Kap. Bd. "
    "Str. St. Dr. Prof. Mio. Mrd. Tsd. max. min. Jh."
)
_ABBREVIATED = "|".join(re.escape(one).replace(r"\.", r"\.\s?") for one in _ABBREVIATIONS.split())
# Full stops that end no sentence: of abbreviations and of ordinal numbers, which stand behind an article or before a month.
_INNER_STOP = re.compile(
    rf"\b(({_ABBREVIATED})|(?i:am|vom|zum|bis|dem|des|der|das|die|den|im|seit) \d{{1,2}}\.|\d{{1,2}}\.(?=\s+({_MONTHS}|[a-zäöü])))"
)
_SENTENCE_END = re.compile(r"[.!?…][“”\")\]]*(?=\s+\S|\s*$)")
ANSWER = 3


def faults(cells: Iterable[Cell]) -> Iterator[InputFault]:
    """Yield what is wrong with the texts of a chapter as they are written, each with its place."""
    texts = [cell for cell in cells if cell.is_text]
    for cell in cells:
        if cell.is_text or cell.kind == "caption":
            found = [
                *typed_numbers(cell.body),
                *_tags(cell.body),
                *_headings(cell, texts and cell is texts[0]),
            ]
            yield from map(cell.placed, found)


def without_names(text: str) -> str:
    """Return a text with blanks for digits that are no numbers: of dates, laws, norms, trains."""
    return _NO_NUMBERS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text.replace("\u00a0", " "))


def typed_numbers(text: str) -> Iterator[TextFault]:
    """Yield each line of a text that holds a number typed in by hand."""
    bare = without_names(text)
    for row, (left, line) in enumerate(zip(bare.split("\n"), text.split("\n"), strict=True), 1):
        if number := re.search(r"\d[\d.,]*\d|\d", left):
            yield TextFault(
                f"Die Zahl „{number[0]}“ ist von Hand in den Text geschrieben.",
                row=row,
                found=line.strip()[:EXCERPT],
                expected="Zahlen als Kennzahl, {{ name }}; Ziffern nur in Daten und in Namen von Gesetzen und Normen",
                remedy="Die Zahl im Notebook als Kennzahl veröffentlichen. Gehört sie zu einem Namen, einer "
                'Anschrift oder Altersgruppe, so schreiben: {{ "Haus 7" }}.',
            )


def _tags(text: str) -> Iterator[TextFault]:
    """Yield each line that holds a tag of HTML: one left open would take in all that follows, in each binding another way."""
    for row, line in enumerate(text.split("\n"), 1):
        if tag := _TAG.search(re.sub(r"\{[%{#].*?[%}#]\}|`[^`]*`", "", line)):
            yield TextFault(
                "Im Text steht eine HTML-Marke.",
                row=row,
                found=tag[0][:EXCERPT],
                expected="Markdown: **fett**, *betont*, Listen mit „* “, Verweise als [Text](Adresse)",
                remedy="Die Marke durch Markdown ersetzen; ein Kleiner-Zeichen vor einem Wort mit Leerzeichen schreiben.",
            )


def _headings(cell: Cell, first: bool) -> Iterator[TextFault]:
    """Yield a missing title of a chapter and every further one."""
    titles = [found for found in HEADING.finditer(cell.body) if found[1] == "#"]
    if first and not cell.body.lstrip().startswith("# "):
        yield TextFault(
            "Der erste Text eines Kapitels ist nicht seine Überschrift.",
            row=1,
            expected="eine Zeile „# Titel“",
            remedy="Die Zelle hinter die Überschrift des Kapitels schieben.",
        )
    for title in titles[1:] if first else titles:
        yield TextFault(
            "Ein Kapitel hat nur eine Überschrift mit einem „#“.",
            row=cell.body.count("\n", 0, title.start()) + 1,
            found=title[0],
            remedy="Abschnitte beginnen mit „##“ oder „###“.",
        )


def require_three_sentences(told: str) -> None:
    """Raise `TextFault` for an answer, as it is shown, that has not three sentences."""
    text = Markup(told).striptags()
    if (found := sentences(text)) != ANSWER:
        raise TextFault(
            "Die Antwort eines Kapitels hat nicht drei Sätze.",
            found=f"{found}: {text[:EXCERPT]}",
            expected="drei Sätze",
            remedy="Die Antwort auf drei Sätze bringen; was mehr zu sagen ist, gehört in die Abschnitte darunter.",
        )


def sentences(text: str) -> int:
    """Return how many sentences a German text has; a rest without full stop counts as one.

    >>> sentences("Nach § 9 Abs. 1 UStG sind es z. B. 3,5 Mio. €. Das gilt ab dem 1. Juli 2026. Bis 2021. Der Rest")
    4
    """
    kept = _INNER_STOP.sub(lambda found: found[0].replace(".", ""), " ".join(text.split()))
    ends = [found.end() for found in _SENTENCE_END.finditer(kept)]
    return len(ends) + bool(kept[ends[-1] if ends else 0 :].strip())
