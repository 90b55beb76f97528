"""A survey of one's own: read from files as tools write them, and refused in words that help."""

import pandas as pd
import pytest

from crmlab.frames import InputError
from crmlab.language import language_is
from crmlab.retain import read_survey, satisfaction_index

TREE = {"商品": ["1、菜新鲜吗？", "2、想买的有没有？"], "价格": ["3、价格公道吗？"]}
HEAD = "答卷编号,1、菜新鲜吗？,2、想买的有没有？,3、价格公道吗？,备注\n"
WORDS = {"很满意": 5, "满意": 4, "一般": 3, "不满意": 2, "很不满意": 1}


@pytest.fixture
def export(tmp_path):
    """Give a writer of a file as a survey tool exports it, with words for answers."""

    def write(body, head=HEAD, encoding="gb18030", name="survey.csv"):
        path = tmp_path / name
        path.write_text(head + body, encoding=encoding)
        return path

    return write


def test_a_gbk_export_in_words_becomes_an_index(export, capsys):
    path = export("101,很满意,一般,5分,好\n102,很不满意,(跳过),,\n103,,,,没空\n101,一般,一般,一般,\n")
    with language_is("en"):
        read = read_survey(path, TREE, respondent="答卷编号", words=WORDS, high=5)
    assert read["customer_id"].tolist() == ["101", "102"]
    assert read.iloc[0, 1:].tolist() == [5.0, 3.0, 5.0]
    assert read.iloc[1, 1:].isna().tolist() == [False, True, True]
    said = capsys.readouterr().out
    assert "4 rows read; 2 respondents, 3 questions." in said
    assert "1 who answered none" in said
    assert "1 further rows" in said
    index = satisfaction_index(read, TREE, {"商品": 1, "价格": 1}, low=1, high=5)
    assert index["csi"].tolist() == [87.5, 0.0]


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8"), ("\t", "utf-16"), (",", "utf-8-sig")])
def test_separator_and_encoding_do_not_matter(export, separator, encoding):
    path = export(
        "7,9,8,1\n".replace(",", separator), HEAD.replace(",备注", "").replace(",", separator), encoding
    )
    assert read_survey(path, TREE, "答卷编号").iloc[0, 1:].tolist() == [9.0, 8.0, 1.0]


def test_anonymous_sheets_are_named_by_their_row_and_none_is_a_repeat():
    table = pd.DataFrame({"q": [3, None, 3]})
    assert read_survey(table, {"all": ["q"]})["customer_id"].tolist() == ["row1", "row3"]


def test_respondents_without_a_name_are_not_one_person():
    table = pd.DataFrame({"who": [None, None, "a"], "q": [3, 4, 5]})
    assert len(read_survey(table, {"all": ["q"]}, "who")) == 3


@pytest.mark.parametrize(("language_code", "words"), [("en", "has no column"), ("zh", "没有")])
def test_a_missing_column_is_named_beside_those_there_are(export, language_code, words):
    path = export("1,9,8,1,\n")
    tree = {"商品": ["1、菜新鲜吗?"], "价格": ["便宜吗"]}
    with language_is(language_code), pytest.raises(InputError) as told:
        read_survey(path, tree, "答卷编号")
    message = str(told.value)
    assert words in message
    assert "'1、菜新鲜吗?'" in message
    assert "便宜吗" in message
    assert "3、价格公道吗？" in message  # those that are there
    assert message.rstrip("？?").endswith("'1、菜新鲜吗？'")  # probably meant


@pytest.mark.parametrize("language_code", ["en", "zh"])
def test_words_without_marks_are_listed_with_a_call_to_copy(export, language_code):
    path = export("1,很满意,8,1,\n2,还行,8,1,\n")
    with language_is(language_code), pytest.raises(InputError) as told:
        read_survey(path, TREE, "答卷编号", words={"还行": 3})
    assert 'words={"很满意": ...}' in str(told.value)
    assert "还行" not in str(told.value)


def test_a_mark_off_the_scale_is_refused_and_a_short_scale_is_told(language, capsys):
    table = pd.DataFrame({"q": [5, 4, 11]})
    with pytest.raises(InputError, match="low"):
        read_survey(table, {"all": ["q"]})
    read_survey(table.head(2), {"all": ["q"]})
    assert "high=5" in capsys.readouterr().out
    read_survey(table.head(2), {"all": ["q"]}, high=5)
    assert "high=" not in capsys.readouterr().out


@pytest.mark.parametrize("tree", [{}, {"goods": "q"}, {"goods": []}, ["q"], {"a": ["q"], "b": ["q"]}])
def test_a_broken_tree_is_refused(tree, language):
    with pytest.raises(InputError):
        read_survey(pd.DataFrame({"q": [3]}), tree)


@pytest.mark.parametrize("source", [None, 3, [[1]]])
def test_what_is_no_table_is_refused(source, language):
    with pytest.raises(InputError, match="source"):
        read_survey(source, {"all": ["q"]})


def test_nobody_answered(language):
    with pytest.raises(InputError):
        read_survey(pd.DataFrame({"q": [None, None]}), {"all": ["q"]})


def test_words_may_mean_no_answer_in_any_capitals():
    table = pd.DataFrame({"q": ["Very Satisfied", "don't know", "3"]})
    read = read_survey(table, {"all": ["q"]}, words={"very satisfied": 5, "Don't know": None}, high=5)
    assert read["q"].tolist() == [5.0, 3.0]


@pytest.mark.parametrize(
    ("written", "mark"), [("7,5", 7.5), ("7 - good", 7.0), ("7：好", 7.0), ("７", 7.0), ("7.0", 7.0)]
)
def test_numbers_are_read_as_people_write_them(written, mark):
    assert read_survey(pd.DataFrame({"q": [written, "9"]}), {"all": ["q"]})["q"].tolist() == [mark, 9.0]


def test_of_two_sheets_by_one_person_the_fuller_is_kept(capsys):
    table = pd.DataFrame({"who": ["a", "a", "b", "b"], "q": [1, 2, 3, 4], "r": [None, 5, 6, 7]})
    read = read_survey(table, {"all": ["q", "r"]}, "who")
    assert read["q"].tolist() == [2.0, 3.0]
    assert "2 further rows" in capsys.readouterr().out


def test_a_question_that_stands_in_two_columns_is_refused(export):
    path = export("1,9,8,1\n", "答卷编号,1、菜新鲜吗？,1、菜新鲜吗？,3、价格公道吗？\n")
    with pytest.raises(InputError, match="菜新鲜吗"):
        read_survey(path, {"all": ["1、菜新鲜吗？", "3、价格公道吗？"]}, "答卷编号")


def test_the_sheet_that_was_read_is_named(tmp_path, capsys):
    path = tmp_path / "survey.xlsx"
    with pd.ExcelWriter(path) as book:
        for month in ("January", "February"):
            pd.DataFrame({"who": ["a"], "q": [5], "r": [6]}).to_excel(book, sheet_name=month, index=False)
    read_survey(path, {"all": ["q", "r"]}, "who")
    said = capsys.readouterr().out
    assert "January" in said and "February" in said
