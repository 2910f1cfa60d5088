"""SQLAlchemy's own suite for dialects: everything that passes with the standard library's sqlite3 passes with ours."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETUP = """
import os

import pytest

if os.environ["DRIVER"] == "ours":
    import apsw
    from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
    from storage import dbapi

    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
    SQLiteDialect_pysqlite.import_dbapi = classmethod(lambda _cls: dbapi)
    SQLiteDialect_pysqlite.create_connect_args = lambda _self, url: ([url.database], {"flags": flags})

pytest.register_assert_rewrite("sqlalchemy.testing.assertions")
from sqlalchemy.testing.plugin.pytestplugin import *
"""
REQUIREMENTS = """
from sqlalchemy.testing import exclusions
from sqlalchemy.testing.requirements import SuiteRequirements


class Requirements(SuiteRequirements):
    @property
    def schemas(self):
        return exclusions.closed()  # a vault attaches no other database
"""
CONFIG = """
[sqla_testing]
requirement_cls = own_requirements:Requirements
profile_file = profiles.txt

[tool:pytest]
python_files = test_*.py
"""
SAMPLE = ("test_insert", "test_rowcount")
PASSING = 57
"""Tests of the sample that pass with the standard library."""


def passed(place: Path, driver: str, parts: tuple[str, ...]) -> set[str]:
    """The names of the tests that pass with a driver, "ours" or the standard library's."""
    folder = place / driver
    folder.mkdir()
    imported = [f"from sqlalchemy.testing.suite.{part} import *" for part in parts]
    content = "\n".join(imported or ["from sqlalchemy.testing.suite import *"])
    files = {"conftest.py": SETUP, "own_requirements.py": REQUIREMENTS, "setup.cfg": CONFIG, "test_suite.py": content}
    for name, text in files.items():
        (folder / name).write_text(text + "\n")
    plugins = [word for name in ("cacheprovider", "xdist", "randomly", "pytest-qt") for word in ("-p", f"no:{name}")]
    command = [sys.executable, "-m", "pytest", "-q", "-rA", *plugins, "--maxfail=9999", "--dburi", "sqlite:///suite.db"]
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{folder}", "DRIVER": driver}
    done = subprocess.run(
        [*command, "test_suite.py"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in {0, 1}, done.stdout[-3000:] + done.stderr
    names = re.findall(r"^PASSED (.*)$", done.stdout, re.MULTILINE)
    return {re.sub(r"_sqlite\+pysqlite_[0-9_]+::", "::", name) for name in names}


def test_a_sample_passes(tmp_path: Path) -> None:
    assert len(passed(tmp_path, "ours", SAMPLE)) >= PASSING


@pytest.mark.soak
def test_all_that_passes_with_the_standard_library_passes(tmp_path: Path) -> None:
    theirs = passed(tmp_path, "theirs", ())
    assert len(theirs) > 600
    assert theirs - passed(tmp_path, "ours", ()) == set()
