"""One small survey, written the way each tool exports it: own making, for tests of the reading."""

import csv
import json
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

FREQUENCY = "Wie oft würden Sie den Coworking-Raum nutzen?"
EQUIPMENT = "Welche Ausstattung ist Ihnen wichtig?"
PRICE = "Wie viel würden Sie im Monat zahlen (in €)?"
AGREEMENT = "Wie sehr stimmen Sie zu?"
REASON = "Warum nutzen Sie ihn nie?"
DAYS = "Wie viele Tage pro Woche arbeiten Sie zu Hause?"
RANKING = "Was ist Ihnen am wichtigsten?"

OFTEN = {"AO01": "täglich", "AO02": "wöchentlich", "AO03": "nie"}
ITEMS = {"SQ001": "schnelles Internet", "SQ002": "Küche", "SQ003": "Ruhe, auch telefonisch"}
STATEMENTS = {"SQ001": "Der Weg ist kurz.", "SQ002": "Der Preis ist gut."}
AGREE = {"AO01": "stimme zu", "AO02": "teils, teils", "AO03": "stimme nicht zu"}
WISHES = {"AO01": "Lage", "AO02": "Preis", "AO03": "Gemeinschaft"}

# frequency, equipment, typed under "other", price, agreement with the two statements, reason (filter: "nie"), days, ranking
ANSWERS = [
    ("AO01", ["SQ001", "SQ002"], "", "120", ("AO01", "AO02"), "", "2", "123"),
    ("AO01", ["SQ001"], "", "89,50", ("AO01", "AO01"), "", "3", "132"),
    ("AO02", ["SQ001", "SQ003"], "", "60", ("AO02", "AO03"), "", "1", "213"),
    ("AO02", ["SQ003"], "", "", ("AO01", "AO03"), "", "0", "213"),
    ("AO03", ["SQ002", "SQ003"], "", "0", ("AO03", "AO03"), "=2+3 ist mir zu weit", "5", "321"),
    ("AO02", ["SQ001", "SQ002", "SQ003"], "Fahrradkeller", "75", ("AO01", "AO02"), "", "2", "123"),
    ("AO01", ["SQ001", "SQ002"], "", "1.100", ("AO01", "AO01"), "", "4", "231"),
    ("AO03", ["SQ003"], "", "0", ("AO03", "AO02"), "<b>arbeite</b> gern zu Hause", "5", "312"),
    ("AO02", ["SQ001"], "", "50", ("AO02", "AO02"), "", "1", "123"),
    ("AO01", ["SQ001", "SQ003"], "", "99,90", ("AO01", "AO01"), "", "3", "123"),
]
COUNTS = {"täglich": 4, "wöchentlich": 4, "nie": 2}
TICKS = {"schnelles Internet": 7, "Küche": 4, "Ruhe, auch telefonisch": 6}
PRICES = [120, 89.5, 60, 0, 75, 1100, 0, 50, 99.9]
AGREED = {
    "Der Weg ist kurz.": {"stimme zu": 6, "teils, teils": 2, "stimme nicht zu": 2},
    "Der Preis ist gut.": {"stimme zu": 3, "teils, teils": 4, "stimme nicht zu": 3},
}


