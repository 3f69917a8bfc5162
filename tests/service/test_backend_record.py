"""What the supervisor says of backends, and others read."""

from __future__ import annotations

from pathlib import Path

from frontdesk.service.backend_record import BROKEN, READY, Backend, BackendRecord


def test_what_is_written_is_read(tmp_path: Path) -> None:
    writer, reader = BackendRecord(tmp_path / "var"), BackendRecord(tmp_path / "var")
    assert reader.read() == {}
    one, two = Backend(1, 8081, READY), Backend(2, 9000, BROKEN, "It stopped.")
    writer.write([one, two])
    assert reader.read() == {1: one, 2: two}
    writer.write([two])
    assert reader.read() == {2: two}
    writer.clear()
    assert reader.read() == {}
    writer.clear()


def test_an_unchanged_record_is_not_read_again(tmp_path: Path) -> None:
    record = BackendRecord(tmp_path)
    record.write([Backend(1, 8081, READY)])
    assert record.read() is record.read()
