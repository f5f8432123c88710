"""LibreOffice as another program that opens our files and saves them again."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

SECONDS = 180


def resaved(files: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """The files as LibreOffice saves them in another format (or its own reading of the same), in a new folder `out` of `folder`."""
    out = folder / "out"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ("soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), *map(str, files))
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    ending = kind.partition(":")[0]
    return [out / f"{each.stem}.{ending}" for each in files]
