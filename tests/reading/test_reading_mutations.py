"""Real files with something wrong in them: either a correct table or a fault, never a trace, never a wrong count.

Correct is checked by an independent count: the csv module cuts the mutated text once more, and every record must be a
header, a row that was kept or a row that was dropped with a reason; every count must be that of the cells.
"""

import csv
import io
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import samples
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.exports.answers import NO_ANSWER
from ohv_coworking.formats.exports.codebook import QuestionType
from ohv_coworking.formats.reading_report import in_words, report
from ohv_coworking.formats.recognise import known_kinds, understand
from ohv_coworking.reading import ReadingOptions
from ohv_coworking.reading.grid import as_text

pytestmark = samples.needed

FILES = [entry["file"] for entry in samples.manifest()]
OFFICIAL = [entry["file"] for entry in samples.manifest() if entry["kind"].startswith("official")]
SURVEYS = [
    "limesurvey_en_labels.csv",
    "limesurvey_code_and_text_headers_de2017.csv",
    "google_forms_multi_answer_slots.csv",
    "surveymonkey_two_header_rows_2018.csv",
]
INSERTED = [b'"', b";", b",", b"\n", b"\r", b"\0", b"\xff", b"\t", b"=1+1", b"<script>", b"__________"]

place = st.floats(0, 1, exclude_max=True)
MUTATION = st.one_of(
    st.tuples(st.just("cut"), place),
    st.tuples(st.just("remove"), place, st.sampled_from([1, 2, 10, 200, 5000])),
    st.tuples(st.just("repeat"), place, st.sampled_from([1, 2, 10, 200, 5000])),
    st.tuples(st.just("insert"), place, st.sampled_from(INSERTED)),
    st.tuples(st.just("overwrite"), place, st.binary(min_size=1, max_size=20)),
)


def mutated(data: bytes, mutations) -> bytes:
    for kind, share, *rest in mutations:
        start = int(share * len(data))
        match kind:
            case "cut":
                data = data[:start]
            case "remove":
                data = data[:start] + data[start + rest[0] :]
            case "repeat":
                data = data[: start + rest[0]] + data[start:]
            case "insert":
                data = data[:start] + rest[0] + data[start:]
            case "overwrite":
                data = data[:start] + rest[0] + data[start + len(rest[0]) :]
    return data


def read(data: bytes, name: str):
    """Return what the bytes mean, or None for a fault; anything else but a fault fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            return understand(path, kind="table/plain" if name in OFFICIAL else None)
        except InputFault as fault:
            assert fault.problem
            return None


def check(found, data: bytes) -> None:
    assert in_words(report(found), "datei")
    table = found.table
    if table.grid.separator:
        text = data.decode(table.grid.encoding).split("\n__________")[0]
        if table.grid.footer == "":
            text = data.decode(table.grid.encoding)
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=table.grid.separator))
        filled = {number for number, record in enumerate(records, 1) if any(cell.strip() for cell in record)}
    elif table.grid.sheet:
        grid = table.grid
        filled = {row + 1 for row in range(grid.height) if any(cell != "" for cell in grid.cells(row))}
    else:
        return
    kept = {int(row) for row in getattr(found, "responses", table.frame).index}

    assert filled <= {*table.header_rows, *kept, *(row for row, _ in found.dropped)}
    for question in getattr(found, "codebook", ()):
        if question.type == QuestionType.SINGLE and len(question.source) == 1:
            cells = table.frame.loc[sorted(kept), next(iter(question.source))]
            given = Counter(text for text in map(as_text, cells) if text not in NO_ANSWER)

            assert given == Counter({option: count for option, count in question.counts.items() if count})


def bytes_go_wrong(file, mutations):
    data = mutated((samples.FOLDER / file).read_bytes(), mutations)
    found = read(data, file)
    if found is not None:
        check(found, data)


CASE = given(file=st.sampled_from(FILES or [""]), mutations=st.lists(MUTATION, min_size=1, max_size=4))
SLOW_READING = [HealthCheck.too_slow, HealthCheck.data_too_large]


@CASE
@settings(max_examples=25, suppress_health_check=SLOW_READING)
def test_bytes_go_wrong(file, mutations):
    """Bytes cut, lost, doubled, inserted or overwritten: a table that stands the recount, or a fault."""
    bytes_go_wrong(file, mutations)


@cache
def unchanged(file: str):
    """Return a survey as read from its records written back."""
    return read(rewritten(*records(file)), file)


@given(
    file=st.sampled_from(FILES or [""]),
    kind=st.sampled_from(known_kinds()),
    rows=st.sampled_from([None, (1,), (1, 2, 3), (12,)]),
)
@settings(max_examples=25, suppress_health_check=SLOW_READING)
def test_any_kind_and_header_forced_upon_any_file(file, kind, rows):
    """Whatever a consultant prescribes, the answer is a report or a fault."""
    try:
        found = understand(samples.FOLDER / file, ReadingOptions(header_rows=rows), kind)
    except InputFault as fault:
        assert fault.problem
    else:
        assert in_words(report(found), file)


def records(file: str) -> tuple[list[list[str]], str]:
    text = (samples.FOLDER / file).read_bytes().decode("utf-8-sig")
    separator = next(entry["separator"] for entry in samples.manifest() if entry["file"] == file)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)), separator


def rewritten(rows: list[list[str]], separator: str) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode()


def counted(found) -> list:
    return [(question.type, question.base, question.answered, question.counts) for question in found.codebook]


@given(file=st.sampled_from(SURVEYS), data=st.data())
@settings(max_examples=8, suppress_health_check=SLOW_READING)
def test_answers_of_a_question_change_places(file, data):
    """Answers to a single choice swapped between two respondents leave every count as it was."""
    rows, separator = records(file)
    before = unchanged(file)
    question = data.draw(st.sampled_from([q for q in before.codebook if q.type == QuestionType.SINGLE]))
    column = list(before.table.frame).index(next(iter(question.source)))
    first, second = data.draw(st.lists(st.sampled_from(list(before.responses.index)), min_size=2, max_size=2))
    rows[first - 1][column], rows[second - 1][column] = rows[second - 1][column], rows[first - 1][column]

    after = read(rewritten(rows, separator), file)

    assert counted(before) == counted(after)


@given(file=st.sampled_from(SURVEYS), data=st.data())
@settings(max_examples=8, suppress_health_check=SLOW_READING)
def test_a_column_is_renamed(file, data):
    """A question's header changed renames the question and nothing else: no other count moves, no row is lost."""
    rows, separator = records(file)
    before = unchanged(file)
    single = [q for q in before.codebook if len(q.source) == 1 and "[" not in q.name]
    question = data.draw(st.sampled_from(single))
    column = list(before.table.frame).index(next(iter(question.source)))
    head = rows[before.table.header_rows[0] - 1]
    head[column] = "umbenannt. Neue Frage" if ". " in head[column] else "Neue Frage?"

    after = read(rewritten(rows, separator), file)

    assert before.rows == after.rows
    assert counted(before) == counted(after)