def _csv(
    path: Path, rows: list[list[str]], separator: str = ",", encoding: str = "utf-8", quoting=csv.QUOTE_ALL
) -> Path:
    with open(path, "w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=separator, quoting=quoting, lineterminator="\r\n").writerows(rows)
    return path


def limesurvey_codes(folder: Path) -> Path:
    """Codes in headers and answers; one interview broken off."""
    head = ["id", "submitdate", "lastpage", "startlanguage", "seed", "ipaddr", "G01Q01"]
    head += [*(f"G01Q02[{code}]" for code in ITEMS), "G01Q02[other]", "G01Q03"]
    head += [
        *(f"G02Q01[{code}]" for code in STATEMENTS),
        "G02Q02",
        "G02Q03",
        "G02Q04[1]",
        "G02Q04[2]",
        "G02Q04[3]",
    ]
    rows = []
    for number, (often, items, other, price, agree, reason, days, ranks) in enumerate(ANSWERS, start=1):
        ticks = ["Y" if code in items else "" for code in ITEMS]
        order = [f"AO0{digit}" for digit in ranks]
        notes = [str(number), "1980-01-01 00:00:00", "3", "de", "123456", "192.168.0.7"]
        rows.append([*notes, often, *ticks, other, price, *agree, reason, days, *order])
    rows.append(["11", "", "1", "de", "99", "10.0.0.1", "AO01", *[""] * (len(head) - 7)])
    return _csv(folder / "limesurvey_codes.csv", [head, *rows], encoding="utf-8-sig")


def limesurvey_structure(folder: Path) -> Path:
    """The structure file that belongs to `limesurvey_codes`, in the layout of versions since 4."""
    types = {
        "G01Q01": ("L", FREQUENCY, {}, OFTEN, "1"),
        "G01Q02": ("M", EQUIPMENT, ITEMS, {}, "1"),
        "G01Q03": ("S", PRICE, {}, {}, "1"),
        "G02Q01": ("F", f"<p>{AGREEMENT}</p>", STATEMENTS, AGREE, "1"),
        "G02Q02": ("T", REASON, {}, {}, '((G01Q01.NAOK == "AO03"))'),
        "G02Q03": ("N", DAYS, {}, {}, "1"),
        "G02Q04": ("R", RANKING, {}, WISHES, "1"),
    }
    questions, texts, items, answers, answer_texts = [], [], [], [], []
    for number, (code, (kind, text, parts, options, relevance)) in enumerate(types.items(), start=1):
        identifier = number * 100
        questions.append(
            {"qid": identifier, "parent_qid": 0, "title": code, "type": kind, "relevance": relevance}
        )
        texts.append({"qid": identifier, "question": text, "language": "de"})
        texts.append({"qid": identifier, "question": "english wording", "language": "en"})
        for place, (part, words) in enumerate(parts.items(), start=1):
            items.append({"qid": identifier + place, "parent_qid": identifier, "title": part, "type": "T"})
            texts.append({"qid": identifier + place, "question": words, "language": "de"})
        for place, (option, words) in enumerate(options.items(), start=1):
            answers.append({"aid": identifier + place, "qid": identifier, "code": option, "sortorder": place})
            answer_texts.append({"aid": identifier + place, "answer": words, "language": "de"})
    sections = {
        "answers": answers,
        "answer_l10ns": answer_texts,
        "questions": questions,
        "subquestions": items,
        "question_l10ns": texts,
    }

    def rows(entries):
        cells = (
            "".join(f"<{key}><![CDATA[{value}]]></{key}>" for key, value in entry.items())
            for entry in entries
        )
        return "".join(f"<row>{row}</row>" for row in cells)

    body = "".join(f"<{name}><rows>{rows(entries)}</rows></{name}>" for name, entries in sections.items())
    path = folder / "limesurvey.lss"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<document><LimeSurveyDocType>Survey</LimeSurveyDocType>'
        f"<DBVersion>623</DBVersion><languages><language>de</language><language>en</language></languages>{body}</document>",
        encoding="utf-8",
    )
    return path


def _spelled(text_of_tick=("Ja", "Nein"), hidden="N/A"):
    """Yield answers in words: frequency, ticks, other, price, agreement, reason, days, order of wishes."""
    for often, items, other, price, agree, reason, days, ranks in ANSWERS:
        ticks = [text_of_tick[0] if code in items else text_of_tick[1] for code in ITEMS]
        shown = reason if often == "AO03" else hidden
        order = [WISHES[f"AO0{digit}"] for digit in ranks]
        yield OFTEN[often], ticks, other, price, [AGREE[code] for code in agree], shown, days, order


def limesurvey_texts(folder: Path) -> Path:
    """Full question texts and answers, semicolons, German notes."""
    head = [
        "Antwort ID",
        "Datum Abgeschickt",
        "Letzte Seite",
        "Start-Sprache",
        "Zufallsstartwert",
        "IP-Adresse",
    ]
    head += [
        FREQUENCY,
        *(f"{EQUIPMENT} [{item}]" for item in ITEMS.values()),
        f"{EQUIPMENT} [Sonstiges]",
        PRICE,
    ]
    head += [*(f"{AGREEMENT} [{item}]" for item in STATEMENTS.values()), REASON, DAYS]
    head += [f"{RANKING} [Rang {rank}]" for rank in (1, 2, 3)] + ["Gesamtzeit", "Gruppenzeit: Nutzung"]
    rows = []
    for number, (often, ticks, other, price, agree, reason, days, order) in enumerate(_spelled(), start=1):
        notes = [str(number), f"{number:02}.05.2024 10:{number:02}:00", "3", "de", "1", "192.168.0.7"]
        rows.append([*notes, often, *ticks, other, price, *agree, reason, days, *order, "300.5", "12.5"])
    return _csv(folder / "limesurvey_texts.csv", [head, *rows], ";", "utf-8-sig")


