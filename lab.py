"""The two commands of CRM Lab.  CRM Lab的两条命令。

    python lab.py            open JupyterLab on the start notebook    打开JupyterLab，从起始笔记本开始
    python lab.py test       run all tests                            运行全部测试
    python lab.py setup      only make the environment (.venv)        只建环境（.venv）

    --lang en|zh             language: this, else CRMLAB_LANGUAGE, else the system's
                             语言：先看这个选项，再看CRMLAB_LANGUAGE，最后看系统

What else stands behind `lab` goes to JupyterLab, behind `test` to pytest:
`lab`后面其余的参数交给JupyterLab，`test`后面的交给pytest：

    python lab.py -- --no-browser --port 9999
    python lab.py test tests/differentiate -k rfm
"""
# Standard library only: this file runs before anything is installed.  Its syntax is that of Python 3.8,
# so that an older Python reaches the sentence that asks for a newer one.

import hashlib
import importlib.metadata
import importlib.util
import json
import locale
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = "crmlab-stamp"
PINS = {"learner": "requirements.txt", "developer": "requirements-dev.txt"}
NEEDS = {"learner": "jupyterlab", "developer": "nbval"}
LANGUAGES = ("en", "zh")
COMMANDS = ("lab", "setup", "test")
START = "00_start_here.ipynb"
MANIFEST = ".crmlab.json"


class CannotGoOn(Exception):
    """Something the learner has to mend; its text says what and how."""


def main(argv):
    """Do what the command line asks for and give the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python is met here, in a sentence
        print(_too_old(sys.version_info))
        return 1
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a console without hanzi shows "?" instead of failing
    if {"-h", "--help"} & set(argv[: argv.index("--")] if "--" in argv else argv):
        print(__doc__)
        return 0
    try:
        command, language, rest = read_command(argv)
        if command == "setup":
            make_environment(VENV, "learner", mend=True)
            tell("ready", command="python lab.py")
            return 0
        if command == "test":
            return run_tests(environment("developer"), rest)
        return open_lab(environment("learner"), language, rest)
    except CannotGoOn as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _too_old(version):
    found = "{}.{}".format(*version[:2])
    return (
        f"CRM Lab needs Python 3.11 or newer; this is Python {found}. "
        "Install a newer one and start lab.py with it, for example: python3.12 lab.py\n"
        f"CRM Lab需要Python 3.11或更新的版本，现在这个是{found}。"
        "装一个新版本，再用它启动lab.py，例如：python3.12 lab.py"
    )


def words(key, **blanks):
    """Give a sentence of the catalogue; `crmlab.language` too needs nothing but the standard library."""
    from crmlab.language import say

    return say(f"lab.{key}", **blanks)


def tell(key, **blanks):
    print(words(key, **blanks), flush=True)


# ---------------------------------------------------------------- the command line


def read_command(argv):
    """Split the command line into the command, the language and what is handed on."""
    ours, _, handed_on = _partition(argv, "--")
    ours, asked = _take_language(ours)
    language = choose_language(asked, os.environ)
    os.environ["CRMLAB_LANGUAGE"] = language
    if not ours or ours[0].startswith("-"):
        return "lab", language, ours + handed_on
    if ours[0] not in COMMANDS:
        raise CannotGoOn(words("unknown_command", given=ours[0], known=", ".join(COMMANDS)))
    return ours[0], language, ours[1:] + handed_on


def _partition(items, mark):
    if mark not in items:
        return list(items), None, []
    at = items.index(mark)
    return list(items[:at]), mark, list(items[at + 1 :])


def _take_language(arguments):
    left, asked, rest = [], None, iter(arguments)
    for argument in rest:
        if argument == "--lang":
            asked = next(rest, "")
        elif argument.startswith("--lang="):
            asked = argument[len("--lang=") :]
        else:
            left.append(argument)
    return left, asked


def choose_language(asked, environ):
    """Give "en" or "zh": what was asked for, else ``CRMLAB_LANGUAGE``, else the system's language."""
    chosen = asked if asked is not None else environ.get("CRMLAB_LANGUAGE") or system_language(environ)
    if chosen not in LANGUAGES:
        raise CannotGoOn(
            f"Language '{chosen}': there are en (English) and zh (Chinese), as in: python lab.py --lang en\n"
            f"没有语言“{chosen}”，只有en（英文）和zh（中文），例如：python lab.py --lang zh"
        )
    return chosen


