"""A project: one folder with the readings (SQLite), the graph (Oxigraph), settings, authority files and own queries.

The readings are the truth; the graph is computed from them, the authority files, the user's decisions and the updates
that were accepted. What a graph was made of is recorded; where that differs from what is there (a run was killed, a
file edited), it is made again.
"""

from __future__ import annotations

import fcntl
import gc
import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from newsgraph import __version__
from newsgraph.extractors import LLM_BATCH, forget_answers, llm_extractor, llm_options, mixture, refuse_mixing
from newsgraph.intake import Intake, Progress, Wish
from newsgraph.ontology.errors import ProjectError
from newsgraph.report import IngestReport
from newsgraph.settings import FILE, Settings, load_settings, write_settings
from newsgraph.store.journal import Journal
from newsgraph.store.readings import ReadingStore

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from newsgraph.decisions import DecisionFile
    from newsgraph.ingest.extraction import Extractor
    from newsgraph.ingest.reader import Kind
    from newsgraph.ingest.resolution import Resolution
    from newsgraph.ingest.sources import ReadOptions
    from newsgraph.store.base import GraphStore

log = logging.getLogger("newsgraph")

READINGS = "readings.sqlite"
DECISIONS = "decisions.toml"
UPDATES = "updates.sqlite"
SURE = "sure"  # copies of the graph without what is not sure enough, by the number asked for
SURE_KEPT = 3  # copies
RELEASE_FROM = 2_000  # items


class Busy(ProjectError):
    """Another process, or another thread, is writing to the project."""


