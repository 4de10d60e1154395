"""What make says of names it does not know: in German, with what to do."""

import shutil

import pytest

from ohv_coworking.basics.digests import tree_digest
from running import make


def variables(folder, names: str, *arguments: str) -> str:
    done = make(folder, f'--eval=shown: ; @echo "{names}"', "shown", *arguments)
    assert 0 == done.returncode, done.stderr
    return done.stdout.strip()


def test_a_chapter_is_one_line_of_the_makefile(root, tmp_path):
    """Summary and annex read a new chapter, and it stands in the document, without another word.

    Only for what people said the summary does not wait.
    """
    text = (root / "Makefile").read_text(encoding="utf-8")
    line = "$(call chapter,demand,context)\n"
    assert line in text
    added = text.replace(line, f"{line}$(call chapter,mobility,context demand)\n")
    (tmp_path / "Makefile").write_text(added, encoding="utf-8")
    for name in ("requirements.lock", "requirements-test.lock", "pyproject.toml", "environment.yml"):
        shutil.copy(root / name, tmp_path / name)

    chapters = variables(tmp_path, "$(CHAPTERS)").split()
    assert ["summary", "context", "demand", "mobility"] == chapters[:4]
    assert "annex" == chapters[-1]
    assert "context demand" == variables(tmp_path, "$(after_mobility)")
    assert set(chapters[1:-1]) - {"interested", "survey"} == set(
        variables(tmp_path, "$(after_summary)").split()
    )
    assert chapters[:-1] == variables(tmp_path, "$(after_annex)").split()


def test_an_unknown_goal_is_told(toy):
    done = make(toy.folder, "mobility")

    assert done.returncode != 0
    assert "Das Ziel „mobility“ gibt es nicht." in done.stderr
    assert "Abhilfe:" in done.stderr
    assert "No rule" not in done.stderr


def test_a_notebook_that_is_no_chapter_is_told_with_the_line_to_add(toy):
    """By its own name, and at the end of every build; the build itself goes well."""
    shutil.copy(toy.folder / "notebooks" / "first.ipynb", toy.folder / "notebooks" / "mobility.ipynb")
    line = "$(call chapter,mobility,"

    assert line in make(toy.folder, "mobility").stderr
    done = toy.make()
    assert 0 == done.returncode
    assert line in done.stdout
    assert "call chapter,first" not in done.stdout


@pytest.mark.slow
def test_a_variant_may_have_blanks_in_its_name_and_lie_elsewhere(toy, tmp_path):
    """Its chapters run, from its own file, into its own folder; nothing is left in another."""
    file = tmp_path / "Büro Süd" / "Variante Süd.yaml"
    file.parent.mkdir()
    text = (toy.folder / "study.yaml").read_text(encoding="utf-8")
    assert "price_base: 2026" in text
    file.write_text(text.replace("price_base: 2026", "price_base: 2027"), encoding="utf-8")
    before = {path.name for path in (toy.folder / "data" / "processed").iterdir()}

    assert ["first", "second", "third"] == toy.build(f"PARAMS={file}")
    (made,) = {path.name for path in (toy.folder / "data" / "processed").iterdir()} - before
    assert made.endswith("Büro Süd-Variante Süd")
    assert "Preisstand 2027" in (toy.folder / "reports" / made / "studie.html").read_text(encoding="utf-8")


HOSTILE = (
    "a`touch {}`.csv", 'x";touch {};".csv', "$(shell touch {}) $ b.csv", "$(touch {})", "${{IFS}};touch {}", "'; touch {}; '",
    "Büro 'Süd' (1) & 2.csv", "-n; touch {}", "--help", "--output={}", "-f{}", "a\ntouch {}\n", "a b; touch {} #c", "| touch {}",
    "%s{}%n", "\\`touch {}\\`", " ", "{{a,b}} > {}", "*", "~root/{}",
)  # fmt: skip
CHAPTERS = ("BESIDE=", "CHAPTERS=first second third", "after_first=", "after_second=first", "after_third=")
TYPED = (
    ("FILE", "accept"), ("REGION", "edition"), ("PARAMS", "edition"), ("REGIONS", "studies"), ("BASE", "diff"),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("variable", "goal"), TYPED)
def test_what_a_user_types_is_never_executed(toy, tmp_path, variable, goal):
    """Any character may stand in a name: it is looked for as it is, and told to be missing in German."""
    executed = tmp_path / "executed"
    for name in HOSTILE:
        typed = name.format(executed)
        if variable == "REGION" and not typed.strip():  # nothing typed
            continue
        done = make(toy.folder, goal, *CHAPTERS, f"{variable}={typed}")

        assert not executed.exists(), typed
        assert done.returncode != 0, typed
        assert "Traceback" not in done.stderr, typed
        assert "Erwartet:" in done.stderr or "Abhilfe:" in done.stderr, (typed, done.stderr)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ((), "Es fehlt, womit verglichen werden soll."),
        (("BASE=nonexistent-revision",), "Die Fassung, mit der verglichen werden soll, gibt es nicht."),
        (("BASE=data",), "Die Ausgabe, mit der verglichen werden soll, hat keine lesbaren Kennzahlen."),
    ],
)
def test_what_is_compared_with_is_asked_before_anything_is_built(toy, named, told):
    done = make(toy.folder, "diff", *CHAPTERS, *named)

    assert done.returncode != 0
    assert told in done.stderr
    assert "Kapitel" not in done.stdout


@pytest.mark.parametrize("name", ["missing.yaml", "Variante Süd.yaml", "/missing/study.yaml", "data"])
def test_a_missing_parameter_file_is_told_and_leaves_nothing(toy, name):
    before = tree_digest(toy.folder / "data")
    done = toy.make(f"PARAMS={name}")

    assert done.returncode != 0
    assert "Die Parameterdatei fehlt." in done.stderr
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert 1 == done.stderr.count("Die Parameterdatei fehlt.")
    assert before == tree_digest(toy.folder / "data")


def test_what_other_programs_leave_behind_is_nothing(toy):
    """A spreadsheet's lock, a folder's looks: no other stamp, nothing runs again."""
    report = toy.report
    for name in ("~$people.xlsx", ".~lock.people.csv#", ".DS_Store", "Thumbs.db"):
        (toy.folder / "data" / "raw" / name).write_bytes(b"x")

    assert [] == toy.build()
    assert report == toy.report


def test_a_file_to_accept_is_asked_for(toy):
    done = make(toy.folder, "accept")

    assert 2 == done.returncode
    assert "make accept FILE=data/raw/" in done.stderr
