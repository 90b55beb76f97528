"""Making the environment: done once, renewed when the pins change, and every obstacle in a sentence."""

import json
import subprocess
from pathlib import Path

import pytest

import lab
from crmlab.language import language_is


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder that looks like an environment, and a record of what would be run there."""
    monkeypatch.setenv("CRMLAB_LANGUAGE", "en")
    home = tmp_path / "venv"
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "python").touch()
    return home


@pytest.fixture
def installs(monkeypatch):
    done = []
    monkeypatch.setattr(lab, "_healthy", lambda home: True)
    monkeypatch.setattr(lab, "install", lambda home, pins: done.append(pins))
    return done


def test_installs_once(home, installs, capsys):
    lab.make_environment(home, "learner")
    lab.make_environment(home, "learner")
    assert installs == ["requirements.txt"]
    assert capsys.readouterr().out.count("ready after") == 1


def test_setup_mends_an_environment_that_seems_done(home, installs, monkeypatch):
    monkeypatch.setattr(lab, "VENV", home)
    assert lab.main(["setup", "--lang", "en"]) == lab.main(["setup", "--lang", "en"]) == 0
    assert installs == ["requirements.txt"] * 2


def test_installs_again_when_a_pin_changes(home, installs, monkeypatch):
    lab.make_environment(home, "learner")
    monkeypatch.setattr(lab, "fingerprint_of_pins", lambda: "other")
    lab.make_environment(home, "learner")
    assert len(installs) == 2


def test_tests_need_more_and_the_lab_never_takes_it_away(home, installs, monkeypatch):
    lab.make_environment(home, "learner")
    lab.make_environment(home, "developer")
    lab.make_environment(home, "learner")
    assert installs == ["requirements.txt", "requirements-dev.txt"]
    monkeypatch.setattr(lab, "fingerprint_of_pins", lambda: "other")
    lab.make_environment(home, "learner")
    assert installs[-1] == "requirements-dev.txt"


def test_a_failed_install_is_tried_again_next_time(home, installs, monkeypatch):
    lab.make_environment(home, "learner")

    def fails(home, pins):
        raise lab.CannotGoOn("no")

    monkeypatch.setattr(lab, "fingerprint_of_pins", lambda: "other")
    monkeypatch.setattr(lab, "install", fails)
    with pytest.raises(lab.CannotGoOn):
        lab.make_environment(home, "learner")
    assert not (home / lab.STAMP).exists()


def test_a_stamp_without_a_python_is_not_believed(home, installs, monkeypatch):
    lab.make_environment(home, "learner")
    (home / "bin" / "python").unlink()
    made = []
    monkeypatch.setattr(lab, "_healthy", lambda home: False)
    monkeypatch.setattr(lab, "_make_venv", made.append)
    lab.make_environment(home, "learner")
    assert made == [home]


def test_the_fingerprint_follows_every_file_of_pins_and_the_place(tmp_path, monkeypatch):
    files = ("requirements.txt", "requirements-dev.txt", "pyproject.toml")
    seen = set()
    for place in ("a", "b"):
        root = tmp_path / place
        root.mkdir()
        for name in files:
            (root / name).write_text("x")
        monkeypatch.setattr(lab, "ROOT", root)
        seen.add(lab.fingerprint_of_pins())
    for name in files:
        (root / name).write_text("y")
        seen.add(lab.fingerprint_of_pins())
    assert len(seen) == 5


def test_python_of_finds_windows_conda_on_windows_and_the_rest(tmp_path):
    assert lab.python_of(tmp_path) == tmp_path / "bin" / "python"
    (tmp_path / "python.exe").touch()
    assert lab.python_of(tmp_path) == tmp_path / "python.exe"
    (tmp_path / "Scripts").mkdir()
    (tmp_path / "Scripts" / "python.exe").touch()
    assert lab.python_of(tmp_path) == tmp_path / "Scripts" / "python.exe"


def test_where_crmlab_is_installed_already_nothing_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr(lab.sys, "prefix", str(tmp_path))
    monkeypatch.setattr(lab, "_installed", lambda package: True)
    assert lab.environment("learner") == tmp_path.resolve()


@pytest.mark.parametrize("lacks", ["crmlab", "jupyterlab"])
def test_a_python_that_lacks_something_gets_its_own_environment(lacks, tmp_path, monkeypatch):
    monkeypatch.setattr(lab.sys, "prefix", str(tmp_path))
    monkeypatch.setattr(lab, "_installed", lambda package: package != lacks)
    monkeypatch.setattr(lab, "make_environment", lambda home, level: (home, level))
    assert lab.environment("learner") == (lab.VENV, "learner")


class Runs:
    """Stands for `subprocess.run`: answers by what a command contains, and keeps what it was asked."""

    def __init__(self, **answers):
        self.answers, self.asked = answers, []

    def __call__(self, command, **settings):
        words = [str(part) for part in command]
        self.asked.append((words, settings.get("env") or {}))
        code, said = next((a for key, a in self.answers.items() if key in words), (0, ""))
        return subprocess.CompletedProcess(words, code, said, "")


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "its venv module is not complete"), ("zh", "venv模块不完整")]
)
def test_a_python_without_ensurepip_is_told_what_to_type(language, sentence, tmp_path, monkeypatch):
    said = "The virtual environment was not created successfully because ensurepip is not available."
    monkeypatch.setattr(lab.subprocess, "run", Runs(venv=(1, said)))
    with language_is(language), pytest.raises(lab.CannotGoOn, match=sentence) as problem:
        lab._make_venv(tmp_path / "venv")
    assert "apt install python3-venv" in str(problem.value)


def test_any_other_failure_shows_the_folder_and_what_python_said(tmp_path, monkeypatch):
    monkeypatch.setattr(lab.subprocess, "run", Runs(venv=(1, "Error: Permission denied")))
    with language_is("en"), pytest.raises(lab.CannotGoOn, match="Permission denied") as problem:
        lab._make_venv(tmp_path / "venv")
    assert str(tmp_path / "venv") in str(problem.value)


def test_uv_installs_where_it_can(home, monkeypatch):
    runs = Runs()
    monkeypatch.setattr(lab.subprocess, "run", runs)
    lab.install(home, "requirements.txt")
    last = runs.asked[-1][0]
    assert last[2] == "uv"
    assert last[-4:] == ["-r", str(lab.ROOT / "requirements.txt"), "-e", str(lab.ROOT)]


@pytest.mark.parametrize("failing", ["uv", "--python"])
def test_pip_steps_in_where_uv_cannot_be_had_or_fails(failing, home, monkeypatch, capsys):
    runs = Runs(**{failing: (1, "")})
    monkeypatch.setattr(lab.subprocess, "run", runs)
    with language_is("en"):
        lab.install(home, "requirements.txt")
    assert runs.asked[-1][0][2:4] == ["pip", "install"]
    assert "again with pip" in capsys.readouterr().out


@pytest.mark.parametrize(("language", "sentence"), [("en", "Is this machine online"), ("zh", "网络通不通")])
def test_no_network_is_a_sentence_that_names_the_mirrors_variables(language, sentence, home, monkeypatch):
    monkeypatch.setattr(lab.subprocess, "run", Runs(install=(1, "")))
    with language_is(language), pytest.raises(lab.CannotGoOn, match=sentence) as problem:
        lab.install(home, "requirements.txt")
    assert "PIP_INDEX_URL" in str(problem.value)
    assert "UV_DEFAULT_INDEX" in str(problem.value)
    assert "://" not in str(problem.value)


MIRROR = "https" + "://mirror.example/simple"


@pytest.mark.parametrize("line", [f"global.index-url='{MIRROR}'", f":env:.index-url='{MIRROR}'"])
def test_uv_is_told_the_mirror_that_pip_has(line, home, monkeypatch):
    runs = Runs(list=(0, line + "\nglobal.timeout='9'\n"))
    monkeypatch.setattr(lab.subprocess, "run", runs)
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    lab.install(home, "requirements.txt")
    assert runs.asked[-1][1]["UV_DEFAULT_INDEX"] == MIRROR


def test_a_mirror_set_for_uv_itself_goes_first(monkeypatch):
    monkeypatch.setattr(lab.subprocess, "run", Runs(list=(0, f"global.index-url='{MIRROR}'")))
    monkeypatch.setenv("UV_DEFAULT_INDEX", "another")
    assert lab._mirror_for_uv("python") == {}


# The settings of JupyterLab


def overrides(home):
    return home / "share" / "jupyter" / "lab" / "settings" / "overrides.json"


MENUS = "@jupyterlab/translation-extension:plugin"


def test_settings_save_widgets_ask_for_no_news_and_speak_chinese_only_where_asked(tmp_path):
    lab.write_settings(tmp_path, "zh")
    settings = json.loads(overrides(tmp_path).read_text("utf-8"))
    assert settings["@jupyter-widgets/jupyterlab-manager:plugin"] == {"saveState": True}
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    assert settings[MENUS] == {"locale": "zh_CN"}
    lab.write_settings(tmp_path, "en")
    assert MENUS not in json.loads(overrides(tmp_path).read_text("utf-8"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_settings_of_others_are_kept(language, tmp_path):
    path = overrides(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"@jupyterlab/apputils-extension:themes": {"theme": "JupyterLab Dark"}}))
    lab.write_settings(tmp_path, language)
    assert json.loads(path.read_text("utf-8"))["@jupyterlab/apputils-extension:themes"] == {
        "theme": "JupyterLab Dark"
    }


def test_a_locale_that_is_not_ours_is_left_alone(tmp_path):
    path = overrides(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({MENUS: {"locale": "fr_FR"}}))
    lab.write_settings(tmp_path, "en")
    assert json.loads(path.read_text("utf-8"))[MENUS] == {"locale": "fr_FR"}


@pytest.mark.parametrize("broken", ["", "{", "[1]"])
def test_a_broken_settings_file_is_written_anew(broken, tmp_path):
    path = overrides(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text(broken)
    lab.write_settings(tmp_path, "en")
    assert json.loads(path.read_text("utf-8"))


# The commands


def test_the_server_opens_the_start_notebook_of_the_language(tmp_path, home):
    (tmp_path / "notebooks" / "zh").mkdir(parents=True)
    (tmp_path / "notebooks" / "zh" / lab.START).touch()
    command = lab.server_command(home, tmp_path, "zh", ["--port", "9999"])
    assert f"--ServerApp.root_dir={tmp_path}" in command
    assert "--LabApp.default_url=/lab/tree/notebooks/zh/00_start_here.ipynb" in command
    assert command[-2:] == ["--port", "9999"]


def test_all_checks_run_even_after_one_has_failed(home, monkeypatch, capsys):
    runs = Runs(bindery=(1, ""))
    monkeypatch.setattr(lab.subprocess, "run", runs)
    with language_is("en"):
        assert lab.run_tests(home, []) == 1
    assert [words[2] for words, _ in runs.asked] == ["ruff", "ruff", "bindery", "pytest"]
    assert "Not passed:\n  bindery --check" in capsys.readouterr().out


def test_arguments_choose_tests_and_the_learners_language_does_not_reach_them(home, monkeypatch):
    runs = Runs()
    monkeypatch.setattr(lab.subprocess, "run", runs)
    monkeypatch.setenv("CRMLAB_LANGUAGE", "zh")
    assert lab.run_tests(home, ["tests/lab", "-x"]) == 0
    ((words, env),) = runs.asked
    assert words[2] == "pytest"
    assert words[-2:] == ["tests/lab", "-x"]
    assert "CRMLAB_LANGUAGE" not in env
    assert "PATH" in env


def test_an_interrupt_that_reaches_only_lab_py_ends_the_server(monkeypatch):
    class Server:
        ended = False

        def wait(self, timeout=None):
            if timeout is None and not self.ended:
                raise KeyboardInterrupt
            if not self.ended:
                raise subprocess.TimeoutExpired("jupyterlab", timeout)
            return 0

        def terminate(self):
            self.ended = True

    server = Server()
    monkeypatch.setattr(lab.subprocess, "Popen", lambda command, env: server)
    monkeypatch.setattr(lab.signal, "signal", lambda *_: None)
    assert lab._serve(["jupyterlab"], {}) == 0
    assert server.ended


def test_the_learners_folder_can_be_somewhere_else(tmp_path, home, monkeypatch):
    seen = {}
    monkeypatch.setenv("CRMLAB_MY_WORK", str(tmp_path / "mine"))
    monkeypatch.setattr(lab, "_serve", lambda command, env: seen.update(command=command, env=env) or 0)
    assert lab.open_lab(home, "zh", []) == 0
    assert f"--ServerApp.root_dir={(tmp_path / 'mine').resolve()}" in seen["command"]
    assert seen["env"]["CRMLAB_LANGUAGE"] == "zh"
    assert Path(tmp_path / "mine" / lab.MANIFEST).exists()