def limesurvey_both(folder: Path) -> Path:
    """Headers of code and text, as a workbook."""
    codes = ["G01Q01", *(f"G01Q02[{code}]" for code in ITEMS), "G01Q02[other]", "G01Q03"]
    codes += [
        *(f"G02Q01[{code}]" for code in STATEMENTS),
        "G02Q02",
        "G02Q03",
        *(f"G02Q04[{rank}]" for rank in "123"),
    ]
    texts = [
        FREQUENCY,
        *(f"{EQUIPMENT} [{item}]" for item in ITEMS.values()),
        f"{EQUIPMENT} [Sonstiges]",
        PRICE,
    ]
    texts += [*(f"{AGREEMENT} [{item}]" for item in STATEMENTS.values()), REASON, DAYS]
    texts += [f"{RANKING} [Rang {rank}]" for rank in (1, 2, 3)]
    workbook = Workbook()
    sheet = workbook.active
    notes = [
        "id. Antwort ID",
        "submitdate. Datum Abgeschickt",
        "lastpage. Letzte Seite",
        "startlanguage. Start-Sprache",
    ]
    sheet.append([*notes, *(f"{code}. {text}" for code, text in zip(codes, texts, strict=True))])
    for number, (often, ticks, other, price, agree, reason, days, order) in enumerate(_spelled(), start=1):
        row = [
            number,
            "2024-05-01 10:00:00",
            3,
            "de",
            often,
            *ticks,
            other,
            price,
            *agree,
            reason,
            int(days),
            *order,
        ]
        sheet.append([_typed(sheet, cell) for cell in row])
    workbook.save(folder / "limesurvey_both.xlsx")
    return folder / "limesurvey_both.xlsx"


def _typed(sheet, cell):
    """Return a cell that openpyxl writes as text even if it begins like a formula."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(cell, str) or not cell.startswith("="):
        return cell
    written = WriteOnlyCell(sheet, value=cell)
    written.data_type = "s"
    return written


def microsoft_forms(folder: Path) -> Path:
    """German headers, choices joined by ";" with one at the end, a very hidden second sheet."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Sheet1"
    head = ["ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name", FREQUENCY, EQUIPMENT, PRICE]
    head += [*(f"{AGREEMENT}.{item}" for item in STATEMENTS.values()), REASON, f"{DAYS}\xa0", RANKING]
    head += ["Punkte - " + FREQUENCY, "Feedback - " + FREQUENCY]
    sheet.append(head)
    for number, (often, items, other, price, agree, reason, days, ranks) in enumerate(ANSWERS, start=1):
        chosen = "".join(
            f"{text};" for text in [*(ITEMS[code] for code in items), *([other] if other else [])]
        )
        order = "".join(f"{WISHES[f'AO0{digit}']};" for digit in ranks)
        row = [
            number,
            "2024-05-01 10:00:00",
            "2024-05-01 10:05:00",
            "anonymous",
            None,
            OFTEN[often],
            chosen,
            price,
        ]
        sheet.append(
            [
                _typed(sheet, cell)
                for cell in [*row, *(AGREE[code] for code in agree), reason, days, order, 0, ""]
            ]
        )
    technical = workbook.create_sheet("_56F9DC9755BA473782653E2940F9")
    for row in range(1, 40):
        technical.append([f"Form{row}", "intern", row])
    technical.sheet_state = "veryHidden"
    workbook.save(folder / "microsoft_forms.xlsx")
    return folder / "microsoft_forms.xlsx"


def _google_forms(path: Path, stamp: str, separator: str, quoting: int) -> Path:
    head = ["Zeitstempel", FREQUENCY, EQUIPMENT, PRICE]
    head += [*(f"{AGREEMENT} [{item}]" for item in STATEMENTS.values()), REASON, DAYS]
    rows = []
    for number, (often, items, other, price, agree, reason, days, _) in enumerate(ANSWERS, start=1):
        chosen = separator.join([*(ITEMS[code] for code in items), *([other] if other else [])])
        agreed = [AGREE[code] for code in agree]
        rows.append([stamp.format(day=number), OFTEN[often], chosen, price, *agreed, reason, days])
    return _csv(path, [head, *rows], quoting=quoting)


