"""Vectors on disk: the same as computed, whatever happens to the file."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from frontdesk.language import vector_cache
from frontdesk.language.encoder import Vectors, load_encoder
from frontdesk.language.vector_cache import VectorCache, encode_examples

DIMENSION = 8
TEXTS = [f"example number {number}" for number in range(300)]


class Counting:
    """A stand-in for the encoder that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return embed(texts)


def embed(texts: Sequence[str]) -> Vectors:
    rows = [np.random.default_rng(sum(text.encode("utf-8", "surrogatepass"))).normal(size=DIMENSION) for text in texts]
    return np.array(rows, dtype=np.float32).reshape(len(texts), DIMENSION)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "models" / "vectors.npz"


@pytest.fixture
def encode() -> Counting:
    return Counting()


def asked_after(path: Path, texts: Sequence[str]) -> list[str]:
    """What a later process has to compute for these texts; it must get the right vectors."""
    encode = Counting()
    np.testing.assert_array_equal(VectorCache(path).encode(texts, encode), embed(texts))
    return encode.asked


def test_vectors_are_those_of_the_encoder_in_the_order_of_the_texts(path: Path, encode: Counting) -> None:
    np.testing.assert_array_equal(VectorCache(path).encode(TEXTS, encode), embed(TEXTS))
    assert sorted(encode.asked) == sorted(TEXTS)


def test_what_is_known_isnt_computed_again(path: Path, encode: Counting) -> None:
    VectorCache(path).encode(TEXTS, encode)
    assert asked_after(path, TEXTS[::-1]) == []
    assert asked_after(path, [*TEXTS, "a new one"]) == ["a new one"]
    assert asked_after(path, ["a new one"]) == []


def test_the_same_text_twice_is_computed_once(path: Path, encode: Counting) -> None:
    result = VectorCache(path).encode(["a", "b", "a"], encode)
    assert sorted(encode.asked) == ["a", "b"]
    np.testing.assert_array_equal(result[0], result[2])


def test_no_text_no_vector(path: Path, encode: Counting) -> None:
    assert VectorCache(path).encode([], encode).shape == (0, DIMENSION)
    assert not path.exists()


@pytest.mark.parametrize("text", ["", " ", "日本語", "\ud800", "x" * 5000])
def test_odd_texts_are_kept_too(path: Path, encode: Counting, text: str) -> None:
    VectorCache(path).encode([text], encode)
    assert asked_after(path, [text]) == []


def test_the_file_holds_no_text_and_no_pickle(path: Path, encode: Counting) -> None:
    VectorCache(path).encode(["a secret example"], encode)
    assert b"secret" not in path.read_bytes()
    with np.load(path, allow_pickle=False) as arrays:
        assert {arrays[name].dtype.kind for name in arrays.files} == {"u", "f"}


def with_flag(data: bytes, flag: int) -> bytes:
    """The archive with a flag set in its first entry, as one flipped bit does it."""
    place = data.index(b"PK\x01\x02") + 8
    return data[:place] + bytes([data[place] | flag]) + data[place + 1 :]


@pytest.mark.parametrize("damage", [
    lambda data: b"", lambda data: b"nonsense", lambda data: data[: len(data) // 2],
    lambda data: data[:600] + bytes([data[600] ^ 255]) + data[601:],
    lambda data: with_flag(data, 0x01), lambda data: with_flag(data, 0x20),  # encrypted; patched
])
def test_a_damaged_file_is_computed_anew_and_mended(path: Path, encode: Counting, damage) -> None:
    VectorCache(path).encode(TEXTS, encode)
    path.write_bytes(damage(path.read_bytes()))
    assert sorted(asked_after(path, TEXTS)) == sorted(TEXTS)
    assert asked_after(path, TEXTS) == []


def test_arrays_of_another_shape_count_as_damaged(path: Path) -> None:
    path.parent.mkdir()
    np.savez(path, digests=np.zeros((3, 16), dtype=np.uint8), vectors=np.zeros((2, DIMENSION), dtype=np.float32))
    assert sorted(asked_after(path, TEXTS)) == sorted(TEXTS)


def test_the_file_is_bounded_and_what_was_used_last_stays(path: Path, encode: Counting) -> None:
    cache = VectorCache(path, most=100)
    for start in range(0, 300, 50):
        cache.encode(TEXTS[start : start + 50], encode)
    assert asked_after(path, TEXTS[250:]) == []
    with np.load(path) as arrays:
        assert len(arrays["vectors"]) == 100
    assert asked_after(path, TEXTS[:50]) == TEXTS[:50]


def test_more_than_fits_is_still_all_computed(path: Path, encode: Counting) -> None:
    np.testing.assert_array_equal(VectorCache(path, most=10).encode(TEXTS, encode), embed(TEXTS))


def test_a_folder_that_cant_be_written_only_costs_time(tmp_path: Path, encode: Counting) -> None:
    (tmp_path / "models").write_text("a file, no folder")
    path = tmp_path / "models" / "vectors.npz"
    np.testing.assert_array_equal(VectorCache(path).encode(TEXTS, encode), embed(TEXTS))


def test_a_failing_encoder_leaves_the_file_as_it_was(path: Path, encode: Counting) -> None:
    VectorCache(path).encode(TEXTS, encode)
    before = path.read_bytes()

    def fail(_texts: Sequence[str]) -> Vectors:
        raise RuntimeError("no encoder")

    with pytest.raises(RuntimeError):
        VectorCache(path).encode([*TEXTS, "new"], fail)
    assert path.read_bytes() == before
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def use_often(path: Path, start: int) -> None:
    for number in range(start, start + 40):
        texts = TEXTS[number : number + 30]
        np.testing.assert_array_equal(VectorCache(path).encode(texts, embed), embed(texts))


def test_two_processes_at_once_do_no_harm(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=use_often, args=(path, start)) for start in (0, 20, 200)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    assert len(asked_after(path, TEXTS[20:50])) < 30


def test_examples_are_encoded_as_by_the_encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_cache, "COPIES", tmp_path)
    texts = ["my calf hurts", "", "how much is it?"]
    expected = load_encoder().encode(texts)
    np.testing.assert_array_equal(encode_examples(texts), expected)
    (file,) = tmp_path.iterdir()
    written = file.stat().st_mtime_ns
    np.testing.assert_array_equal(encode_examples(texts), expected)
    assert file.stat().st_mtime_ns == written


def test_the_vectors_of_another_encoder_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_cache, "COPIES", tmp_path)
    encode_examples(["a text"])
    (old,) = tmp_path.iterdir()
    (tmp_path / "frontdesk-1234.tar.gz").touch()
    monkeypatch.setattr(vector_cache, "encoder_fingerprint", lambda: "of another encoder")
    encode_examples(["a text"])
    assert not old.exists()
    assert len(list(tmp_path.iterdir())) == 2
