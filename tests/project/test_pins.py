"""One set of pins, for pip, uv, conda and Binder, without the address of any index."""

import re
import subprocess
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement

from tests.project.tree import ROOT, read

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
PIN_FILES = ["requirements.txt", "requirements-dev.txt"]


def pins(name):
    return [Requirement(line) for line in read(name).splitlines() if line and not line.startswith("#")]


def pyproject():
    return tomllib.loads(read("pyproject.toml"))["project"]


def version_on(requirements, name, python):
    """Give the pinned version that a Python on Linux gets."""
    here = {"python_full_version": f"{python}.9", "python_version": python, "sys_platform": "linux"}
    for pin in requirements:
        same = re.sub(r"[-_.]+", "-", pin.name).lower() == re.sub(r"[-_.]+", "-", name).lower()
        if same and (pin.marker is None or pin.marker.evaluate(here)):
            return next(iter(pin.specifier)).version
    return None


@pytest.mark.parametrize("name", [*PIN_FILES, "environment.yml"])
def test_no_index_address(name):
    text = read(name)
    assert "://" not in text
    assert not re.search(r"^\s*-?\s*(-i|--index-url|--extra-index-url|--find-links|-f)\b", text, re.M)


@pytest.mark.parametrize("name", PIN_FILES)
def test_every_line_is_one_exact_version(name):
    for pin in pins(name):
        assert [s.operator for s in pin.specifier] == ["=="], pin


@pytest.mark.parametrize("python", PYTHONS)
def test_the_tests_run_on_the_versions_that_learners_have(python):
    developers = pins("requirements-dev.txt")
    for pin in pins("requirements.txt"):
        learner = version_on([pin], pin.name, python)
        assert learner is None or version_on(developers, pin.name, python) == learner


def wanted_by_pyproject():
    project = pyproject()
    extras = project["optional-dependencies"]
    yield from (("requirements.txt", Requirement(text)) for text in project["dependencies"])
    yield from (("requirements-dev.txt", Requirement(text)) for extra in extras.values() for text in extra)


@pytest.mark.parametrize("python", PYTHONS)
def test_pins_meet_pyproject(python):
    for name, wanted in wanted_by_pyproject():
        pinned = version_on(pins(name), wanted.name, python)
        assert pinned, f"{wanted.name} is not pinned in {name}"
        assert wanted.specifier.contains(pinned, prereleases=True), f"{wanted} but {name} has {pinned}"


def test_environment_yml_takes_all_but_python_and_pip_from_the_pins():
    environment = yaml.safe_load(read("environment.yml"))
    assert environment["name"] == "crmlab"
    assert environment["channels"] == ["conda-forge"]
    python, pip, rest = environment["dependencies"]
    assert re.fullmatch(r"python=3\.\d+", python)
    assert pip == "pip"
    assert rest == {"pip": ["-r requirements.txt", "-e ."]}
    oldest = pyproject()["requires-python"].removeprefix(">=")
    assert python == f"python={oldest}"


def test_pre_commit_runs_the_ruff_of_the_tests():
    hooks = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"][0]["hooks"]
    pinned = f"ruff=={version_on(pins('requirements-dev.txt'), 'ruff', '3.11')}"
    assert {need for hook in hooks for need in hook["additional_dependencies"]} == {pinned}


@pytest.mark.slow
@pytest.mark.parametrize("name", PIN_FILES)
@pytest.mark.parametrize("platform", ["linux", "windows", "macos"])
def test_pins_resolve(index, name, platform):
    command = [*index, "pip", "compile", "--quiet", "--python-version", "3.11"]
    command += ["--python-platform", platform, str(ROOT / name)]
    resolved = subprocess.run(command, capture_output=True, text=True)
    assert resolved.returncode == 0, resolved.stderr[-2000:]
    assert resolved.stdout.count("==") > 80