def google_forms_sheet(folder: Path) -> Path:
    """The sheet's CSV: German timestamp, checkbox answers joined by ", " although an option holds a comma."""
    return _google_forms(folder / "google_sheet.csv", "{day:02}.05.2024 10:00:00", ", ", csv.QUOTE_MINIMAL)


def google_forms_download(folder: Path) -> Path:
    """The direct download: 12-hour clock with zone name, checkbox answers joined by ";"."""
    return _google_forms(
        folder / "google_download.csv", "2024/05/{day:02} 3:12:45 PM OESZ", ";", csv.QUOTE_ALL
    )


def sosci(folder: Path) -> Path:
    """UTF-16, tabs, codes, -9 for no answer; labels come separately."""
    head = ["CASE", "SERIAL", "REF", "QUESTNNR", "MODE", "STARTED", "AB01", "AB02"]
    head += ["AB02_01", "AB02_02", "AB02_03", "AB03_01", "AB04_01", "AB04_02", "AB05_01", "AB06_01"]
    head += ["TIME001", "TIME_SUM", "FINISHED", "LASTPAGE", "MISSING"]
    rows = []
    for number, (often, items, _, price, agree, reason, days, _) in enumerate(ANSWERS, start=1):
        ticks = ["2" if code in items else "1" for code in ITEMS]
        notes = [str(number), "", "", "base", "interview", "2024-05-01 10:00:00"]
        answers = [often[-1], str(len(items)), *ticks, price, *(code[-1] for code in agree), reason, days]
        rows.append([*notes, *answers, "12", "300", "1", "3", "0"])
    rows.append(
        ["11", "", "", "base", "interview", "2024-05-02 10:00:00", "1", *["-9"] * 9, "5", "9", "0", "1", "80"]
    )
    return _csv(folder / "sosci_data.csv", [head, *rows], "\t", "utf-16")


def sosci_labels(folder: Path) -> list[Path]:
    """The lists of variables and values that belong to `sosci`."""
    variables = [
        ["VAR", "LABEL", "TYPE", "INPUT", "QUESTION"],
        ["AB01", FREQUENCY, "NOMINAL", "SELECTION", "AB01"],
    ]
    variables += [["AB02", EQUIPMENT, "METRIC", "MULTIPLE", "AB02"]]
    variables += [
        [f"AB02_0{place}", item, "BOOL", "MULTIPLE", "AB02"] for place, item in enumerate(ITEMS.values(), 1)
    ]
    variables += [["AB03_01", PRICE, "TEXT", "OPEN", "AB03"], ["AB04", AGREEMENT, "ORDINAL", "SCALE", "AB04"]]
    variables += [
        [f"AB04_0{place}", item, "ORDINAL", "SCALE", "AB04"]
        for place, item in enumerate(STATEMENTS.values(), 1)
    ]
    variables += [["AB05_01", REASON, "TEXT", "OPEN", "AB05"], ["AB06_01", DAYS, "METRIC", "OPEN", "AB06"]]
    values = [["VAR", "RESPONSE", "MEANING"], *(["AB01", code[-1], text] for code, text in OFTEN.items())]
    values += [[f"AB04_0{place}", code[-1], text] for place in (1, 2) for code, text in AGREE.items()]
    values += [["AB01", "-9", "nicht beantwortet"]]
    return [
        _csv(folder / "sosci_variables.csv", variables, "\t", "utf-16"),
        _csv(folder / "sosci_values.csv", values, "\t", "utf-16"),
    ]


