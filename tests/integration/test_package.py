from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import digest

ROOT = Path(__file__).parents[2]
NEEDED = (
    "digest/py.typed",
    "digest/demo/subscribers.example.csv",
    "digest/render/clients.json",
    "digest/templates/email/README.md",
    "digest/templates/email/web.html.j2",
    "digest/templates/web/layout.html",
    "digest/templates/web/tokens.css.j2",
    "digest/templates/web/site/base.html",
    "digest/templates/web/site/edition.css",
    "digest/store/schema/m061_archive.sql",
    "digest/web/locale/ar.po",
    "digest/templates/web/site/site.css",
    "digest/templates/web/inbox/base.html",
)


def run(*command: str | Path, cwd: Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Run a program outside the checkout, with nothing of this one's environment but PATH."""
    return subprocess.run(
        command,
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "HOME": str(cwd), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=True,
    )


def build(source: Path, target: Path) -> None:
    """Wheel and sdist, by the back end itself: no network."""
    run(
        sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", target,
        cwd=source,
    )  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    build(ROOT, folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built):
    (found,) = built.glob("digest_publisher-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The wheel in a new environment, which borrows this one's libraries and nothing else."""
    folder = tmp_path_factory.mktemp("env") / "venv"
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    (packages,) = folder.glob("lib/python*/site-packages")
    # A path in a .pth is searched last, and .pth files there are not read: no checkout.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin"


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_what_runs_and_nothing_else(wheel):
    found = names(wheel)
    tops = {name.partition("/")[0] for name in found}

    assert not [name for name in NEEDED if name not in found]
    assert tops == {"digest", f"digest_publisher-{digest.__version__}.dist-info"}
    assert not [name for name in found if name.endswith((".pyc", "conftest.py"))]


def test_every_file_of_the_package_and_of_the_templates_is_in_the_wheel(wheel):
    listed = subprocess.run(
        ["git", "ls-files", "src/digest", "templates"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    wanted = {
        path.removeprefix("src/") if path.startswith("src/") else f"digest/{path}"
        for path in listed
        if path and (ROOT / path).exists()
    }

    assert not wanted - names(wheel)


def test_the_sdist_builds_the_same_wheel(built, wheel, tmp_path):
    (archive,) = built.glob("digest_publisher-*.tar.gz")
    # tarfile has no filter before Python 3.11.4, and warns without one from 3.12 on
    subprocess.run(["tar", "-xzf", archive, "-C", tmp_path], check=True)
    (source,) = tmp_path.iterdir()
    build(source, tmp_path / "dist")
    (again,) = (tmp_path / "dist").glob("*.whl")

    assert names(again) == names(wheel)


def test_the_metadata_says_what_it_is(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith("/METADATA"))
        metadata = archive.read(name).decode()

    assert "\nName: digest-publisher\n" in metadata
    assert "\nRequires-Python: >=3.11\n" in metadata
    assert "\nLicense-Expression: MIT\n" in metadata


def test_an_installed_digest_runs_from_its_own_files(installed, tmp_path):
    where = run(
        installed / "python", "-c", "import digest; print(digest.__file__)", cwd=tmp_path
    ).stdout

    assert where.startswith(str(installed.parent))


def test_an_installed_digest_knows_its_version_and_its_commands(installed, tmp_path):
    version = run(installed / "digest", "--version", cwd=tmp_path).stdout
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert digest.__version__ in version
    assert "demo" in run(installed / "digest", "--help", cwd=tmp_path).stdout
    assert project["scripts"] == {"digest": "digest.__main__:main"}


def test_an_installed_digest_starts_a_newsroom(installed, tmp_path):
    run(installed / "digest", "init", "newsroom", cwd=tmp_path)

    assert (tmp_path / "newsroom" / "digest.toml").is_file()
    assert (tmp_path / "newsroom" / "subscribers.example.csv").is_file()
    run(installed / "digest", "config", "show", cwd=tmp_path / "newsroom")


def test_an_installed_digest_runs_the_demo(installed, tmp_path):
    # Port 0: an inbox may be open beside the tests.
    run(
        installed / "digest", "demo", "--no-serve", "--port", "0", "--out", "out", cwd=tmp_path
    )  # fmt: skip

    assert (tmp_path / "out" / "edition.html").stat().st_size > 1000
    assert (tmp_path / "out" / "edition.txt").stat().st_size > 100
    assert (tmp_path / "out" / "digest.db").is_file()
    assert list((tmp_path / "out").rglob("*.eml"))
