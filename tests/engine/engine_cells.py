"""The cells of the toy chapters."""

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
        "chapter.observe('people', people, 'Personen', 'Personen', ['raw:people'])\n"
        "chapter.compute('half', chapter.parameters.utilisation.value > 0.5, '', 'Über der Hälfte', "
        "[chapter.parameters.utilisation])",
    ),
    ("", "chapter.close()"),
]
SECOND = [
    ("parameters", "from ohv_coworking.parameters import default\n\nprice_base = default('price_base')"),
    (
        "",
        "from ohv_coworking.study.chapter import open_chapter\n\nchapter = open_chapter('second', globals())",
    ),
    ("", "%%prose\n# Zweites\n\nDoppelt: {{ double }}."),
    (
        "",
        "chapter.compute('double', 2 * chapter.figure('first.people').value, 'Personen', 'Doppelt', ['first.people'])\n"
        "chapter.compute('half', chapter.figure('first.half').value, '', 'Hälfte', ['first.half'])",
    ),
    ("", "chapter.close()"),
]
THIRD = [
    ("parameters", "from ohv_coworking.parameters import default\n\nprice_base = default('price_base')"),
    ("", "from ohv_coworking.plan import loans  # a module only this chapter reads"),
    (
        "",
        "from ohv_coworking.study.chapter import open_chapter\n\nchapter = open_chapter('third', globals())",
    ),
    ("", "%%prose\n# Drittes\n\nPreisstand {{ study.price_base }}."),
    ("", "chapter.close()"),
]
