"""Bases: who was asked a question, who answered it, and who belongs to a group of the study."""

from collections.abc import Collection

import pandas as pd

from ohv_coworking.survey.questionnaire import Question, Questionnaire


def asked(questionnaire: Questionnaire, answers: pd.DataFrame, omitted: Collection[str] = ()) -> pd.DataFrame:
    """Return for each respondent (row) and question (column) whether the filters let the respondent see it.

    A filter by one of the `omitted` questions, which nobody was asked, tells nothing: who answered the question, or
    any of a filtered section, has seen it.
    """
    seen = pd.DataFrame(True, index=answers.index, columns=list(questionnaire.questions))
    seen[list(omitted)] = False
    for section in questionnaire.sections:
        for question in section.questions:
            for filter, asked_together in (
                (section.filter, section.questions),
                (question.filter, (question,)),
            ):
                if filter is None:
                    continue
                if filter.question in omitted:
                    met = pd.concat([answered(one, answers) for one in asked_together], axis=1).any(axis=1)
                else:  # a hidden question opens nothing: its leftover answer must not count
                    met = seen[filter.question] & answers[filter.question].isin(filter.options)
                seen[question.id] &= met
    return seen


def answered(question: Question, answers: pd.DataFrame) -> pd.Series:
    """Return who answered a question at all; of a multiple choice, who ticked or wrote something."""
    given = answers[question.columns].notna()
    if question.type == "multiple":
        given[question.option_columns] = answers[question.option_columns].fillna(False).astype(bool)
    return given.any(axis=1)


def group_membership(questionnaire: Questionnaire, answers: pd.DataFrame) -> pd.DataFrame:
    """Return one nullable boolean column a group of the study; NA where the question was not answered."""
    members = {}
    for name, group in questionnaire.groups.items():
        given = answers[group.question]
        refused = [
            option.id for option in questionnaire.questions[group.question].options if option.no_answer
        ]
        members[name] = given.isin(group.options).astype("boolean").mask(given.isna() | given.isin(refused))
    return pd.DataFrame(members, index=answers.index)
