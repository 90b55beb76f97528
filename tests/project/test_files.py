"""What every file of the project keeps to, and what the READMEs promise."""

import json
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree

import pytest
import yaml

import crmlab
import lab
from tests.project.tree import ROOT, files, read, texts

SCRIPTS = [".ci/run", "postBuild"]
READMES = ["README.md", "README.zh.md"]
LONGEST = 500


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_can_be_run(name):
    assert read(name).startswith("#!/usr/bin/env bash\n")
    assert "\r" not in read(name)
    if sys.platform != "win32":
        assert (ROOT / name).stat().st_mode & 0o111
        subprocess.run(["bash", "-n", ROOT / name], check=True)


def test_ci_runs_the_command_of_the_readme():
    assert read(".ci/run").rstrip().endswith("export CI=true\nexec python3 lab.py test")
    steps = yaml.safe_load(read(".github/workflows/tests.yml"))["jobs"]["tests"]["steps"]
    assert ".ci/run" in [step.get("run") for step in steps]


def test_post_build_writes_the_settings_of_lab_py(tmp_path):
    call = re.search(r'python -c "(.*)"', read("postBuild"))[1]
    code = call.replace("sys.prefix", repr(str(tmp_path)))
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    assert (tmp_path / "share/jupyter/lab/settings/overrides.json").exists()


@pytest.mark.parametrize("name", READMES)
def test_readme_has_both_commands_and_each_command_exists(name, monkeypatch):
    monkeypatch.setenv("CRMLAB_LANGUAGE", "en")
    commands = re.findall(r"^\s*(?:\$ )?python3? lab\.py([^\n#`]*)", read(name), re.M)
    read_as = [lab.read_command(command.split()) for command in commands]
    assert {"lab", "test"} <= {command for command, _, _ in read_as}


LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_to_the_projects_own_files_lead_somewhere(name):
    for match in LINK.finditer(read(name)):
        target = (match[1] or match[2]).split("#")[0]
        if target and "://" not in target and not target.startswith("mailto:"):
            assert (ROOT / target).exists(), target


def test_every_version_is_the_same():
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert crmlab.__version__ == version
    assert yaml.safe_load(read("CITATION.cff"))["version"] == version
    assert re.search(r"^## \[?([\d.]+)", read("CHANGELOG.md"), re.M)[1] == version


def test_citation_has_what_the_format_asks_for():
    citation = yaml.safe_load(read("CITATION.cff"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["cff-version"] == "1.2.0"
    assert citation["license"] == tomllib.loads(read("pyproject.toml"))["project"]["license"]


def test_licence_says_which_holds_for_what():
    licence = read("LICENSE")
    assert "Redistribution and use in source and binary forms" in licence
    assert "LICENSE-CC-BY-4.0" in licence
    assert "creativecommons.org/licenses/by/4.0" in read("LICENSE-CC-BY-4.0")
    assert "OFL.txt" in licence


def test_no_machines_own_path():
    ours = re.compile(r"(?<![\w/.:<}])/(?:home|root|Users|work|opt)/\w")
    found = [f"{path}: {line.strip()}" for path, line in short_lines() if ours.search(line)]
    assert found == []


def test_no_address_of_a_package_index():
    hosts = re.compile(
        r"pypi\.(?:org|tuna)|pythonhosted|mirrors?\.\w+\.\w+|registry\.npmjs|(?:conda\.)?anaconda\.org"
    )
    found = [f"{path}: {line.strip()}" for path, line in short_lines() if hosts.search(line)]
    assert found == []


def short_lines():
    """Give (path, line) of all texts but this one; pictures in notebooks are longer lines."""
    for path, text in texts():
        if path.name != "test_files.py" and path.suffix != ".json":
            yield from ((path, line) for line in text.splitlines() if len(line) < 2000)


def test_no_module_is_long():
    lengths = {str(path): read(path).count("\n") for path in files() if path.suffix == ".py"}
    # A lesson is a text, not a module.
    lengths = {name: n for name, n in lengths.items() if n >= LONGEST and not name.startswith("lessons")}
    assert lengths == {}


def test_configuration_files_parse():
    for path, text in texts():
        if path.suffix in {".yml", ".yaml", ".cff"}:
            yaml.safe_load(text)
        if path.suffix == ".toml":
            tomllib.loads(text)
    for path in files():
        if path.suffix == ".svg":
            xml.etree.ElementTree.parse(ROOT / path)


def test_every_message_speaks_both_languages():
    for path in (ROOT / "crmlab/language/messages").glob("*.toml"):
        for name, entry in tomllib.loads(path.read_text("utf-8")).items():
            assert set(entry) == {"en", "zh"}, f"{path.name}: {name}"
            en, zh = (set(re.findall(r"{(\w+)", entry[language])) for language in ("en", "zh"))
            # A language may need one blank fewer; a blank of another name is a slip.
            assert en <= zh or zh <= en, f"{path.name}: {name} has other blanks in the other language"


def test_no_reader_sees_an_unfilled_blank():
    """The bindery fills no blank inside backquotes, so ``{{...}}`` there reaches the reader."""
    for path in [*(ROOT / "notebooks").rglob("*.ipynb"), *(ROOT / "exercises").rglob("*.ipynb")]:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        prose = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
        assert not [text for text in prose if "{{" in text], path.name
    for path in (ROOT / "crmlab" / "check" / "answers").glob("*.json"):
        assert "`{{" not in path.read_text(encoding="utf-8"), path.name
