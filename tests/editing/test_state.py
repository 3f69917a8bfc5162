"""The draft as it is: what can be shown although it can't be published, and why it can't."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from frontdesk.editing import files
from frontdesk.editing.draft import BrokenQuote, Draft
from frontdesk.editing.edits import AddExample, EditError, RemoveExample, SetArticle
from frontdesk.editing.exchange import settled
from frontdesk.errors import ContentError
from frontdesk.evaluation.examples import load_examples
from frontdesk.knowledge.content import load_content
from tests.editing.small import ARTICLE, ROOT
from tests.editing.test_faqs import HIPS, KNEES, REST


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_state_is_what_the_readers_say(draft: Draft, project: Path) -> None:
    state = draft.state()
    assert state.problems == ()
    assert state.content == load_content(project / "content")
    texts, labels = load_examples(project / "data", load_content(project / "content"))
    assert [(text, label) for label, known in state.examples.items() for text in known] == list(zip(texts, labels))[:-2]
    assert state.starters == ("knees", "hips")
    assert state.faqs["knees"].more == (REST,)
    assert state.clinic["name"] == "West Chiropractic"


def test_the_real_files_are_fine(tmp_path: Path) -> None:
    for name in ("content", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    state = Draft(tmp_path, None).state()  # type: ignore[arg-type]
    assert state.problems == ()
    assert state.content == load_content(ROOT / "content")


def test_nothing_is_read_again_while_nothing_changes(draft: Draft, project: Path) -> None:
    tomorrow = time.time() + 24 * 60 * 60  # as from an archive that was packed where the clock is wrong
    for path in project.rglob("*.*"):
        os.utime(path, (tomorrow, tomorrow))
    time.sleep(0.1)
    state = draft.state()
    assert draft.state() is state
    _replace(project / "data/nlu.yml", "hi there", "hi where")
    assert draft.state().examples["greet"] == ("hello", "hi where", "good morning")


def test_a_change_within_the_same_tick_is_seen(draft: Draft, project: Path) -> None:
    words = ("hi there", "hi where")
    for number in range(50):
        old, new = words[number % 2], words[(number + 1) % 2]
        _replace(project / "data/nlu.yml", old, new)
        assert draft.state().examples["greet"][1] == new


def test_broken_quotes_are_listed_and_all_else_is_shown(draft: Draft) -> None:
    text = ARTICLE.replace("Knees do hurt at times.", "Knees do hurt at times, they say.").replace(
        "Hips carry you all day. ", "")
    draft.change("Ann", "changed an article", "x", SetArticle("knees-and-hips", ARTICLE, text))
    state = draft.state()
    assert state.content is None
    assert state.faqs["knees"].passages == (KNEES,)
    changed = next(name for name in state.articles["knees-and-hips"].sentences if name.startswith("knees-do-hurt"))
    assert state.broken == (BrokenQuote("knees", "passages", KNEES, "knees-and-hips", changed),
                            BrokenQuote("hips", "passages", HIPS, "knees-and-hips", None))
    assert state.problems == (
        f"content/faqs.yml:13: the FAQ 'knees' quotes '{KNEES}', which no longer stands in the article "
        f"'knees-and-hips'. Choose the passage again; the nearest is '{changed}'.",
        f"content/faqs.yml:25: the FAQ 'hips' quotes '{HIPS}', which no longer stands in the article "
        "'knees-and-hips'. Choose the passage again.")
    with pytest.raises(ContentError):
        load_content(draft.root / "content")


@pytest.mark.parametrize(("passage", "text", "suggestion"), [
    (f"{KNEES}..{REST}", ARTICLE.replace("rest and time.", "rest."), f"{KNEES}..they-get-better-with-rest-"),
    (f"{KNEES}..{REST}", ARTICLE.replace("They get better with rest and time.", ""), KNEES),
    (f"{KNEES}..{REST}", ARTICLE.replace(" They get better", "\n\nThey get better"), KNEES),
    (f"{REST}..{KNEES}", ARTICLE, REST),
])
def test_the_suggestion_for_a_run_of_sentences_stands_in_the_article(
    passage: str, text: str, suggestion: str, draft: Draft, project: Path
) -> None:
    _replace(project / "content/faqs.yml", f"- {KNEES}", f"- {passage}")
    _replace(project / "content/articles/knees-and-hips.md", ARTICLE, text)
    broken = draft.state().broken[0]
    assert (broken.passage, (broken.suggestion or "")[:len(suggestion)]) == (passage, suggestion)
    draft.state().articles["knees-and-hips"].passage(broken.suggestion or "")


@pytest.mark.parametrize(("name", "old", "new", "problem"), [
    ("data/nlu.yml", "    - hi there\n", "    - do knees hurt\n",
     "data/nlu.yml:24: 'do knees hurt' is taught for faq/knees and for greet. Remove it from one of them."),
    ("data/out_of_scope.yml", "will it rain", "Do knees hurt?",
     "data/nlu.yml:7: 'Do knees hurt?' is taught for out_of_scope/weather and for faq/knees."),
    ("data/nlu.yml", "faq/hips", "faq/hip", "data/nlu.yml:13: there is no FAQ 'hip' in content/faqs.yml."),
    ("data/nlu.yml", "faq/hips", "faq/hip", "content/faqs.yml:21: the FAQ 'hips' has no example."),
    ("data/nlu.yml", "    - hello\n    - hi there\n    - good morning\n", "", "data/nlu.yml:24: greet has no example."),
    ("data/nlu.yml", "    - hello\n", "    -hello\n", "data/nlu.yml:26: this line isn't read as an example."),
    ("data/nlu.yml", "- intent: greet", "- intent: [", "data/nlu.yml:"),
    ("data/nlu.yml", "- intent: greet", "- intent:", "data/nlu.yml:24: an intent has no name."),
    ("data/nlu.yml", "examples: |\n    - hello", "examples:\n    - hello", "aren't written as 'examples: |'"),
    ("content/faqs.yml", "hips:\n", "hips: [\n", "content/faqs.yml:"),
    ("content/faqs.yml", "question: Do", "questions: Do", "content/faqs.yml:10: 'questions' isn't a known setting."),
    ("content/faqs.yml", "      - hips\n", "      - hip\n", "content/faqs.yml:18: there is no FAQ 'hip'."),
    ("content/faqs.yml", "  - hips\n\nfaqs", "  - hip\n\nfaqs", "content/faqs.yml:5: there is no FAQ 'hip'."),
    ("content/faqs.yml", '"Are hips important?"', "Do knees hurt?", "'hips' shows the same question as 'knees'."),
    ("content/clinic.yml", "country:", "country: Narnia", "content/clinic.yml:6: 'NARNIA' isn't a country code"),
    ("content/clinic.yml", "facts:", "facts: [", "content/clinic.yml:"),
    ("content/articles/backs.md", "title:", "titel:", "content/articles/backs.md:2: 'titel' isn't a known setting."),
    ("content/articles/knees-and-hips.md", "title:", "titel:", "content/articles/knees-and-hips.md:2: 'titel'"),
])
def test_what_is_wrong_is_told_with_file_line_and_remedy(
    name: str, old: str, new: str, problem: str, draft: Draft, project: Path
) -> None:
    _replace(project / name, old, new)
    state = draft.state()
    assert [told for told in state.problems if problem in told], state.problems
    assert all(told.startswith(("content/", "data/")) for told in state.problems)
    assert len(state.problems) <= 3
    if name.startswith("content/"):
        assert state.content is None
        with pytest.raises(ContentError):
            load_content(project / "content")
    else:
        assert state.content is not None


def test_an_article_that_cannot_be_read_is_told_once(draft: Draft, project: Path) -> None:
    _replace(project / "content/articles/knees-and-hips.md", "title:", "titel:")
    state = draft.state()
    assert len(state.problems) == 1
    assert (list(state.articles), list(state.faqs), state.broken) == (["backs"], ["knees", "hips"], ())


def test_missing_files_and_bytes_that_are_no_text_are_told(draft: Draft, project: Path) -> None:
    for path in (project / "content").rglob("*.*"):
        path.unlink()
    (project / "data/nlu.yml").write_bytes(b"nlu:\n- intent: \xff\n")
    problems = draft.state().problems
    assert [problem for problem in problems if "content/clinic.yml: the file is missing." in problem]
    assert [problem for problem in problems if "content/faqs.yml: the file is missing." in problem]
    assert [problem for problem in problems if "there is no article." in problem]
    assert [problem for problem in problems if "data/nlu.yml:2: the text isn't UTF-8." in problem]


def test_other_files_can_be_changed_while_one_is_broken(draft: Draft, project: Path) -> None:
    _replace(project / "content/clinic.yml", "facts:", "facts: [")
    _replace(project / "content/faqs.yml", "hips:\n", "hips: [\n")
    draft.change("Ann", "x", "x", AddExample("greet", "hey"))
    draft.change("Ann", "x", "x", AddExample("faq/knees", "knees!"))
    assert draft.state().examples["greet"][-1] == "hey"


@pytest.mark.parametrize("name", [
    "data/nlu.yml", "content/faqs.yml", "content/clinic.yml", "content/articles/backs.md"])
def test_a_file_that_may_not_be_read_is_told(
    name: str, draft: Draft, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, seconds: float) -> bytes:
        if path == project / name:
            raise PermissionError
        return settled(path, seconds)

    monkeypatch.setattr(files, "settled", refuse)
    told = [problem for problem in draft.state().problems if problem.startswith(f"{name}:")]
    assert told == [f"{name}: Frontdesk isn't allowed to read this file. Ask whoever looks after the server to let it."]


def test_what_is_in_a_file_that_may_not_be_read_cannot_be_changed(
    draft: Draft, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _seconds: float) -> bytes:
        raise PermissionError

    monkeypatch.setattr(files, "settled", refuse)
    with pytest.raises(EditError, match=r"data/nlu.yml: .* Ask whoever looks after the server to let it first."):
        draft.change("Ann", "x", "x", RemoveExample("greet", "hello"))


def test_a_folder_with_the_name_of_a_file_is_passed_over(draft: Draft, project: Path) -> None:
    (project / "data/folder.yml").mkdir()
    (project / "content/articles/folder.md").mkdir()
    assert draft.state().problems == ()
