"""Time expressions of Arabic running text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.resolve.time import find_times
from recoupe.resolve.time_ar import hijri_day

ANCHOR = "2021-04-14"


@pytest.mark.parametrize(
    ("text", "written", "first", "last"),
    [
        ("زار الوزير المدينة يوم الثلاثاء الماضي", "يوم الثلاثاء الماضي", "2021-04-13", "2021-04-13"),
        ("وقع الاتفاق في 5 غشت 2019 بالرباط", "في 5 غشت 2019", "2019-08-05", "2019-08-05"),
        ("وقع الاتفاق في ٥ آب ٢٠١٩", "في ٥ آب ٢٠١٩", "2019-08-05", "2019-08-05"),
        ("وقع الاتفاق في 12 جويلية 2019", "في 12 جويلية 2019", "2019-07-12", "2019-07-12"),
        ("وصل الوفد أمس", "أمس", "2021-04-13", "2021-04-13"),
        ("وصل الوفد قبل أسبوعين", "قبل أسبوعين", "2021-03-31", "2021-03-31"),
        ("اجتمعوا في سبتمبر الماضي", "في سبتمبر الماضي", "2020-09-01", "2020-09-30"),
        ("اجتمعوا بين عامي 2014 و2017", "بين عامي 2014 و2017", "2014-01-01", "2017-12-31"),
        ("اجتمعوا الشهر الماضي", "الشهر الماضي", "2021-03-01", "2021-03-31"),
        ("يعمل هناك منذ يونيو 2018", "منذ يونيو 2018", "2018-06-01", None),
    ],
)
def test_arabic_times_are_dated(text: str, written: str, first: str, last: str | None) -> None:
    assert [(t.text, t.first, t.last) for t in find_times(text, ANCHOR, language="ar")] == [
        (written, first, last)
    ]


def test_hijri_days_by_known_dates() -> None:
    # The epoch, 16 July 622 in the Julian calendar, and one of Reingold and Dershowitz's sample dates.
    assert hijri_day(1, 1, 1) == date(622, 7, 19)
    assert hijri_day(1364, 12, 6) == date(1945, 11, 12)


def test_a_misfit_arabic_weekday_is_reported() -> None:
    (time,) = find_times("الاثنين 18 أغسطس 2016", ANCHOR, language="ar")
    assert (time.first, time.conflict is None) == ("2016-08-18", False)


@given(st.text(alphabet="يوم الاثنين 5 غشت 2019 منذ عام بين و12/3 امس", max_size=60), st.booleans())
def test_any_arabic_text_is_read_and_offsets_hold(text: str, dated: bool) -> None:
    for time in find_times(text, ANCHOR if dated else None, language="ar"):
        assert text[time.start : time.end] == time.text
