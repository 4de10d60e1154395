"""Not asked is missing: never zero, never no, never passed. Each question is left out in turn."""

import json
import re
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.demand.stated_demand import unasked_for_use
from ohv_coworking.evaluation.answer_words import firm_recodes, firm_words, person_recodes, person_words
from ohv_coworking.evaluation.counted_answers import MADE_FROM, counted, one_way
from ohv_coworking.evaluation.evaluated_sample import evaluated, weighted_sample
from ohv_coworking.evaluation.not_asked import lacking_words, not_asked
from ohv_coworking.raw import Catalog
from ohv_coworking.region import source
from ohv_coworking.survey.mapping import map_responses
from raw_files import SHIPPED
from running import make
from study_runs import copy_project
from survey_files import VERSIONS, shipped
from survey_sheets import exported, sheet

NECESSARY = {"person": ["consent", "town"], "employer": ["consent"]}
INTENTS = ("definitely", "rather_yes", "undecided")
ALL = [
    (version, name)
    for version in VERSIONS
    for name in shipped(version).questions
    if name not in (*NECESSARY[version], "health_consent")
]
# Columns of words made from the answers to a question of another name.
DERIVED = {
    "interest": {"interested", "open_minded"},
    "frequency": {"weekly"},
    "remote_allowed": {"may_work_elsewhere"},
    "remote_policy": {"may_work_elsewhere"},
    "employer_pays": {"costs_borne"},
    "would_pay": {"costs_borne"},
    "attitude": {"open_minded"},
    "home_office_room": {"no_room"},
    "workplace": {"city_commuter"},
    "maximum_way": {"way", "within_reach"},
    "importance": {"same_answers"},
    **{f"price_{name}": {"prices_disordered"} for name in ("too_cheap", "cheap", "expensive", "too_expensive")},
}  # fmt: skip


@cache
def answered_sheet(version):
    return sheet(exported(version).head(80))


def words(version, responses):
    if version == "employer":
        return firm_words(responses)
    return person_words(responses, {"Technik": ["wlan"]}, reach_minutes=30, hurried_share=0.4)


@cache
def whole(version):
    responses = map_responses(answered_sheet(version), shipped(version))
    return responses, words(version, responses)


def rests_on(column: str, question: str, version: str) -> bool:
    """Tell whether a column of words is made from the answers to a question."""
    stem = column.removeprefix("left_out__").partition("__")[0]
    groups = {name for name, group in shipped(version).groups.items() if group.question == question}
    return MADE_FROM.get(stem, stem) == question or column in groups | DERIVED.get(question, set())


@pytest.mark.parametrize(("version", "question"), ALL)
def test_what_rests_on_a_question_left_out_is_left_out(version, question):
    """Nothing is counted of a question nobody was asked, everything else is counted as before, and the gap is named."""
    asked, before = whole(version)
    columns = shipped(version).questions[question].columns
    left_out = replace(
        asked,
        answers=asked.answers.assign(**{name: asked.answers[name].mask(asked.answers[name].notna()) for name in columns}),
        asked=asked.asked.assign(**{question: False}),
        omitted=frozenset([question]),
    )  # fmt: skip
    after = words(version, left_out)

    assert {name for name in before if rests_on(name, question, version)} == set(before) - set(after)
    # Free answers are grouped from two questions together.
    same = [
        name for name in after if question not in ("needs", "comment") or not name.startswith("mentions__")
    ]
    pd.testing.assert_frame_equal(before[same], after[same])
    assert f"„{shipped(version).questions[question].text}“" == lacking_words(left_out, [question])


@pytest.mark.slow
@pytest.mark.parametrize(("version", "question"), ALL)
def test_the_tables_of_what_was_asked_stand(version, question):
    """Read from a file that lacks it, every question left out leaves tables that can be protected."""
    responses = map_responses(answered_sheet(version), shipped(version), omitted=[question])
    people = evaluated(responses)
    found = words(version, people)
    recodes = person_recodes(people, found, 30) if version == "person" else firm_recodes(people)
    tables = one_way(counted(found, people), recodes, "Befragung")

    assert len(found.columns) == len(tables)
    assert not any(rests_on(name, question, version) for name in found)


@pytest.mark.parametrize("question", ["interest", "frequency", "remote_allowed"])
def test_use_is_not_known_without_its_questions(question):
    """Who was not asked whether, how often, or with whose leave is no user, and no sum of users is zero or greater for it."""
    responses = map_responses(answered_sheet("person"), shipped("person"), omitted=[question])

    assert [question] == unasked_for_use(responses, INTENTS)


def test_permission_counts_only_where_it_could_be_refused():
    """A survey that offers no way to say that the firm forbids it has not asked for leave."""
    responses = replace(
        whole("person")[0], not_offered={"remote_allowed": frozenset(["not_allowed", "not_possible"])}
    )

    assert ["remote_allowed"] == unasked_for_use(responses, INTENTS)


