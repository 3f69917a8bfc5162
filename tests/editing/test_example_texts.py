"""Whatever is taught comes back exactly as it was typed, in our readers and in Rasa's, or is refused."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from frontdesk.editing.draft import Draft
from frontdesk.editing.edits import AddExample, EditError, RemoveExample
from frontdesk.editing.example_text import MARKED_UP
from frontdesk.evaluation.examples import load_examples
from frontdesk.knowledge.content import load_content

ROUNDS = 80
_PARTS = ("a", "B", "é", "ß", "日本", "🙂", "👩‍⚕️", " ", "  ", "-", "- ", "#", " #", ":", ": ", "'", '"', "\\",
          "\\u", "\\n", "[", "]", "(", ")", "[x](y)", "{", "}", "{}", "[a]{\"entity\": \"b\"}", "${HOME}", "$", "|",
          ">", "&", "*", "!", "%", "@", "`", "?", ",", "~", "null", "true", "1", "1:30", "0x1f", "1e3", "2020-01-01",
          "\t", "\n", "\r", "\x00", "\x07",
          "\x1b", "\x7f", "\x85", "\xa0", "\u2028", "\u200b", "\ufeff", "\ud800", "---", "...", "<<", "=", "£5")


def _texts(seed: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choice(_PARTS) for _ in range(chance.randint(1, 6))) for _ in range(ROUNDS)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_load_examples_gives_what_was_there_and_what_was_added(seed: int, draft: Draft, project: Path) -> None:
    chance = random.Random(seed)
    labels = list(draft.state().examples)
    content = load_content(project / "content")
    before = sorted(zip(*load_examples(project / "data", content)))
    refused = 0
    for text in _texts(seed):
        label = chance.choice(labels)
        try:
            draft.change("Ann", "added an example", label, AddExample(label, text))
        except EditError:
            refused += 1
        else:
            before = sorted([*before, (text.strip(), label)])
        assert sorted(zip(*load_examples(project / "data", content))) == before
    assert 0 < refused < ROUNDS


@pytest.mark.parametrize("is_ascii", [True, False])
def test_rasa_reads_the_same(is_ascii: bool, draft: Draft, project: Path) -> None:
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

    taken = []
    for text in _texts(4):
        if text.isascii() or not is_ascii:
            try:
                draft.change("Ann", "added an example", "greet", AddExample("greet", text))
            except EditError:
                continue
            taken.append(text.strip())
    written = (project / "data/nlu.yml").read_text(encoding="utf-8")
    assert written.isascii() == is_ascii
    read = RasaYAMLReader().reads(written).training_examples
    texts = [message.get("text") for message in read if message.get("intent") == "greet"]
    assert texts == ["hello", "hi there", "good morning", *taken]
    assert not any(message.get("entities") for message in read)
    assert draft.state().examples["greet"] == tuple(texts)


def test_rasa_marks_what_we_think_it_marks() -> None:
    from rasa.shared.nlu.training_data.entities_parser import ENTITY_REGEX

    chance = random.Random(5)
    for _ in range(5000):
        text = "".join(chance.choice("ab:[](){}") for _ in range(chance.randint(2, 14)))
        ours, theirs = MARKED_UP.search(text), ENTITY_REGEX.search(text)
        assert (ours and ours[0]) == (theirs and theirs[0]), text


@pytest.mark.parametrize(("text", "advice"), [
    ("", "must not be empty"), ("  \n ", "must not be empty"), ("one\ntwo", "one line"), ("one\rtwo", "one line"),
    ("is [this](that) it", "without the square brackets"), ("[a]{\"entity\": \"b\"}", "without the square brackets"),
    ("c:\\users", "without the backslash"), ("a\x07b", "U+0007"), ("a\u2028b", "U+2028"), ("a\ud800b", "U+D800"),
    ("a\ufeffb", "U+FEFF"),
])
def test_what_cannot_be_kept_is_refused_with_advice(
    text: str, advice: str, draft: Draft, project: Path
) -> None:
    before = (project / "data/nlu.yml").read_bytes()
    with pytest.raises(EditError) as error:
        draft.change("Ann", "added an example", "greet", AddExample("greet", text))
    assert advice in str(error.value)
    assert (project / "data/nlu.yml").read_bytes() == before


def test_an_example_in_the_file_that_could_not_be_added_can_be_removed(draft: Draft, project: Path) -> None:
    path = project / "data/nlu.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("hi there", "hi [there](place)"), encoding="utf-8")
    draft.change("Ann", "removed an example", "greet", RemoveExample("greet", "hi [there](place)"))
    assert draft.state().examples["greet"] == ("hello", "good morning")
