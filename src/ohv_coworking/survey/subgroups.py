"""Answers by group, as far as enough people stand behind each number."""

import pandas as pd

from ohv_coworking.survey.stratified import Design, mean, share


def chosen_options(answers: pd.Series) -> pd.DataFrame:
    """Return one column of 0 and 1 for each option of a single choice, missing where there is no answer.

    Options come in the order of the categories; one that nobody chose stays a column.
    """
    options = pd.get_dummies(answers.astype("category"), dtype="Float64")
    options.columns = options.columns.astype(object)
    return options.mask(answers.isna())


def share_table(
    options: pd.DataFrame, design: Design, minimum: int, by: pd.Series | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """Return the weighted share of each option (columns of 0, 1 or missing) in each group.

    Index: `group` and `option`; columns: `n` (answers), `effective_n`, `share`, `low`, `high`. Who did not see the
    question is missing and not in the base. With fewer than `minimum` answers only `n` is given: too few to tell.
    """
    rows = []
    for group, members in _groups(by, options.index):
        for option, chosen in options.items():
            found = share(chosen, design, members)
            numbers = [found.effective_n, found.value, *found.interval(confidence)]
            rows.append([group, option, found.n, *(numbers if found.n >= minimum else [float("nan")] * 4)])
    columns = ["group", "option", "n", "effective_n", "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns).set_index(["group", "option"])


def mean_table(
    values: pd.Series, design: Design, minimum: int, by: pd.Series | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """Return the weighted mean of `values` in each group: `n`, `mean`, `standard_error`, `low`, `high`.

    With fewer than `minimum` answers only `n` is given.
    """
    rows = []
    for group, members in _groups(by, values.index):
        found = mean(values, design, members)
        n = int((values.notna() & members).sum())
        numbers = [found.value, found.standard_error, *found.interval(confidence)]
        rows.append([group, n, *(numbers if n >= minimum else [float("nan")] * 4)])
    return pd.DataFrame(rows, columns=["group", "n", "mean", "standard_error", "low", "high"]).set_index(
        "group"
    )


ALL = "alle"


def _groups(by: pd.Series | None, index: pd.Index) -> list[tuple[str, pd.Series]]:
    everybody = (ALL, pd.Series(True, index=index))
    if by is None:
        return [everybody]
    names = by.astype("category").cat.categories
    return [everybody, *((name, by.eq(name).fillna(False).astype(bool)) for name in names)]