class Project:
    """An opened project folder.

    Opening with `create=True` makes the folder and writes `given` settings into its `newsgraph.toml`.
    read_only: nothing in the folder is written to, which may be one that cannot be; what another process writes is
        seen. A project may be used by several threads.
    Raises ProjectError where there is no project, SettingsError where its settings are wrong.
    """

    def __init__(
        self,
        path: Path,
        *,
        create: bool = False,
        given: Mapping[str, object] | None = None,
        read_only: bool = False,
    ) -> None:
        self.path = path
        self.read_only = read_only
        given = {k: v for k, v in (given or {}).items() if v is not None}
        if not (path / READINGS).exists():
            if not create:
                raise ProjectError(
                    "there is no newsgraph project here",
                    source=str(path),
                    cure=f"make one: newsgraph ingest SOURCE --project {path}",
                )
            self._make(given)
        self.settings: Settings = load_settings(path, given)
        self.readings = ReadingStore(path / READINGS, read_only=read_only)
        self.journal = Journal(path / UPDATES)
        self._extractors: dict[str, Extractor] = {}

    def _make(self, given: Mapping[str, object]) -> None:
        settings = load_settings(None, given)  # refuse wrong settings before anything is written
        if settings.extractor == "llm":
            llm_options(settings, self.path)
        if self.path.exists() and not self.path.is_dir():
            raise ProjectError("this is a file, not a folder", source=str(self.path), cure="give another --project")
        if self.path.is_dir() and any(
            p.name not in (FILE, DECISIONS, "authority", "queries", "lock") for p in self.path.iterdir()
        ):
            raise ProjectError(
                "this folder holds other files and is no newsgraph project",
                source=str(self.path),
                cure="give an empty or new folder as --project",
            )
        try:
            for folder in (self.path, self.path / "authority", self.path / "queries"):
                folder.mkdir(parents=True, exist_ok=True)
            if not (self.path / FILE).exists():
                write_settings(self.path, given)
        except OSError as e:
            raise ProjectError(f"the project cannot be made: {e.strerror}", source=str(self.path)) from e

    def close(self) -> None:
        self.readings.close()

    # what others use ---------------------------------------------------------------------------------------------
    @property
    def base(self) -> str:
        return self.settings.base

    @property
    def authority_files(self) -> list[Path]:
        return sorted((self.path / "authority").glob("*.ttl"))

    def decisions(self) -> DecisionFile:
        """What the user decided. Raises DecisionError where the file is wrong."""
        from newsgraph.decisions import DecisionFile

        return DecisionFile.load(self.path / DECISIONS, self.base)

    def idle_references(self) -> list[str]:
        """Things in decisions that stood for nothing, or for several things, when the graph was made."""
        return (self.readings.state("idle references") or "").split("\x1f")[:-1]

    def idle_updates(self) -> dict[int, str]:
        """Updates of the journal that could not be run when the graph was made: number → why."""
        kept = self.readings.state("idle updates")
        return {int(number): str(why) for number, why in json.loads(kept).items()} if kept else {}

    @property
    def own_queries(self) -> Path:
        return self.path / "queries"

    def store(self, *, write: bool = False, min_confidence: float = 0.0, timeout: float | None = None) -> GraphStore:
        """The graph, for reading or for writing. The caller closes it.

        timeout: seconds that a query may take; None for the project's setting.

        min_confidence: for reading, leave out what is less sure (`store/sure.py`). That graph is a copy in the
        project's folder, made when a number is first asked for, which takes as long as writing a graph of that size,
        and kept until the graph changes or SURE_KEPT others were asked for.
        """
        from newsgraph.store.base import open_store

        if min_confidence > 0:
            return self._sure(min_confidence)
        s = self.settings
        if s.store:
            return open_store(
                s.store,
                base=s.base,
                update=s.store_update or None,
                gsp=s.store_graphs or None,
                user=s.store_user or None,
                password=s.store_password or None,
                timeout=timeout or s.timeout or None,
            )
        return open_store(self.path / "graph", read_only=not write, timeout=timeout or s.timeout or None)

    def _sure(self, least: float) -> GraphStore:
        if not least <= 1:
            raise ProjectError(f"{least} is no probability", cure="give a number from 0 to 1")
        from newsgraph.store.base import open_store
        from newsgraph.store.sure import sure_quads

        folder, state = self.path / SURE / f"{least:g}", f"sure graph {least:g}"
        made = self.readings.state("graph") or ""
        if self.readings.state(state) != made or not (folder / "CURRENT").exists():
            with self.writing(), self.store() as whole, open_store(folder) as sure:
                self.readings.set_state(state, "")
                sure.replace(sure_quads(whole, least))
                self.readings.set_state(state, made)
                for old in sorted(folder.parent.iterdir(), key=lambda f: -f.stat().st_mtime)[SURE_KEPT:]:
                    shutil.rmtree(old, ignore_errors=True)  # whoever reads it still holds its files
        return open_store(folder, read_only=True, timeout=self.settings.timeout or None)

    def extractor(self) -> Extractor:
        """The extractor of this process; loaded once."""
        from newsgraph.ingest.extraction import Extractor
        from newsgraph.ingest.gazetteer import Gazetteer

        model = self.settings.model
        if model not in self._extractors:
            self._extractors[model] = Extractor(model, gazetteer=Gazetteer.open())
        return self._extractors[model]

    # writing -----------------------------------------------------------------------------------------------------
    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the project's write lock. Raises ProjectError where another process has it."""
        if self.read_only:
            raise ProjectError("opened for reading only", source=str(self.path), cure="open the project for writing")
        with (self.path / "lock").open("a+") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as e:
                handle.seek(0)
                raise Busy(
                    f"another process (pid {handle.read().strip() or 'unknown'}) is writing to this project",
                    source=str(self.path),
                    cure="wait until it has ended",
                ) from e
            handle.seek(0)
            handle.truncate()
            handle.write(str(os.getpid()))
            handle.flush()
            yield

    def refresh(self) -> bool:
        """Bring the graph up to date where it is behind and nobody is writing; whether that was done.

        Behind it is after a run that was cut short or an edit of an authority file; while another process writes, its
        last whole graph is read.
        """
        if self.read_only or not self.is_stale():
            return False
        try:
            with self.writing():
                return self.bring_up_to_date() is not None
        except Busy:
            return False

    def ingest(
        self,
        sources: Sequence[str],
        *,
        options: ReadOptions,
        progress: Progress | None = None,
        again: bool = False,
        all_cores: bool = False,
        kept: bool = False,
        extractor: Kind | None = None,
    ) -> IngestReport:
        """Read sources, keep what they say, and bring the graph up to date.

        all_cores: where the settings leave the number of workers open, take one a core. Not from a script or notebook:
            a worker imports the main module anew, which only a module with a main guard survives.
        again: read items anew even where the same content is known.
        kept: after the sources, read the kept items anew that this extractor has not read: those of another extractor,
            version or model, and those that a run left unread.
        extractor: what reads, for this run; without it the settings' one. Raises ProjectError where that is not the
            kind that read what is kept.
        Returns what was done. Killed at any moment, the same call goes on behind the last whole batch.
        """
        with self.writing():
            self.decisions()  # a slip in the file is told now, not after an hour of reading
            wish = Wish(sources, options, again=again, kept=kept)
            report = self._read(wish, progress, extractor, all_cores)
            report.phase = "graph"
            if progress:
                progress(report)
            if self.readings.count() >= RELEASE_FROM:
                # the graph of many items needs the memory of the language pipeline, which loads again in half a second
                self._extractors.clear()
                gc.collect()
            report.quads = self.bring_up_to_date()
            report.phase = "done"
            return report

    def _read(self, wish: Wish, progress: Progress | None, extractor: Kind | None, all_cores: bool) -> IngestReport:
        from newsgraph.ingest.pipeline import BATCH, cores

        kind: Kind = extractor or self.settings.extractor
        if extractor is None:
            refuse_mixing(kind, self.readings.extractors(), self.path)
        if kind == "llm":
            with llm_extractor(self.settings, self.path) as llm:
                report = Intake(self.readings, llm, progress).run(wish, model="", workers=1, batch=LLM_BATCH)
                report.remarks += llm.remarks()
            name = llm.name
        else:
            reader = self.extractor()
            workers = self.settings.workers or (cores() if all_cores else 1)
            run = Intake(self.readings, reader, progress)
            report = run.run(wish, model=self.settings.model, workers=workers, batch=BATCH)
            name = reader.name
        if mixed := mixture(self.readings.extractors(), name):
            report.remarks.append(mixed)
        return report

    def retry(self, *, options: ReadOptions, progress: Progress | None = None, all_cores: bool = False) -> IngestReport:
        """Read the sources of all rejects again."""
        sources = sorted({r.source for r in self.readings.rejected() if r.source != "<stdin>"})
        if not sources:
            return IngestReport(run="")
        return self.ingest(sources, options=options, progress=progress, all_cores=all_cores)

    def remove(self, ids: Sequence[str]) -> int:
        """Forget items and bring the graph up to date; returns how many. Raises ProjectError for an unknown id."""
        with self.writing():
            unknown = [i for i in ids if not self.readings.has(i)]
            if unknown:
                raise ProjectError(
                    f"there is no item {unknown[0]!r}",
                    source=str(self.path),
                    cure="newsgraph query items lists the ids",
                )
            forget_answers(self.path, [kept[0] for i in ids if (kept := self.readings.item(i))])
            removed = self.readings.remove(ids)
            self.bring_up_to_date()
            return removed

    def rebuild(self, *, force: bool = False) -> int | None:
        """Make the graph anew where it is behind; returns its number of quads, None where nothing was to be done."""
        with self.writing():
            return self._rebuild() if force else self.bring_up_to_date()

    # the graph as a function of its inputs -----------------------------------------------------------------------
    def _inputs(self) -> str:
        """Names the state of all that the graph is a function of."""
        key = hashlib.sha256(f"{__version__}\n{self.base}\n{self.settings.store}\n{self.readings.revision()}".encode())
        decisions = [self.path / DECISIONS] if (self.path / DECISIONS).exists() else []
        for path in (*decisions, *self.authority_files):
            content = path.read_bytes()
            key.update(f"\n{path.name}\n{len(content)}\n".encode() + content)
        return key.hexdigest()

    def is_stale(self) -> bool:
        """Whether the stored graph is not the one of the readings, authority files, decisions and updates."""
        generation = self._generation()
        made = f"{self._inputs()} {self.journal.state()} {generation}"
        return generation is None or self.readings.state("graph") != made

    def graph_version(self) -> str:
        """Names the state of the graph that is there now; another one after each change. Cheap."""
        if self.settings.store:  # the server does not tell: what this project last wrote there
            return hashlib.sha256((self.readings.state("graph") or "").encode()).hexdigest()[:16]
        return self._generation() or "none"

    def _generation(self) -> str | None:
        """Which graph is there: recorded with its inputs, so that one newer or older than the record is noticed."""
        if self.settings.store:
            return "remote"
        current = self.path / "graph" / "CURRENT"
        name = current.read_text(encoding="utf-8").strip() if current.exists() else ""
        return name if name and (current.parent / name).is_dir() else None

    def bring_up_to_date(self) -> int | None:
        """Make the graph anew where it is behind; the caller holds the lock. Returns its number of quads, or None."""
        return self._rebuild() if self.is_stale() else None

    def _rebuild(self) -> int:
        from newsgraph.ingest.mapping import map_readings, runs_graph
        from newsgraph.store.applying import Replay
        from newsgraph.updating import replace_graph

        inputs = self._inputs()  # before: what is edited while the graph is made is not in it
        resolution = self.resolution()
        quads = map_readings(self.readings.items, resolution)

        def everything() -> Iterator[Quad]:
            yield from quads
            yield from runs_graph(self.readings.runs(), self.base)

        replay = Replay(self.journal, self.base, self.settings.timeout or None, below=bool(self.settings.store))
        count = replace_graph(self, everything(), replay)
        self.readings.set_state("idle references", "".join(f"{t}\x1f" for t in resolution.unmatched))
        self.readings.set_state("idle updates", json.dumps(replay.idle) if replay.idle else "")
        self.readings.set_state("graph", f"{inputs} {replay.state} {self._generation()}")
        return count

    def resolution(self) -> Resolution:
        """Which of all that was read is one, and why; computed anew in two passes over the readings."""
        from newsgraph.ingest.gazetteer import Gazetteer
        from newsgraph.ingest.resolution import Authorities, resolve

        return resolve(
            self.readings.items,
            authorities=Authorities.load(self.authority_files),
            gazetteer=Gazetteer.open(),
            base=self.base,
            decisions=self.decisions().all(),
        )


def find_project(given: str | os.PathLike[str] | None) -> Path:
    """The project folder: as given, else `NEWSGRAPH_PROJECT`, else `./newsgraph.project`."""
    from newsgraph.settings import DEFAULT_PROJECT, PREFIX

    return Path(given or os.environ.get(PREFIX + "PROJECT") or DEFAULT_PROJECT)
