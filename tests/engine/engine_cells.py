"""The cells of the toy chapters, and their words."""

FIRST = [
    ("parameters", "from ohv_coworking.parameters import default\n\nutilisation = default('utilisation')"),
    (
        "",
        "from ohv_coworking.study.chapter import open_chapter\n\nchapter = open_chapter('first', globals())",
    ),
    ("", "%%prose\n# Erstes"),
    ("", "%%prose\nEs sind {{ people }}."),
    (
        "",
        "people = int(chapter.read_csv('people')['people'].sum())\n"
        "chapter.publish({'people': people}, ['raw:people'], kind='observed')\n"
        "utilisation = chapter.parameters.utilisation\n"
        "chapter.publish({'half': utilisation.value > 0.5}, [utilisation])",
    ),
    ("", "chapter.close()"),
]
FIRST_WORDS = """\
figures:
  people: {label: "Personen", unit: Personen}
  half: "Über der Hälfte"
"""
SECOND = [
    ("parameters", "from ohv_coworking.parameters import default\n\nprice_base = default('price_base')"),
    (
        "",
        "from ohv_coworking.study.chapter import open_chapter\n\nchapter = open_chapter('second', globals())",
    ),
    ("", "%%prose\n# Zweites\n\nDoppelt: {{ double }}."),
    (
        "",
        "chapter.publish({'double': 2 * chapter.figure('first.people').value}, ['first.people'])\n"
        "chapter.publish({'half': chapter.figure('first.half').value}, ['first.half'])",
    ),
    ("", "chapter.close()"),
]
SECOND_WORDS = """\
figures:
  double: {label: "Doppelt", unit: Personen}
  half: "Hälfte"
"""
THIRD = [
    ("parameters", "from ohv_coworking.parameters import default\n\nprice_base = default('price_base')"),
    ("", "from ohv_coworking.options import cost_keys  # a module only this chapter reads"),
    (
        "",
        "from ohv_coworking.study.chapter import open_chapter\n\nchapter = open_chapter('third', globals())",
    ),
    ("", "%%prose\n# Drittes\n\nPreisstand {{ study.price_base }}."),
    ("", "chapter.close()"),
]
