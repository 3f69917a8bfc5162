"""Writing the files: all or none, beside programs that write them too, and after a death at any step."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import stat
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from frontdesk.editing import exchange, saving, steps
from frontdesk.editing.draft import Draft
from frontdesk.editing.edits import AddArticle, AddExample, AddFaq, EditError, RemoveArticle, RemoveFaq, SetArticle
from frontdesk.editing.exchange import StillOpen, settled
from frontdesk.store.audit import Audit
from tests.editing.small import ARTICLE, SECOND
from tests.editing.test_faqs import NEW
from tests.editing.test_undo import _bytes

NLU = "data/nlu.yml"


LINUX, OTHER = "renameat2 and leases", "neither"


@pytest.fixture
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the system can do."""
    if request.param == OTHER:
        monkeypatch.setattr(exchange, "_renameat2", lambda: None)
        monkeypatch.setattr(exchange, "_lease", lambda _descriptor: None)
    return str(request.param)


def _add_line(path: Path, line: str, way: str) -> None:
    text = path.read_text(encoding="utf-8").replace("    - hello\n", f"    - hello\n    - {line}\n")
    if way == "in place":
        path.write_text(text, encoding="utf-8")
    else:
        new = path.with_name("new")
        new.write_text(text, encoding="utf-8")
        new.replace(path)


def _once(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, before: Callable[[], object]) -> None:
    """Do something before the first call of a function."""
    real, calls = getattr(module, name), iter((True,))

    def stand_in(*arguments: Any, **options: Any) -> Any:
        if next(calls, False):
            before()
        return real(*arguments, **options)

    monkeypatch.setattr(module, name, stand_in)


