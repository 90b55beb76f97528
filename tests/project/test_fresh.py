"""A newcomer's first minutes: a fresh copy and the two commands; the wheel without the checkout."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile

import pytest

import lab
from tests.project.tree import ROOT, files

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def outside():
    """The environment variables of somebody who has not started CRM Lab yet."""
    ours = ("CRMLAB_", "VIRTUAL_ENV", "PYTHONPATH", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def run(command, **settings):
    ran = subprocess.run([str(part) for part in command], capture_output=True, text=True, **settings)
    assert ran.returncode == 0, f"{command}\n{ran.stdout[-3000:]}\n{ran.stderr[-3000:]}"
    return ran.stdout


@pytest.fixture(scope="module")
def fresh(index, outside, tmp_path_factory):
    """A copy of the project, as a clone brings it, with `python lab.py setup` done."""
    root = tmp_path_factory.mktemp("fresh") / "crm lab"  # learners' folders have blanks in their names
    for path in files():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, root / path)
    said = run([sys.executable, "lab.py", "setup", "--lang", "zh"], cwd=root, env=outside)
    assert "准备好了" in said
    yield root
    shutil.rmtree(root)  # an environment is large, and pytest would keep three


def test_a_second_start_finds_all_done_at_once(fresh, outside):
    command = [lab.python_of(fresh / ".venv"), "-c", "import lab; print(lab.environment('learner'))"]
    started = time.monotonic()
    assert run(command, cwd=fresh, env=outside).splitlines() == [str(fresh / ".venv")]
    assert time.monotonic() - started < 2


def test_the_package_works_there(fresh, outside):
    code = "import crmlab as crm; print(len(crm.load('orders')), crm.__file__)"
    said = run([lab.python_of(fresh / ".venv"), "-c", code], cwd=fresh, env=outside)
    assert str(fresh) in said


def test_the_lab_opens(fresh, outside):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=t"]
    python = lab.python_of(fresh / ".venv")
    server = subprocess.Popen([python, "lab.py", "--lang", "zh", "--", *options], cwd=fresh, env=outside)
    try:
        start = f"http://127.0.0.1:{port}/api/contents/notebooks/zh/{lab.START}?token=t"
        assert wait_for(start, server) == 200
    finally:
        server.terminate()
        server.wait(30)
    assert (fresh / "my-work" / "notebooks" / "en" / lab.START).exists()


def wait_for(address, server, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            return urllib.request.urlopen(address, timeout=5).status
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            time.sleep(0.3)
    return None


WHEEL_PROBE = """
import crmlab as crm
from crmlab.language import say
assert "site-packages" in crm.__file__, crm.__file__
orders = crm.load("orders")
assert len(orders) and {"customer_id", "amount"} <= set(orders)
crm.set_language("zh")
assert say("language.name") == "中文"
from crmlab import check
"""


def expected_in_the_wheel():
    package = {path.as_posix() for path in files() if path.parts[0] == "crmlab"}
    return package | {f"crmlab/{path.as_posix()}" for path in files() if path.parts[0] == "datasets"}


def test_the_wheel_holds_all_that_a_learner_needs(index, outside, tmp_path):
    run([*index, "build", "--wheel", "--out-dir", tmp_path, ROOT], env=outside)
    (wheel,) = tmp_path.glob("*.whl")
    assert expected_in_the_wheel() <= set(zipfile.ZipFile(wheel).namelist())
    run([*index, "venv", "--python", sys.executable, tmp_path / "venv"], env=outside)
    python = lab.python_of(tmp_path / "venv")
    install = [*index, "pip", "install", "--python", python, "--constraint", ROOT / "requirements.txt"]
    run([*install, wheel], env=outside)
    run([python, "-c", WHEEL_PROBE], cwd=tmp_path, env=outside)
