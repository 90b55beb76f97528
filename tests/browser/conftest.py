"""JupyterLab for real: started as `python lab.py` starts it, driven in Chromium.

One server for each language, one after the other, since both write the settings of this environment.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

import lab
from tests.browser.driver import Notebook

SCREENSHOTS = Path(__file__).parent / "screenshots"
TOKEN = "t"


def absent(reason):
    """Skip where something is not there; on CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium():
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        absent("no Chromium on this machine; on Debian: apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session", params=["en", "zh"])
def server(request, chromium, tmp_path_factory):
    """A running JupyterLab in a new learner's folder; the settings of this environment come back after."""
    language = request.param
    work = tmp_path_factory.mktemp(f"my-work-{language}")
    settings = Path(sys.prefix) / "share/jupyter/lab/settings/overrides.json"
    before = settings.read_bytes() if settings.exists() else None
    log = tmp_path_factory.mktemp("log") / "lab.txt"
    port = _free_port()
    process = _start(language, work, port, log)
    try:
        _wait_for(port, process, log)
        yield Server(language, work, port, log)
    finally:
        process.terminate()
        process.wait(30)
        settings.unlink(missing_ok=True)
        if before is not None:
            settings.write_bytes(before)


class Server:
    """Where a running JupyterLab is, and whose files it shows."""

    def __init__(self, language, work, port, log):
        self.language, self.work, self.port, self.log = language, work, port, log
        self.home = f"http://127.0.0.1:{port}"

    def address(self, path):
        return f"{self.home}/lab/tree/{path}?reset&token={TOKEN}"

    def start_address(self):
        return f"{self.home}/?token={TOKEN}"


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _start(language, work, port, log):
    """Start what `python lab.py` starts, in the environment that runs the tests."""
    code = "import lab, sys; from pathlib import Path\n"
    code += "sys.exit(lab.open_lab(Path(sys.prefix), sys.argv[1], sys.argv[2:]))"
    options = ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0"]
    options += [f"--IdentityProvider.token={TOKEN}", "--expose-app-in-browser"]
    return subprocess.Popen(
        [sys.executable, "-c", code, language, *options],
        cwd=lab.ROOT,
        env={**os.environ, "CRMLAB_MY_WORK": str(work), "CRMLAB_LANGUAGE": language},
        stdout=log.open("w"),
        stderr=subprocess.STDOUT,
    )


def _wait_for(port, process, log, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"JupyterLab did not start:\n{log.read_text(errors='replace')}")


@pytest.fixture(scope="session")
def context(server, chromium):
    """One browser with one cache for all tests of a server: opening JupyterLab again is then quick."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    yield context
    context.close()


@pytest.fixture
def end_kernels(server, context):
    """End every kernel of the server."""
    sessions = f"{server.home}/api/sessions"

    def end_them():
        for session in context.request.get(f"{sessions}?token={TOKEN}").json():
            context.request.delete(f"{sessions}/{session['id']}?token={TOKEN}")

    return end_them


@pytest.fixture
def page(server, context, end_kernels):
    """An empty tab that notes every request that leaves this machine; its kernels end with it."""
    page = context.new_page()
    page.left_the_machine = []
    page.on("request", lambda request: _note(page, server, request.url))
    yield page
    page.close()
    end_kernels()


def _note(page, server, url):
    if not url.startswith((server.home, server.home.replace("http", "ws"), "data:", "blob:")):
        page.left_the_machine.append(url)


@pytest.fixture
def open_notebook(server, page):
    """Open a notebook of the learner's folder and wait for its kernel."""

    def open_it(path):
        if not (server.work / path).exists():
            absent(f"{path} is not bound yet")
        page.goto(server.address(path))
        return Notebook(page)

    return open_it


@pytest.fixture
def shoot(server, page):
    """Keep a picture of the tab for a person to look at."""

    def shoot_it(name):
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}-{server.language}.png")

    return shoot_it
