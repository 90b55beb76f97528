"""What is said, in which language, and whether a figure can show it."""

import re
import subprocess
import sys
import tomllib
import warnings
from pathlib import Path
from string import Formatter

import matplotlib.pyplot as plt
import pytest

import crmlab as crm
from crmlab.language import LANGUAGES, get_language, house_style, language_is, say
from crmlab.language.catalogue import MESSAGES
from crmlab.language.style import COLOURS, FONT

ROOT = Path(__file__).parents[2]
ENTRIES = [
    (path.stem, name, entry)
    for path in sorted(MESSAGES.glob("*.toml"))
    for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items()
]
IDS = [f"{room}.{name}" for room, name, _ in ENTRIES]


def blanks(text):
    """The names of a message's blanks, whatever their format."""
    return sorted({field for _, field, _, _ in Formatter().parse(text) if field})


@pytest.mark.parametrize(("room", "name", "entry"), ENTRIES, ids=IDS)
def test_every_message_stands_in_both_languages_with_the_same_blanks(room, name, entry):
    assert set(entry) == set(LANGUAGES)
    assert blanks(entry["en"]) == blanks(entry["zh"])


@pytest.mark.parametrize(("room", "name", "entry"), ENTRIES, ids=IDS)
def test_chinese_messages_keep_the_house_rules(room, name, entry):
    said = re.sub(r"`[^`]*`|<[^<>]*>", "", entry["zh"])
    assert "您" not in said
    assert not re.search(r"[\u4e00-\u9fff] +[A-Za-z0-9]|[A-Za-z0-9] +[\u4e00-\u9fff]", said), said


def test_every_key_that_the_code_says_is_in_the_catalogue():
    known = set(IDS)
    said = set()
    for path in (ROOT / "crmlab").rglob("*.py"):
        said |= set(re.findall(r"\bsay\(\s*\"([a-z_]+\.[a-z_0-9]+)\"", path.read_text(encoding="utf-8")))
    assert len(said) > 40
    assert said - {"room.key"} <= known  # that one is an example in a docstring


def test_english_is_the_default_and_the_environment_may_say_otherwise(monkeypatch):
    monkeypatch.setattr("crmlab.language.catalogue._chosen", None)
    monkeypatch.delenv("CRMLAB_LANGUAGE", raising=False)
    assert get_language() == "en"
    monkeypatch.setenv("CRMLAB_LANGUAGE", "zh")
    assert get_language() == "zh"
    assert say("language.name") == "中文"


def test_an_unknown_language_is_refused_in_both_languages():
    with pytest.raises(ValueError, match=r"'fr'.*Chinese.*中文"):
        crm.set_language("fr")


def test_a_language_for_a_while_ends_even_after_an_error():
    before = get_language()
    with pytest.raises(ZeroDivisionError), language_is("zh"):
        raise ZeroDivisionError
    assert get_language() == before


def draw(text):
    figure, ax = plt.subplots()
    ax.set_title(text)
    figure.canvas.draw()
    plt.close(figure)


def test_the_house_font_draws_simplified_and_traditional_characters():
    house_style()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw("客户分群 RFM：¥−1.5，繁體「禾家」éα")


def test_without_the_house_font_the_same_text_warns():
    """So the test above can fail."""
    with (
        plt.rc_context({"font.family": ["DejaVu Sans"]}),
        pytest.warns(UserWarning, match="missing from font"),
    ):
        draw("客户")


def test_the_font_has_every_character_of_the_lessons_the_data_and_the_catalogue():
    from matplotlib.ft2font import FT2Font

    have = set(FT2Font(str(FONT)).get_charmap())
    from matplotlib import font_manager

    have |= set(FT2Font(font_manager.findfont("DejaVu Sans")).get_charmap())
    files = [*(ROOT / "lessons").rglob("*.py"), *(ROOT / "lessons").glob("*.csv"), *MESSAGES.glob("*.toml")]
    files += [*(ROOT / "datasets").rglob("*.csv"), *(ROOT / "datasets").rglob("*.md")]
    need = set().union(*(path.read_text(encoding="utf-8") for path in files)) - set("\n\r\t\u200b\ufeff")
    assert "米" in need
    assert {c for c in need if ord(c) not in have} == set()


def test_the_licence_of_the_font_is_beside_it():
    assert "SIL Open Font License" in (FONT.parent / "OFL.txt").read_text(encoding="utf-8")


def lightness(colour):
    """Relative luminance after WCAG 2, of an #rrggbb colour."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_first_two_colours_differ_in_lightness_too():
    assert abs(lightness(COLOURS[0]) - lightness(COLOURS[1])) > 0.05
    assert len(set(COLOURS)) == len(COLOURS)


def test_importing_crmlab_imports_nothing_heavy():
    heavy = "pandas", "numpy", "matplotlib", "narwhals"
    code = f"import sys, crmlab; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_room_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(AttributeError, match=r"differentiat.*differentiate"):
        _ = crm.differentiat
