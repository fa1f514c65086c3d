"""Do something again whenever files change, until it is interrupted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

Stamps: TypeAlias = Mapping[Path, tuple[int, int]]
Wait: TypeAlias = Callable[[frozenset[Path], Stamps], bool]


def changed(paths: frozenset[Path], before: Stamps) -> bool:
    """Wait until a file is not as it was; say False where waiting was interrupted."""
    import watchfiles

    folders = {each for path in paths for each in _folders(path)}
    # What the watcher was too late for is seen when it wakes by itself, within a second.
    waking = watchfiles.watch(
        *folders, recursive=False, rust_timeout=1000, yield_on_timeout=True, raise_interrupt=False
    )
    return any(stamps(paths) != before for _ in waking)


def again(do: Callable[[], Iterable[Path]], known: frozenset[Path], wait: Wait = changed) -> None:
    """Do something, which gives the files and folders that it read, whenever one of them has changed."""
    with suppress(KeyboardInterrupt):  # which may come at any moment, not only while it waits
        while True:
            before = stamps(known)
            known |= frozenset(do())
            if not wait(known, {**stamps(known), **before}):
                return


def stamps(paths: Iterable[Path]) -> Stamps:
    """Say when each file was changed, and how large it is; of a folder, each below it."""
    found: dict[Path, tuple[int, int]] = {}
    for path in paths:
        for file in path.rglob("*") if path.is_dir() else (path,):
            try:
                said = file.stat()
            except OSError:
                continue  # a file that is gone has no stamp
            found[file] = said.st_mtime_ns, said.st_size
    return found


def _folders(path: Path) -> Iterable[Path]:
    """Give the folders to watch: editors replace files, so it is what holds a file that tells."""
    if path.is_dir():
        return (path, *(each for each in path.rglob("*") if each.is_dir()))
    return (path.parent,) if path.parent.is_dir() else ()
