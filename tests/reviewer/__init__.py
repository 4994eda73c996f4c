"""Anki's own reviewer page in headless Chromium: cards are played in it, and what they look like is measured."""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.parse
import zipfile
from pathlib import Path

import pytest

AQT = "aqt==26.9.3"
"""Whose reviewer page is tried. Under the AGPL, so it is fetched for the tests and is no part of the project."""

WANTED = "QUIZGEN_WANT_CHROMIUM"
"""Set where tests in the browser must run: there a missing browser or page is a failure."""

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--virtual-time-budget=900000",
)

FILES = ("css/webview.css", "css/reviewer.css", "js/vendor/jquery.min.js", "js/webview.js", "js/reviewer.js")

POLICY = "default-src 'none'; script-src 'unsafe-inline' file:; style-src 'unsafe-inline' file:"
"""What a card might ask of a network, or load from anywhere, is refused and told as an error."""

SHELL = """<!doctype html>
<html{html}><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}"><script>
window.__errors = [];
window.addEventListener("error", (event) => __errors.push(event.message || "failed: " + event.target.src), true);
document.addEventListener("securitypolicyviolation", (event) => __errors.push("asked for " + event.blockedURI));
window.addEventListener("unhandledrejection", (event) => __errors.push(String(event.reason)));
console.error = (...words) => __errors.push(words.join(" "));
window.pycmd = window.bridgeCommand = () => {{}};
</script>{links}</head>
<body class="{body}"><div id="_mark" hidden></div><div id="_flag" hidden></div><div id="qa" dir="auto"></div>{scripts}
</body></html>"""


def missing(what: str) -> None:
    """Skips, or fails where a skip is forbidden."""
    if os.environ.get(WANTED):
        pytest.fail(f"{what}, and {WANTED} forbids to skip")
    pytest.skip(what)


def browser() -> str:
    """Where Chromium is."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        missing("there is no Chromium here to show cards in")
    return str(found)


def reviewer_page(folder: Path) -> Path:
    """Anki's web files, downloaded once into `folder`, which a cache keeps."""
    web = folder / AQT.replace("==", "-") / "_aqt" / "data" / "web"
    if not all((web / name).is_file() for name in FILES):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        asked = subprocess.run([*command, "--dest", str(folder), AQT], capture_output=True, text=True, check=False)
        wheel = next(iter(folder.glob("aqt-*.whl")), None)
        if asked.returncode or wheel is None:
            missing(f"Anki's reviewer page cannot be had: {(asked.stderr.strip() or 'no wheel').splitlines()[-1]}")
        assert wheel is not None
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(web.parents[2], [f"_aqt/data/web/{name}" for name in FILES])
        wheel.unlink()
    return web


class Reviewer:
    """A folder with the page, in which stories are played: see `probe.js` for their steps."""

    def __init__(self, web: Path, folder: Path) -> None:
        self.folder = folder
        for name in FILES:
            shutil.copy(web / name, folder / Path(name).name)
        names = [Path(name).name for name in FILES]
        links = "".join(f'<link rel="stylesheet" href="{name}">' for name in names if name.endswith("css"))
        scripts = "".join(f'<script src="{name}"></script>' for name in names if name.endswith("js"))
        for scheme, html, body in (
            ("light", "", ""),
            ("dark", ' class="night-mode" data-bs-theme="dark"', "nightMode night_mode"),
        ):
            page = SHELL.format(html=html, body=f"isLin fancy {body}", links=links, scripts=scripts, policy=POLICY)
            (folder / f"{scheme}.html").write_text(page, encoding="utf-8")
        shutil.copy(Path(__file__).with_name("probe.js"), folder)

    def play(self, cards, stories, *flags):
        """What was seen in each story, by its name."""
        dump = self._run(cards, stories, "--dump-dom", *flags)
        found = re.search(r'id="report">(.*?)</script>', dump)
        assert found, f"the stories did not come to an end: {dump[-2000:]}"
        return json.loads(urllib.parse.unquote(found[1]))

    def picture(self, path, cards, stories, size="1600,1400"):
        """A picture of the last moment of each story, side by side: for people."""
        path.parent.mkdir(parents=True, exist_ok=True)
        shown = {name: {**story, "show": True} for name, story in stories.items()}
        self._run(cards, shown, f"--screenshot={path.absolute()}", f"--window-size={size}")

    def _run(self, cards, stories, *how):
        page = self.folder / "stories.html"
        data = (f"const {name} = {json.dumps(value)};" for name, value in (("CARDS", cards), ("STORIES", stories)))
        safe = "".join(data).replace("<", "\\u003c")
        page.write_text(
            f'<!doctype html><meta charset="utf-8"><body><script>{safe}</script><script src="probe.js"></script>',
            encoding="utf-8",
        )
        profile = self.folder / "profile"
        command = [browser(), *FLAGS, f"--user-data-dir={profile}"]
        done = subprocess.run([*command, *how, page.as_uri()], capture_output=True, text=True, timeout=240, check=True)
        return done.stdout