def system_language(environ):
    """Give "zh" on a system that speaks Chinese, else "en"."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "zh" if environ[name].lower().startswith("zh") else "en"
    # Windows sets none of these and calls it "Chinese (Simplified)_China".
    found = (locale.getlocale()[0] or "").lower()
    return "zh" if found.startswith(("zh", "chinese")) else "en"


# ---------------------------------------------------------------- the environment


def environment(level):
    """Give the folder of an environment that can do this, making or renewing `.venv` where needed.

    Where CRM Lab is installed already (conda, Binder, a learner's own environment), it stays there.
    """
    here = Path(sys.prefix).resolve()
    if here != VENV.resolve() and _installed("crmlab") and _installed(NEEDS[level]):
        return here
    return make_environment(VENV, level)


def _installed(package):
    try:
        importlib.metadata.distribution(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def python_of(home):
    """Give the Python of an environment, on Windows and elsewhere."""
    windows = [home / "Scripts" / "python.exe", home / "python.exe"]
    return next((path for path in windows if path.exists()), home / "bin" / "python")


def make_environment(home, level, mend=False):
    """Make the virtual environment and install the pins, unless its stamp says that all is done.

    Asked to mend, it installs in any case: that brings back what somebody took out.  A developer's
    environment holds all that a learner's does and is never cut down to it.
    """
    stamp = home / STAMP
    done = stamp.read_text(encoding="utf-8").split() if stamp.exists() else []
    if done[:1] == ["developer"]:
        level = "developer"
    wanted = [level, fingerprint_of_pins()]
    if done == wanted and python_of(home).exists() and not mend:
        return home
    started = time.monotonic()
    tell("setting_up", folder=home)
    if not _healthy(home):
        _make_venv(home)
    stamp.unlink(missing_ok=True)
    install(home, PINS[level])
    stamp.write_text(" ".join(wanted) + "\n", encoding="utf-8")
    tell("set_up", seconds=round(time.monotonic() - started))
    return home


def fingerprint_of_pins():
    """Give a hash of all that decides what is installed, the checkout's own place included."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _healthy(home):
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    python = python_of(home)
    return python.exists() and subprocess.run([python, "-c", probe], capture_output=True).returncode == 0


def _make_venv(home):
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", home], capture_output=True, text=True)
    if made.returncode == 0:
        return
    said = (made.stdout + made.stderr).strip()
    if "ensurepip" in said or importlib.util.find_spec("ensurepip") is None:
        raise CannotGoOn(words("no_venv", command="sudo apt install python3-venv"))
    raise CannotGoOn(words("venv_failed", folder=home, said=said))


def install(home, pins):
    """Install the pins and CRM Lab itself: with uv, and with pip where uv cannot."""
    python = str(python_of(home))
    wanted = ["-r", str(ROOT / pins), "-e", str(ROOT)]
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # As pip does by itself: else every kernel compiles all libraries where Python may not write beside them.
    uv = [python, "-m", "uv", "pip", "install", "--compile-bytecode", "--python", python]
    if _run([*pip, "uv"]) and _run([*uv, *wanted], _mirror_for_uv(python)):
        return
    tell("falls_back_to_pip")
    if not _run([*pip, *wanted]):
        raise CannotGoOn(words("install_failed"))


def _run(command, settings=None):
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **(settings or {})}).returncode == 0


def _mirror_for_uv(python):
    """Tell uv the mirror that the learner has set for pip, whose settings uv does not read."""
    listed = subprocess.run([python, "-m", "pip", "config", "list"], capture_output=True, text=True).stdout
    meanings = {"index-url": "UV_DEFAULT_INDEX", "trusted-host": "UV_INSECURE_HOST"}
    settings = {}
    for line in listed.splitlines():
        name, _, value = line.partition("=")
        meaning = meanings.get(name.split(".")[-1])
        if meaning and meaning not in os.environ:
            settings[meaning] = value.strip("'\"")
    return settings


# ---------------------------------------------------------------- JupyterLab's settings


def write_settings(home, language):
    """Write the settings that the course needs into an environment's ``overrides.json``.

    What else stands in the file is kept.  Widgets are saved with a notebook (else they say "model not
    found" when it is opened again), nothing asks for news, and menus are Chinese where asked for.
    """
    path = Path(home) / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    before = _read_json(path)
    after = {
        **before,
        "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True},
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    }
    menus = "@jupyterlab/translation-extension:plugin"
    if language == "zh":
        after[menus] = {"locale": "zh_CN"}
    elif after.get(menus) == {"locale": "zh_CN"}:
        del after[menus]
    if after != before:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_json(path, after)


def _read_json(path):
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _write_json(path, content):
    beside = path.with_name(path.name + ".part")
    beside.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(path)


# ---------------------------------------------------------------- my-work: the learner's own copies


def lay_work(root, work):
    """Copy notebooks and exercises of both languages to the learner's folder; no edit is overwritten.

    An untouched copy follows the course.  Where the learner has written something and the course has a
    newer version, that is laid beside as ``name.new-1a2b3c4.ipynb``, once.  A copy that was deleted is
    laid again.  Solutions stay out: `solution("04a.2")` shows them when asked for.

    Returns
    -------
    list of tuple (str, str)
        Each copy laid beside: the learner's file and the name of the newer one.
    """
    work.mkdir(parents=True, exist_ok=True)
    laid = _read_json(work / MANIFEST)
    beside = []
    for source in upstream(root):
        name = source.relative_to(root).as_posix()
        newer = _lay(source, work / name, laid, name)
        if newer:
            beside.append((name, newer))
    _write_json(work / MANIFEST, laid)
    return beside


