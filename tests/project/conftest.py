"""The project's own files, and whether a package index can be reached."""

import os
import subprocess
import sys

import pytest


def absent(reason):
    """Skip where something is not there; on CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def index(tmp_path_factory):
    """A package index within reach, and uv to ask it."""
    uv = [sys.executable, "-m", "uv"]
    if subprocess.run([*uv, "--version"], capture_output=True).returncode:
        absent("uv is not installed here; `python lab.py setup` brings it")
    probe = tmp_path_factory.mktemp("probe") / "probe.in"
    probe.write_text("six\n")
    if subprocess.run([*uv, "pip", "compile", "--no-cache", probe], capture_output=True).returncode:
        absent("no package index within reach")
    return uv
