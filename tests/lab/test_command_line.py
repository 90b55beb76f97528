"""What `lab.py` makes of its command line, on any Python and in any language."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import lab

SOURCE = Path(lab.__file__)


@pytest.fixture(autouse=True)
def same_environment_after(monkeypatch):
    monkeypatch.setenv("CRMLAB_LANGUAGE", "en")
    monkeypatch.setattr("crmlab.language.catalogue._chosen", None)  # as in the process that `lab.py` is


@pytest.mark.parametrize(
    ("argv", "command", "language", "rest"),
    [
        ([], "lab", "en", []),
        (["lab"], "lab", "en", []),
        (["--lang", "zh"], "lab", "zh", []),
        (["--lang=zh", "setup"], "setup", "zh", []),
        (["test", "--lang", "zh", "-k", "rfm"], "test", "zh", ["-k", "rfm"]),
        (["test", "tests/lab", "-x"], "test", "en", ["tests/lab", "-x"]),
        (["--", "--no-browser", "--port", "9999"], "lab", "en", ["--no-browser", "--port", "9999"]),
        (["--no-browser"], "lab", "en", ["--no-browser"]),
        (["lab", "--", "--lang", "x"], "lab", "en", ["--lang", "x"]),
    ],
)
def test_reads(argv, command, language, rest):
    assert lab.read_command(argv) == (command, language, rest)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "has no command 'tset'"), ("zh", "没有“tset”这个命令")]
)
def test_unknown_command_is_named_with_the_known_ones(language, said, capsys):
    assert lab.main(["--lang", language, "tset"]) == 1
    message = capsys.readouterr().err
    assert said in message
    assert "lab, setup, test" in message


@pytest.mark.parametrize("asked", ["fr", "", "zh_CN"])
def test_unknown_language_is_refused_in_both_languages(asked, capsys):
    assert lab.main(["--lang", asked]) == 1
    message = capsys.readouterr().err
    assert "there are en (English) and zh (Chinese)" in message
    assert "只有en（英文）和zh（中文）" in message


def test_help_shows_both_commands_and_starts_nothing(capsys):
    assert lab.main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert "python lab.py test" in shown
    assert "语言" in shown


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_language_of_the_system(environ, language):
    assert lab.choose_language(None, environ) == language


def test_environment_variable_goes_before_the_system_and_the_option_before_both():
    environ = {"LANG": "zh_CN.UTF-8", "CRMLAB_LANGUAGE": "en"}
    assert lab.choose_language(None, environ) == "en"
    assert lab.choose_language("zh", environ) == "zh"


@pytest.mark.parametrize("name", ["Chinese (Simplified)_China", "Chinese (Traditional)_Taiwan", "zh_CN"])
def test_windows_calls_chinese_by_its_name(name, monkeypatch):
    monkeypatch.setattr(lab.locale, "getlocale", lambda: (name, "936"))
    assert lab.system_language({}) == "zh"


def test_a_system_without_any_locale_speaks_english(monkeypatch):
    monkeypatch.setattr(lab.locale, "getlocale", lambda: (None, None))
    assert lab.system_language({}) == "en"


def test_its_syntax_is_read_by_python_38():
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_an_older_python_is_told_so_in_both_languages(monkeypatch, capsys):
    monkeypatch.setattr(lab.sys, "version_info", (3, 9, 2))
    assert lab.main([]) == 1
    said = capsys.readouterr().out
    assert "needs Python 3.11 or newer; this is Python 3.9" in said
    assert "需要Python 3.11或更新的版本，现在这个是3.9" in said


def test_it_needs_nothing_but_the_standard_library():
    probe = (
        "import sys, pathlib; sys.path = [p for p in sys.path if 'site-packages' not in p]\n"
        f"sys.path.insert(0, {str(SOURCE.parent)!r})\n"
        "import lab; lab.words('all_passed')\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} - set(sys.stdlib_module_names)))"
    )
    command = [sys.executable, "-I", "-S", "-c", probe]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert set(ast.literal_eval(ran.stdout)) - {"__main__"} == {"crmlab", "lab"}


def test_every_sentence_that_it_says_is_in_the_catalogue_in_both_languages():
    catalogue = tomllib.loads(
        (SOURCE.parent / "crmlab/language/messages/lab.toml").read_text(encoding="utf-8")
    )
    calls = [node for node in ast.walk(ast.parse(SOURCE.read_text("utf-8"))) if isinstance(node, ast.Call)]
    said = {
        node.args[0].value
        for node in calls
        if getattr(node.func, "id", "") in {"tell", "words"} and isinstance(node.args[0], ast.Constant)
    }
    assert said == set(catalogue)
    assert all(set(entry) == {"en", "zh"} for entry in catalogue.values())
