"""The survey formats that take part in the recognition, those with sure signs first."""

from ohv_coworking.formats.exports import (
    google_forms,
    limesurvey,
    microsoft_forms,
    plain,
    qualtrics,
    sosci,
    surveymonkey,
)
from ohv_coworking.reading.meaning import Format

FORMATS: tuple[Format, ...] = (
    limesurvey,
    microsoft_forms,
    google_forms,
    sosci,
    surveymonkey,
    qualtrics,
    plain,
)