def test_residence_in_one_town_does_not_stand_for_the_region():
    """Declared for one town only: told, weighted to that town alone, and of no use for the demand of all."""
    responses, _ = whole("person")
    towns = [one.id for one in responses.questionnaire.questions["town"].options if one.id.isdigit()]
    one_town = replace(
        responses,
        answers=responses.answers.assign(
            town=pd.Series(towns[0], responses.answers.index).astype(responses.answers["town"].dtype)
        ),
        not_offered={"town": frozenset(towns[1:])},
    )
    catalog = Catalog.load(SHIPPED)
    statistics = source.age_groups(catalog), source.employment(catalog)
    sample = weighted_sample(one_town, towns, statistics, minimum=10, weight_limit=5)

    assert [] == unasked_for_use(responses, INTENTS, towns)
    assert ["town"] == unasked_for_use(one_town, INTENTS, towns)
    assert [] == unasked_for_use(one_town, INTENTS, towns[:1])
    assert towns[:1] == list(sample.adults["town"].index)
    (told,) = [one for one in one_town.remarks() if "Wohnort" in one]
    assert all(
        option.text in told
        for option in responses.questionnaire.questions["town"].options
        if option.id in towns[1:]
    )


def test_options_not_offered_are_named_and_not_counted():
    """An option that the other survey lacked has no share; a yes made only from lacking options has none either."""
    lacking = {"needs": frozenset(["childcare", "other"]), "frequency": frozenset(["one_day", "two_three_days", "four_five_days"])}  # fmt: skip
    responses = replace(whole("person")[0], not_offered=lacking)
    after = words("person", responses)

    assert {"needs__childcare", "weekly"} == set(whole("person")[1]) - set(after)
    assert "(ohne „Kinderbetreuung in der Nähe“)" in not_asked(responses)["needs"]


def test_health_without_its_own_consent():
    """Answers on health are refused where the express consent was not asked for, unless they were not asked either."""
    with pytest.raises(InputFault, match="ausdrückliche Einwilligung"):
        map_responses(answered_sheet("person"), shipped("person"), omitted=["health_consent"])
    omitted = ["health_consent", "disability", "accessibility_needs"]

    assert not map_responses(answered_sheet("person"), shipped("person"), omitted=omitted).asks("disability")


SETS = {
    "interest": ["interest"],
    "use": ["frequency", "remote_allowed"],
    "prices": ["price_too_cheap", "price_cheap"],
    "weights": ["age_group", "employment"],
    "needs": ["needs", "importance", "reasons", "cooperation", "accessibility_needs", "maximum_way"],
    "all but consent and residence": [name for version, name in ALL if version == "person"] + ["health_consent"],
}  # fmt: skip
LEFT_OUT = {
    "interest": {"survey_groups", "survey_associations", "commitment"},
    "use": {"commitment"},
    "prices": {"price_meter", "price_points"},
    "weights": set(),
    "needs": {"survey_needs", "survey_priorities", "survey_cooperation"},
    "all but consent and residence": {
        "survey_means", "survey_remote", "survey_interest", "survey_place", "survey_needs", "survey_groups", "survey_priorities",
        "survey_cooperation", "price_meter", "price_points", "survey_associations", "survey_views", "open_answers", "commitment",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def project(built, tmp_path_factory):
    return copy_project(built, tmp_path_factory.mktemp("not_asked"), built=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_a_chapter_without_questions(project, name):
    """The chapter is built, shows nothing of what was not asked, prints no gap for it, and says what is missing."""
    study = project / "study.yaml"
    text = study.read_text(encoding="utf-8")
    study.write_text(
        text.replace("  person: {}", f"  person: {{omitted: {json.dumps(SETS[name])}}}"), encoding="utf-8"
    )
    try:
        done = make(project, "survey")
    finally:
        study.write_text(text, encoding="utf-8")

    assert done.returncode == 0, done.stdout + done.stderr
    notebook = json.loads(
        (project / "data/processed/study/survey/executed.ipynb").read_text(encoding="utf-8")
    )
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    marks = [
        output["metadata"]["study"]["name"] for output in outputs if "study" in output.get("metadata", {})
    ]
    ledger = json.loads((project / "data/processed/study/survey/ledger.json").read_text(encoding="utf-8"))
    told = " ".join(
        str(line["value"]) for key, line in ledger["figures"].items() if key.startswith("not_asked")
    )

    assert set() == LEFT_OUT[name] & set(marks)
    for question in SETS[name]:
        if question not in (
            "health_consent",
            "register",
            "commute_mode",
            "desk_work",
            "employer_pays",
            "coworking_known",
        ):
            assert re.escape(shipped("person").questions[question].text) in re.escape(told), question