def upstream(root):
    """Give the course's notebooks, sorted: all that belongs into a learner's folder."""
    for kind in ("notebooks", "exercises"):
        for language in LANGUAGES:
            for path in sorted((root / kind / language).rglob("*.ipynb")):
                if ".ipynb_checkpoints" not in path.parts:
                    yield path


def _lay(source, target, laid, name):
    """Lay one file; give the name of the copy laid beside an edited one, if any."""
    file = hashlib.sha256(source.read_bytes()).hexdigest()
    known = laid.get(name)
    if target.exists() and known and known["file"] == file:
        return None
    cells = what_is_written(source)
    laid[name] = {"file": file, "cells": cells}
    if not target.exists() or what_is_written(target) in (cells, known and known["cells"]):
        _copy(source, target)
        return None
    if known and known["cells"] == cells:  # only stored outputs are newer: nothing new to read
        return None
    newer = target.with_name(f"{target.stem}.new-{file[:7]}{target.suffix}")
    if newer.exists():  # laid before, perhaps written in since
        return None
    _copy(source, newer)
    return newer.name


def _copy(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    shutil.copyfile(source, part)
    part.replace(target)


def what_is_written(path):
    """Give a hash of what an author or a learner writes in a notebook; outputs and counts don't matter.

    A notebook that was merely run is thus no edited one.
    """
    content = path.read_bytes()
    try:
        cells = [_written(cell) for cell in json.loads(content)["cells"]]
    except (ValueError, KeyError, TypeError):
        return hashlib.sha256(content).hexdigest()
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _written(cell):
    notes = cell.get("metadata", {})
    return [cell["cell_type"], "".join(cell["source"]), notes.get("tags"), notes.get("slideshow")]


# ---------------------------------------------------------------- the commands


def open_lab(home, language, extra):
    """Lay the learner's folder and run JupyterLab in it until the learner stops it."""
    work = Path(os.environ.get("CRMLAB_MY_WORK") or ROOT / "my-work").resolve()
    for name, newer in lay_work(ROOT, work):
        tell("newer_beside", name=name, newer=newer)
    write_settings(home, language)
    tell("opening", folder=work)
    env = {**os.environ, "CRMLAB_LANGUAGE": language}
    # A layout of its own: else JupyterLab opens again what the learner had open elsewhere.
    env["JUPYTERLAB_WORKSPACES_DIR"] = str(work / ".jupyterlab-workspaces")
    code = _serve(server_command(home, work, language, extra), env)
    if code == 0:
        tell("closed", folder=work)
    return code


def server_command(home, work, language, extra):
    """Give the command that starts JupyterLab on the start notebook of a language."""
    command = [str(python_of(home)), "-m", "jupyterlab", f"--ServerApp.root_dir={work}", "-y"]
    command += ["--log-level=WARN"]  # the address to open is still shown
    if (work / "notebooks" / language / START).exists():
        command += [f"--LabApp.default_url=/lab/tree/notebooks/{language}/{START}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command += ["--allow-root"]  # in a container; the server listens on this machine only
    return command + extra


def _serve(command, env):
    """Run the server to its end.  Ctrl-C in a terminal reaches it too; sent here alone, it is handed on."""
    server = subprocess.Popen(command, env=env)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        return server.wait()
    except KeyboardInterrupt:
        return _end(server)


def _end(server):
    try:
        return server.wait(timeout=5)
    except subprocess.TimeoutExpired:
        server.terminate()
        return server.wait()


def run_tests(home, arguments):
    """Run every check of the project, or only what the arguments choose, and give the exit code."""
    python = str(python_of(home))
    tests = [python, "-m", "pytest", "--nbval", "--nbval-current-env", "--nbval-cell-timeout", "60"]
    # `conftest.py` says which tests one worker takes: those of a notebook need the same kernel.
    tests += ["-n", "2", *arguments]
    checks = [
        [python, "-m", "ruff", "check"],
        [python, "-m", "ruff", "format", "--check"],
        [python, "-m", "bindery", "--check"],
    ]
    env = {name: value for name, value in os.environ.items() if name != "CRMLAB_LANGUAGE"}
    failed = []
    for command in [tests] if arguments else [*checks, tests]:
        shown = " ".join(command[2:])
        print(f"\n--- {shown}", flush=True)
        if subprocess.run(command, cwd=ROOT, env=env).returncode:
            failed.append(shown)
    if not failed:
        tell("all_passed")
        return 0
    tell("failed", commands="\n  ".join(failed))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