@pytest.mark.parametrize("way", ["in place", "by another file"])
@pytest.mark.parametrize(("system", "moment"), [
    (LINUX, "prepared"), (LINUX, "look"), (LINUX, "place"), (OTHER, "prepared"), (OTHER, "look"),
], indirect=["system"])
def test_what_is_written_meanwhile_is_kept(
    way: str, moment: str, system: str, draft: Draft, audit: Audit, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _once(monkeypatch, saving, moment, before=lambda: _add_line(project / NLU, "typed", way))
    draft.change("Ann", "x", "x", AddExample("greet", "hey"))
    assert draft.state().examples["greet"] == ("hello", "typed", "hi there", "good morning", "hey")
    assert list(project.rglob(".*")) == []
    assert len(audit.newest()) == 1


@pytest.mark.parametrize("ready", [True, False])
def test_what_is_written_to_the_old_file_is_kept(
    ready: bool, draft: Draft, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A program opens the file just before it changes places with ours, and writes it afterwards.
    opened: list[BinaryIO] = []

    def write() -> None:
        opened[0].write(typed)
        opened[0].flush()
        if ready:
            opened[0].close()
        else:
            threading.Timer(0.1, opened[0].close).start()

    typed = (project / NLU).read_bytes().replace(b"    - hello\n", b"    - hello\n    - typed\n")
    _once(monkeypatch, saving, "place", before=lambda: opened.append((project / NLU).open("r+b")))
    _once(monkeypatch, saving, "confirm", before=write)
    draft.change("Ann", "x", "x", AddExample("greet", "hey"))
    assert draft.state().examples["greet"] == ("hello", "typed", "hi there", "good morning", "hey")
    assert list(project.rglob(".*")) == []


def _write_over_while_it_is_put_back(project: Path, monkeypatch: pytest.MonkeyPatch, after: str = "hello") -> None:
    def displace() -> None:
        path = project / NLU
        text = path.read_text(encoding="utf-8").replace(f"    - {after}\n", f"    - {after}\n    - typed\n")
        path.with_name("new").write_text(text, encoding="utf-8")
        path.with_name("new").replace(path)

    def write_over() -> None:  # based on our change, which is about to be taken back
        text = (project / NLU).read_text(encoding="utf-8")
        assert "hey" in text
        (project / NLU).write_text(text.replace("    - hey\n", "    - hey\n    - more\n"), encoding="utf-8")

    _once(monkeypatch, saving, "place", before=displace)
    _once(monkeypatch, saving, "take_back", before=write_over)


GREETINGS = {"hello", "typed", "hi there", "good morning", "more"}


@pytest.mark.parametrize("after", ["hello", "good morning"])
def test_what_is_written_over_ours_while_it_is_put_back_is_kept(
    after: str, draft: Draft, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_over_while_it_is_put_back(project, monkeypatch, after)
    draft.change("Ann", "x", "x", AddExample("greet", "hey"))
    assert set(draft.state().examples["greet"]) == {*GREETINGS, "hey"}
    assert len(draft.state().examples["greet"]) == 6


@pytest.mark.parametrize("after", ["hello", "good morning"])
@pytest.mark.parametrize("system", [LINUX, OTHER])
def test_it_is_kept_also_after_a_death_at_any_step_of_putting_it_back(
    system: str, after: str, project: Path, audit: Audit, tmp_path: Path
) -> None:
    original, context = (project / NLU).read_bytes(), multiprocessing.get_context("fork")
    for step in range(60):
        (project / NLU).write_bytes(original)
        arguments = (project, str(tmp_path / "audit.db"), step, system, after)
        process = context.Process(target=_die_putting_back, args=arguments)
        process.start()
        process.join()
        greetings = Draft(project, audit).state().examples["greet"]
        assert set(greetings) >= GREETINGS, step
        assert len(greetings) == len(set(greetings)), step
        assert list(project.rglob(".*")) == []
        if process.exitcode == 0:
            break
    assert process.exitcode == 0
    assert step > 5


def _die_putting_back(project: Path, database: str, step: int, system: str, after: str) -> None:
    """Make a change that has to be put back, and die at a step of that."""
    if system == OTHER:
        exchange._renameat2, exchange._lease = (lambda: None), (lambda _descriptor: None)  # type: ignore[assignment]
    patch, left = pytest.MonkeyPatch(), iter(range(step, -1, -1))

    def counting(module: Any, name: str) -> None:
        real = getattr(module, name)

        def stand_in(*arguments: Any, **options: Any) -> Any:
            if next(left, 0) == 0:
                os._exit(9)
            return real(*arguments, **options)

        patch.setattr(module, name, stand_in)

    def begin() -> None:
        for name in ("write", "exchange", "settled"):
            counting(steps, name)
        counting(os, "fsync")
        _count_names(counting)

    _write_over_while_it_is_put_back(project, patch, after)
    _once(patch, saving, "take_back", before=begin)
    Draft(project, Audit(database)).change("Ann", "x", "x", AddExample("greet", "hey"))
    os._exit(0)


def test_it_is_kept_also_where_the_disk_is_full(
    draft: Draft, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def full(descriptor: int) -> None:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    with monkeypatch.context() as patch:
        _write_over_while_it_is_put_back(project, patch)
        _once(patch, saving, "take_back", before=lambda: patch.setattr(os, "fsync", full))
        with pytest.raises(EditError, match="make room on the disk"):
            draft.change("Ann", "x", "x", AddExample("greet", "hey"))
        draft.state()  # can be looked at all the same
    assert set(draft.state().examples["greet"]) >= GREETINGS
    draft.change("Ann", "x", "x", AddExample("greet", "howdy"))
    assert set(draft.state().examples["greet"]) >= {*GREETINGS, "howdy"}
    assert list(project.rglob(".*")) == []


@pytest.mark.parametrize("moment", ["take_back", "settled"])
@pytest.mark.parametrize("name", [NLU, "content/articles/hands.md"])
def test_what_a_program_keeps_open_while_it_is_put_back_is_kept(
    name: str, moment: str, draft: Draft, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "_WAIT", 0.05)
    opened: list[BinaryIO] = []

    def fail(*_arguments: object) -> int:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(Audit, "record", fail)
        if moment == "take_back":
            _once(patch, saving, "take_back", before=lambda: opened.append((project / name).open("ab")))
        else:  # just between the look at the file and its move
            move = "exchange" if name == NLU else "move"
            _once(patch, saving, "take_back",
                  before=lambda: _once(patch, steps, move, before=lambda: opened.append((project / name).open("ab"))))
        with pytest.raises(EditError, match="Another program"):
            draft.change("Ann", "x", "x", AddExample("greet", "hey") if name == NLU else AddArticle("hands", SECOND))
    draft.state()
    with pytest.raises(EditError, match="Another program"):
        draft.change("Ann", "x", "x", AddExample("greet", "howdy"))
    opened[0].write(b"    - more\n")
    opened[0].close()
    greetings = set(draft.state().examples["greet"])
    assert "more" in (project / name).read_text(encoding="utf-8")
    assert not {"hey", "howdy"} & greetings
    draft.change("Ann", "x", "x", AddExample("greet", "howdy"))
    assert list(project.rglob(".*")) == []


def test_a_stop_just_after_a_file_was_placed_leaves_no_change(
    draft: Draft, audit: Audit, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real = _bytes(project), steps.place

    def stopped(step: steps.Step) -> None:
        real(step)
        raise KeyboardInterrupt

    for edit in (AddExample("greet", "hey"), AddArticle("hands", SECOND), RemoveArticle("backs")):
        with monkeypatch.context() as patch:
            patch.setattr(saving, "place", stopped)
            with pytest.raises(KeyboardInterrupt):
                draft.change("Ann", "x", "x", edit)
        assert _bytes(project) == before
    assert audit.newest() == []


@pytest.mark.parametrize(("number", "advice"), [
    (errno.ENOSPC, "data/nlu.yml can't be written .no space left on device.. Ask .* to make room on the disk"),
    (errno.EACCES, "data/nlu.yml can't be written .permission denied.. Ask .* to let Frontdesk write to that folder"),
    (errno.EIO, "Ask .* to see to that file"),
])
def test_what_cannot_be_written_is_told(
    number: int, advice: str, draft: Draft, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _bytes(project)

    def fail(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(EditError, match=advice):
            draft.change("Ann", "x", "x", AddExample("greet", "hey"))
    assert _bytes(project) == before


def test_the_group_keeps_its_access_where_the_owner_cannot_be_kept(
    draft: Draft, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int] = []

    def chown(path: Path, owner: int, group: int) -> None:
        if owner != -1:
            raise PermissionError
        given.append(group)
        path.chmod(0o600)  # what the system may do then

    (project / NLU).chmod(0o664)
    monkeypatch.setattr(os, "chown", chown)
    draft.change("Ann", "x", "x", AddExample("greet", "hey"))
    assert given == [(project / NLU).stat().st_gid]
    assert stat.S_IMODE((project / NLU).stat().st_mode) == 0o664


def test_the_lock_and_the_journal_are_where_frontdesk_writes(project: Path, audit: Audit, tmp_path: Path) -> None:
    draft = Draft(project, audit, var=tmp_path / "elsewhere")
    draft.change("Ann", "x", "x", AddExample("greet", "hey"))
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["edit.lock"]
    assert not (project / "var").exists()


def test_a_program_that_writes_slowly_is_waited_for(draft: Draft, project: Path) -> None:
    text = (project / NLU).read_text(encoding="utf-8").replace("hello", "hello you")
    begun = threading.Event()

    def write() -> None:
        with (project / NLU).open("w", encoding="utf-8") as file:
            file.write(text[:100])
            file.flush()
            begun.set()
            time.sleep(0.3)
            file.write(text[100:])

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait()
    draft.change("Ann", "x", "x", AddExample("greet", "hey"))
    writer.join()
    assert draft.state().examples["greet"] == ("hello you", "hi there", "good morning", "hey")


def test_a_program_that_keeps_the_file_open_is_told(
    draft: Draft, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "_WAIT", 0.05)
    before = _bytes(project)
    with (project / NLU).open("r+b"), pytest.raises(EditError, match="Another program is writing"):
        draft.change("Ann", "x", "x", AddExample("greet", "hey"))
    assert _bytes(project) == before
    draft.change("Ann", "x", "x", AddExample("greet", "hey"))


def test_a_file_that_is_away_for_a_moment_is_waited_for(draft: Draft, project: Path) -> None:
    draft.state()
    aside = project / "nlu.yml~"
    (project / NLU).rename(aside)
    back = threading.Timer(0.1, lambda: aside.rename(project / NLU))
    back.start()
    draft.change("Ann", "x", "x", AddExample("greet", "hey"))
    back.join()


def test_mode_and_links_stay(draft: Draft, project: Path) -> None:
    real = project / "elsewhere.yml"
    (project / NLU).rename(real)
    (project / NLU).symlink_to(real)
    real.chmod(0o640)
    draft.change("Ann", "x", "x", AddExample("greet", "hey"))
    assert (project / NLU).is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert "- hey" in real.read_text(encoding="utf-8")


def test_an_audit_that_fails_leaves_no_change(draft: Draft, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _bytes(project)

    def fail(*_arguments: object) -> int:
        raise OSError("disk full")

    for edit in (AddFaq("rest", NEW, ("rest?",)), RemoveArticle("backs"), AddExample("greet", "hey")):
        with monkeypatch.context() as patch:
            patch.setattr(Audit, "record", fail)
            with pytest.raises(OSError, match="disk full"):
                draft.change("Ann", "x", "x", edit)
        assert _bytes(project) == before
    assert not (project / "var/edit-journal.json").exists()


EDITS = {
    "two files": (AddFaq("rest", NEW, ("rest?",)),),
    "a new file": (AddArticle("hands", SECOND), SetArticle("knees-and-hips", ARTICLE, ARTICLE + "\nMore.\n")),
    "a file goes": (RemoveArticle("backs"), AddExample("greet", "hey")),
    "an FAQ goes": (RemoveFaq("knees"),),
}


def _die(project: Path, database: str, edits: tuple[Any, ...], step: int, system: str) -> None:
    """Make a change, and die at a step of writing it."""
    if system == OTHER:
        exchange._renameat2, exchange._lease = (lambda: None), (lambda _descriptor: None)  # type: ignore[assignment]
    left = iter(range(step, -1, -1))

    def counting(module: Any, name: str) -> None:
        real = getattr(module, name)

        def stand_in(*arguments: Any, **options: Any) -> Any:
            if next(left, 0) == 0:
                os._exit(9)
            return real(*arguments, **options)

        setattr(module, name, stand_in)

    for name in ("write", "look", "place", "confirm", "_clear", "sync_folder"):
        counting(saving, name)
    counting(Audit, "record")
    _count_names(counting)
    Draft(project, Audit(database)).change("Ann", "made a change", "x", *edits)
    os._exit(0)


def _count_names(counting: Callable[[Any, str], None]) -> None:
    """Count what gives names to files, and what takes them."""
    for name in ("unlink", "replace"):
        counting(Path, name)
    counting(os, "link")


@pytest.mark.parametrize("system", [LINUX, OTHER])
@pytest.mark.parametrize("which", EDITS)
def test_a_death_at_any_step_leaves_all_or_nothing(
    which: str, system: str, project: Path, audit: Audit, tmp_path: Path
) -> None:
    draft, before, edits = Draft(project, audit), _bytes(project), EDITS[which]
    entry = draft.change("Ann", "made a change", "x", *edits)
    after = _bytes(project)
    back = draft.undo("Ann", entry)
    context, outcomes = multiprocessing.get_context("fork"), []
    for step in range(60):
        process = context.Process(target=_die, args=(project, str(tmp_path / "audit.db"), edits, step, system))
        process.start()
        process.join()
        assert Draft(project, audit).state().problems == ()
        done = _bytes(project) == after
        assert done or _bytes(project) == before, step
        newest = audit.newest(1)[0]
        assert done == (newest.id > back), step  # what is recorded is done, and what is done is recorded
        assert list(project.rglob(".*")) == []
        outcomes.append(done)
        if done:
            back = draft.undo("Ann", newest.id)
        if process.exitcode == 0:
            break
    assert process.exitcode == 0
    assert outcomes[0] is False
    assert outcomes[-1] is True
    assert len(outcomes) > 10


def test_what_others_wrote_after_a_death_is_kept(project: Path, audit: Audit, tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_die_at_record, args=(project, str(tmp_path / "audit.db")))
    process.start()
    process.join()
    journal = json.loads((project / "var/edit-journal.json").read_text(encoding="utf-8"))
    assert [Path(step["path"]).name for step in journal["steps"]] == ["nlu.yml", "faqs.yml", "backs.md", "hands.md"]
    text = (project / NLU).read_text(encoding="utf-8")
    assert "faq/rest" in text
    (project / NLU).write_text(text.replace("    - hello\n", "    - hello\n    - typed\n"), encoding="utf-8")
    (project / "content/articles/hands.md").write_text(SECOND.replace("Backs", "Hands"), encoding="utf-8")
    (project / "content/articles/backs.md").write_text(SECOND + "\nNew.\n", encoding="utf-8")
    state = Draft(project, audit).state()
    assert "rest" not in state.faqs
    assert "faq/rest" not in state.examples
    assert state.examples["greet"][:2] == ("hello", "typed")
    assert state.articles["hands"].title == "Hands"  # somebody has worked on it, so it stays
    assert "New." in state.articles["backs"].body
    assert state.problems == ()


def test_what_a_death_left_is_put_back_also_where_the_project_was_renamed(
    project: Path, audit: Audit, tmp_path: Path
) -> None:
    before = {Path(name).name: data for name, data in _bytes(project).items()}
    process = multiprocessing.get_context("fork").Process(
        target=_die_at_record, args=(project, str(tmp_path / "audit.db")))
    process.start()
    process.join()
    renamed = project.rename(tmp_path / "renamed")
    assert Draft(renamed, audit).state().problems == ()
    assert {Path(name).name: data for name, data in _bytes(renamed).items()} == before


def test_nothing_is_swept_away_while_a_file_is_missing_that_was_being_changed(
    project: Path, audit: Audit, tmp_path: Path
) -> None:
    before = _bytes(project)
    process = multiprocessing.get_context("fork").Process(
        target=_die_at_record, args=(project, str(tmp_path / "audit.db")))
    process.start()
    process.join()
    spare = next(project.rglob(".nlu.yml.*.frontdesk"))
    for path in (spare, project / NLU):
        path.rename(tmp_path / path.name)
    draft = Draft(project, audit)
    assert "greet" not in draft.state().examples
    with pytest.raises(EditError, match=r"data/nlu.yml was cut off"):
        draft.change("Ann", "x", "x", AddArticle("legs", SECOND))
    (tmp_path / spare.name).rename(spare)
    (tmp_path / "nlu.yml").rename(project / NLU)
    draft.state()
    assert _bytes(project) == before


def _die_at_record(project: Path, database: str) -> None:
    def die(*_arguments: object) -> int:
        os._exit(9)

    Audit.record = die  # type: ignore[method-assign, assignment]
    Draft(project, Audit(database)).change("Ann", "x", "x", AddFaq("rest", NEW, ("rest?",)), RemoveArticle("backs"),
                                           AddArticle("hands", SECOND))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    return path


def test_a_file_is_settled_when_nobody_has_it_open_for_writing(file: Path) -> None:
    assert settled(file, 0) == b"old"
    with file.open("rb"):
        assert settled(file, 0) == b"old"
    with file.open("ab"), pytest.raises(StillOpen):
        settled(file, 0.02)


def test_who_begins_to_write_while_we_look_does_us_no_harm(file: Path) -> None:
    # The kernel tells who holds the lease by a signal, which must not end the process.
    def write() -> None:
        for _ in range(300):
            with file.open("wb") as opened:
                opened.write(b"new")

    writer = multiprocessing.get_context("fork").Process(target=write)
    writer.start()
    while writer.is_alive():
        try:
            assert settled(file, 1) in (b"old", b"new")
        except StillOpen:
            continue
    writer.join()
    assert writer.exitcode == 0


@pytest.mark.parametrize("system", [LINUX, OTHER], indirect=True)
def test_files_change_places(system: str, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("1", encoding="utf-8")
    other.write_text("2", encoding="utf-8")
    exchange.exchange(one, other)
    assert (one.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")) == ("2", "1")
    with pytest.raises(FileExistsError):
        exchange.move(one, other)
    exchange.move(one, tmp_path / "third")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "third"]
    with pytest.raises(FileNotFoundError):
        exchange.exchange(tmp_path / "none", other)
