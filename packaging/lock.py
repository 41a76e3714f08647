"""Writes the lock files from what is installed: `python packaging/lock.py` in a working environment.

Every package that pyproject.toml's dependencies (and, for tests, its `test` group) reach, pinned to the version that is
installed. Packages that are reached only on one platform carry that marker. No index, host or path is named.
"""

import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

HERE = Path(__file__).resolve().parent
LINUX_ONLY = re.compile(r"^(nvidia-|cuda-|numba-cuda$|triton$)")  # torch's own markers, which only Linux wheels carry


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def reach(requirements: list[str]) -> set[str]:
    """Normalised names of everything installed that these requirements pull in."""
    found: set[str] = set()
    waiting = [(Requirement(text), "") for text in requirements]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        try:
            distribution = metadata.distribution(requirement.name)
        except metadata.PackageNotFoundError:
            raise SystemExit(f"{requirement.name} is not installed here") from None
        name = normal(requirement.name)
        key_seen = name in found and not requirement.extras
        found.add(name)
        if not key_seen:
            for text in distribution.requires or []:
                waiting += [(Requirement(text), e) for e in (*requirement.extras, "")]
    return found


def write(path: Path, names: set[str], title: str) -> None:
    lines = [f"# {title}\n# Made by packaging/lock.py; do not edit.\n"]
    for name in sorted(names):
        marker = ' ; sys_platform == "linux"' if LINUX_ONLY.match(name) else ""
        lines.append(f"{name}=={metadata.version(name)}{marker}\n")
    path.write_text("".join(lines), encoding="utf-8")


def main() -> None:
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    run = reach(project["project"]["dependencies"])
    test = reach(project["dependency-groups"]["test"])
    write(HERE / "requirements.lock", run, "What vrplanner runs with.")
    write(HERE / "requirements-test.lock", test - run, "What its tests need besides.")


if __name__ == "__main__":
    main()