def qualtrics(folder: Path) -> Path:
    """Three header rows; one response not finished."""
    notes = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished"]
    notes += [
        "RecordedDate",
        "ResponseId",
        "RecipientEmail",
        "LocationLatitude",
        "LocationLongitude",
        "UserLanguage",
    ]
    codes = ["Q1", "Q2_1", "Q2_2", "Q2_3", "Q2_4", "Q2_4_TEXT", "Q3", "Q4_1", "Q4_2", "Q5", "Q6"]
    texts = [FREQUENCY, *(f"{EQUIPMENT} - {item}" for item in [*ITEMS.values(), "Weitere"])]
    texts += [
        f"{EQUIPMENT} - Weitere - Text",
        PRICE,
        *(f"{AGREEMENT} - {item}" for item in STATEMENTS.values()),
        REASON,
        DAYS,
    ]
    imports = [json.dumps({"ImportId": code}, separators=(",", ":")) for code in [*notes, *codes]]
    german = [
        "Startdatum",
        "Enddatum",
        "Status",
        "IP-Adresse",
        "Fortschritt",
        "Dauer (in Sekunden)",
        "Fertig",
    ]
    german += [
        "Aufgezeichnetes Datum",
        "Antwort-ID",
        "E-Mail des Empfängers",
        "Breitengrad",
        "Längengrad",
        "Sprache",
    ]
    rows = []
    for number, (often, items, other, price, agree, reason, days, _) in enumerate(ANSWERS, start=1):
        ticks = [text if code in items else "" for code, text in ITEMS.items()]
        about = [
            "2024-05-01 10:00:00",
            "2024-05-01 10:05:00",
            "IP-Adresse",
            "192.168.0.7",
            "100",
            "300",
            "True",
        ]
        about += ["2024-05-01 10:05:01", f"R_{number}", "", "52.75", "13.24", "DE"]
        answers = [
            OFTEN[often],
            *ticks,
            "Weitere" if other else "",
            other,
            price,
            *(AGREE[code] for code in agree),
        ]
        rows.append([*about, *answers, reason, days])
    rows.append([*rows[0][:6], "False", *rows[0][7:13], "täglich", *[""] * 10])
    return _csv(
        folder / "qualtrics.csv", [[*notes, *codes], [*german, *texts], imports, *rows], encoding="utf-8-sig"
    )


def surveymonkey(folder: Path) -> Path:
    """The coded layout: a row of codes above questions and options; empty rows at the end."""
    notes = ["respondent_id", "collector_id", "date_created", "date_modified", "ip_address", "email_address"]
    top = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address"]
    codes = [
        "q0001",
        "q0002_0001",
        "q0002_0002",
        "q0002_0003",
        "q0002_other",
        "q0003",
        "q0004_0001",
        "q0004_0002",
    ]
    first = [FREQUENCY, EQUIPMENT, "", "", "", PRICE, AGREEMENT, "", REASON, DAYS]
    second = [
        "Response",
        *ITEMS.values(),
        "Sonstiges (bitte angeben)",
        "Open-Ended Response",
        *STATEMENTS.values(),
    ]
    second += ["Open-Ended Response", "Open-Ended Response"]
    rows = []
    for number, (often, items, other, price, agree, reason, days, _) in enumerate(ANSWERS, start=1):
        ticks = [text if code in items else "" for code, text in ITEMS.items()]
        about = [
            str(11400000000 + number),
            "4021",
            "05/01/2024 10:00:00 AM",
            "05/01/2024 10:05:00 AM",
            "192.168.0.7",
            "",
        ]
        rows.append(
            [*about, OFTEN[often], *ticks, other, price, *(AGREE[code] for code in agree), reason, days]
        )
    empty = [[""] * len(rows[0]) for _ in range(300)]
    table = [[*notes, *codes, "q0005", "q0006"], [*top, *first], [""] * len(top) + second, *rows, *empty]
    return _csv(folder / "surveymonkey.csv", table, quoting=csv.QUOTE_MINIMAL)


def plain_workbook(folder: Path) -> Path:
    """A sheet made by hand: a log in front, title rows, a merged header over two rows, a source line below."""
    workbook = Workbook()
    workbook.active.title = "Notizen"
    workbook.active.append(["erfasst von", "am"])
    workbook.active.append(["M. M.", "1. Mai"])
    sheet = workbook.create_sheet("Antworten")
    sheet.append(["Befragung zum Coworking-Raum, Mai 2024"])
    sheet.append([])
    sheet.append(["Nr.", FREQUENCY, EQUIPMENT, None, None, PRICE, AGREEMENT, None, REASON, DAYS])
    sheet.append([None, None, *ITEMS.values(), None, *STATEMENTS.values(), None, None])
    for merged in ("A3:A4", "B3:B4", "C3:E3", "F3:F4", "G3:H3", "I3:I4", "J3:J4"):
        sheet.merge_cells(merged)
    for number, (often, items, _, price, agree, reason, days, _) in enumerate(ANSWERS, start=1):
        ticks = ["ja" if code in items else "nein" for code in ITEMS]
        row = [number, OFTEN[often], *ticks, price, *(AGREE[code] for code in agree), reason, int(days)]
        sheet.append([_typed(sheet, cell) for cell in row])
    sheet.append([])
    sheet.append(["Quelle: eigene Erhebung"])
    for column in range(1, 11):
        sheet.column_dimensions[get_column_letter(column)].width = 20
    workbook.save(folder / "antworten.xlsx")
    return folder / "antworten.xlsx"
