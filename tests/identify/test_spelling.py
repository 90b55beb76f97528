"""One spelling for each value: what is undone, what is emptied, what is left alone."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmlab.identify.spelling import (
    is_garbled,
    mend_encoding,
    name_sound,
    standard_address,
    standard_day,
    standard_email,
    standard_gender,
    standard_name,
    standard_phone,
    street_and_number,
)

digits = st.text("0123456789", min_size=8, max_size=8)


@pytest.mark.parametrize(
    ("keyed", "name"),
    [
        ("劉曉東", "刘晓东"),
        (" 王 伟 ", "王伟"),
        ("秀英王", "王秀英"),
        ("林杨", "林杨"),  # both are family names: nothing is turned
        ("Wang  WEI", "wang wei"),
        ("王姐", None),
        ("赵老师", None),
        ("老林", None),
        ("", None),
        (None, None),
        (float("nan"), None),
    ],
)
def test_names(keyed, name):
    assert standard_name(keyed) == name


def test_a_name_sounds_the_same_in_characters_in_pinyin_and_turned_round():
    sounds = {
        name_sound(standard_name(name))
        for name in ("刘晓东", "劉曉東", "liu xiaodong", "Xiaodong LIU", "刘小东")
    }
    assert sounds == {"liu xiaodong"}


@given(digits)
def test_a_number_is_the_same_however_it_is_written(rest):
    number = "113" + rest
    full_width = number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    written = [
        number,
        f"+86{number}",
        f"0086 {number}",
        f"{number[:3]}-{number[3:7]}-{number[7:]}",
        full_width,
    ]
    assert {standard_phone(text) for text in written} == {number}


@pytest.mark.parametrize("keyed", ["13800000000", "1135025783", "113502578301", "电话", None, "21350257830"])
def test_what_cannot_ring_is_no_number(keyed):
    assert standard_phone(keyed) is None


@given(st.integers(1, 200), st.integers(1, 30), st.integers(101, 1804))
def test_an_address_is_the_same_however_it_is_written(number, building, unit):
    written = [
        f"学府路{number}号{building}幢{unit}室",
        f"学府路{number}号{building}-{unit}",
        f"学府路{number}号{building}号楼{unit}",
        f"學府路{number}號{building}幢{unit}室",
    ]
    assert {standard_address(text) for text in written} == {written[0]}
    assert street_and_number(written[0]) == f"学府路{number}号"


def test_an_address_of_another_shape_is_kept_as_it_is():
    assert standard_address("幸福小区三期") == "幸福小区三期"
    assert street_and_number("幸福小区三期") == "幸福小区三期"


@pytest.mark.parametrize(
    ("keyed", "day"),
    [
        ("1988-03-12", "1988-03-12"),
        ("1988年3月", None),
        (pd.Timestamp("1900-01-01"), None),
        ("1970-01-01", None),
        ("2088-01-01", None),
        (pd.NaT, None),
    ],
)
def test_days(keyed, day):
    assert standard_day(keyed) == (day and pd.Timestamp(day))


@pytest.mark.parametrize(("keyed", "code"), [("女", "F"), ("1", "M"), ("m", "M"), ("", None), ("x", None)])
def test_genders(keyed, code):
    assert standard_gender(keyed) == code


@pytest.mark.parametrize(
    ("keyed", "email"),
    [
        ("Li.Na@Example.con", "li.na@example.com"),
        ("li na@example.com", "lina@example.com"),
        ("li@example", None),
        ("@example.com", None),
        (None, None),
    ],
)
def test_mail_addresses(keyed, email):
    assert standard_email(keyed) == email


@given(st.text("王李张刘陈杨赵黄周吴徐孙秀英晓东建国婷志强浩然", min_size=2, max_size=12))
def test_garbling_is_undone_and_real_chinese_is_left_alone(text):
    assert mend_encoding(text) == text
    assert not is_garbled(text)
    assert mend_encoding(text.encode().decode("latin-1")) == text
    assert mend_encoding(text.encode("gbk").decode("latin-1")) == text


def test_what_was_lost_is_garbled():
    assert is_garbled("张\ufffd\ufffd")
    assert is_garbled("å¼\xa0ä¼\x9f")
    assert not is_garbled("Zhāng Wěi 3-502")
