"""The response frame: one row a respondent, one typed column for each answer the questionnaire asks for."""

from collections.abc import Iterable

import pandas as pd

from ohv_coworking.survey.questionnaire import Question, Questionnaire


def column_dtype(question: Question) -> object:
    """Return the dtype of a question's columns; all of them can hold NA.

    Choices are categories in the order asked, ordered where that order is a scale; options ticked are boolean,
    ranks and amounts numbers.
    """
    match question.type:
        case "single" | "scale" | "matrix":
            ordered = question.type != "single" and not any(option.no_answer for option in question.options)
            return pd.CategoricalDtype(question.option_ids, ordered=ordered)
        case "multiple":
            return "boolean"
        case "ranking":
            return "Int64"
        case "number" | "price":
            return "Float64"
        case "date":
            return "datetime64[s]"
        case _:
            return "string"


def empty_frame(questionnaire: Questionnaire, rows: Iterable[int]) -> pd.DataFrame:
    """Return the response frame with all answers missing."""
    index = pd.Index(rows)
    columns = {name: pd.Series(pd.NA, index, dtype) for name, dtype in dtypes(questionnaire).items()}
    return pd.DataFrame(columns)


def dtypes(questionnaire: Questionnaire) -> dict[str, object]:
    """Return the dtype of each column of the response frame, in the order asked."""
    return {
        column: "string" if column == question.other_column else column_dtype(question)
        for question in questionnaire.questions.values()
        for column in question.columns
    }
