"""The whole check, with a stand-in for the site and the assistant."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.publishing import check as module
from frontdesk.publishing import check_safety, outcomes
from frontdesk.publishing.check import check, live_must_be_asked
from frontdesk.publishing.report import BLOCKED, FINE, WORSE, Report
from frontdesk.safety.detector import Heard, Verdict
from frontdesk.safety.facts import Told
from tests.publishing.stand_in import ROOT, Replies, StandIn, answer, content_of, make_folder, reply, serving

SLUG, OTHER = "calf-and-back-related", "body-compensates"
QUESTIONS = {"calf from my back?": f"faq/{SLUG}", "are they linked": f"faq/{SLUG}", "both hurt": f"faq/{SLUG}",
             "why do both hurt": f"faq/{SLUG}", "hello": "greet", "will it rain": "out_of_scope/weather",
             "gone": "faq/of-long-ago"}
CONVERSATION = "- {user: hello, kind: smalltalk}\n- {user: are they linked, kind: answer}\n"
EMERGENCIES = {"I can't feel my legs": "emergency_now/cauda_equina", "fever || and my back": "same_day/infection",
               "it is a bit sore": "soon/other", "my dog is lame": "none/homonym"}


class Detector:
    """Notices every emergency but those it is told not to."""

    def __init__(self) -> None:
        self.read_texts: list[str] = []
        self.missed: set[str] = set()

    def read(self, text: str, _earlier: object = ()) -> tuple[Verdict, Heard]:
        self.read_texts.append(text)
        level = "" if text in self.missed or text == "fever" else "emergency_now"
        return Verdict(level=level), Heard(text, Told(frozenset(), frozenset()), 0.0)


@dataclass
class Clinic:
    """A project with its sets, a candidate, and the site that serves it."""

    project: Path
    candidate: Path
    site: StandIn
    detector: Detector
    shares: list[float]

    def check(self, live: Path | None = None, live_trial: Any = None) -> Report:
        return check(self.site.trial(self.candidate), self.project, live, live_trial, self.shares.append)

    def publish(self, report: Report) -> Path:
        """Make the candidate the live version, with this report."""
        (self.candidate / "report.json").write_text(json.dumps(report.as_dict()))
        return self.candidate


def table(rows: dict[str, str]) -> str:
    lines = [f"{number}\t{label}\t\tplain\t{text}" for number, (text, label) in enumerate(rows.items())]
    return "\n".join(("id\tlabel\talso\tvoice\ttext", *lines)) + "\n"


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clinic]:
    project = tmp_path / "project"
    (project / "tests" / "eval" / "red_flags").mkdir(parents=True)
    (project / "tests" / "eval" / "development.tsv").write_text(table(QUESTIONS))
    (project / "tests" / "eval" / "red_flags" / "development.tsv").write_text(table(EMERGENCIES))
    (project / "tests" / "conversations" / "happy").mkdir(parents=True)
    (project / "tests" / "conversations" / "happy" / "visitor_greets_and_asks.yml").write_text(CONVERSATION)
    candidate = make_folder(tmp_path / "candidate")
    content = content_of(candidate)

    def say(text: str) -> Replies:
        if text == "hello":
            return [reply("smalltalk")]
        return [answer(content, SLUG) if f"faq/{SLUG}" == QUESTIONS.get(text) else reply("no_answer")]

    detector = Detector()
    monkeypatch.setattr(check_safety, "load_detector", lambda _folder: detector)
    monkeypatch.setattr(outcomes, "_PAUSE", 0.01)
    with serving(StandIn(say)) as site:
        yield Clinic(project, candidate, site, detector, [])


def test_a_first_version(clinic: Clinic) -> None:
    report = clinic.check()
    assert (report.verdict, report.compared, report.left_aside) == (FINE, False, 1)
    assert {item.text: item.outcome for item in report.outcomes} == {
        text: "right" for text in QUESTIONS if text != "gone"}
    assert [(item.name, item.wrong) for item in report.conversations] == [("visitor_greets_and_asks", "")]
    assert sum(item.count for item in report.left_out.labels) == 9
    assert report.safety is not None
    assert [(item.text, item.flagged) for item in report.safety.emergencies] == [
        ("I can't feel my legs", "emergency_now"), ("fever || and my back", "emergency_now"),
        ("it is a bit sore", "emergency_now")]
    assert report.safety.asked_alone == 2
    assert sorted(clinic.site.asked_alone) == ["I can't feel my legs", "and my back", "fever"]
    assert "gone" not in clinic.site.asked


def test_progress_only_grows_to_the_end(clinic: Clinic) -> None:
    clinic.check()
    assert clinic.shares == sorted(clinic.shares)
    assert clinic.shares[-1] == pytest.approx(1.0)


def test_unchanged_is_fine_and_asks_the_live_version_nothing(clinic: Clinic) -> None:
    live = clinic.publish(clinic.check())
    assert not live_must_be_asked(clinic.candidate, clinic.project, live)
    clinic.detector.read_texts.clear()
    report = clinic.check(live)
    assert (report.verdict, report.compared, report.changes, report.unasked) == (FINE, True, (), 0)
    assert clinic.detector.read_texts == []  # it is the same detector, which has read these messages


def test_what_got_worse_is_asked_again_and_told(clinic: Clinic) -> None:
    live, good = clinic.publish(clinic.check()), clinic.site.say
    clinic.site.say = lambda text: [reply("no_answer")] if text in ("both hurt", "are they linked") else good(text)
    clinic.site.asked.clear()
    report = clinic.check(live)
    assert report.verdict == WORSE
    assert {change.question.text for change in report.changes} == {"both hurt", "are they linked"}
    assert any("visitor greets and asks" in reason for reason in report.reasons)
    assert clinic.site.asked.count("both hurt") == 2


def test_a_single_slip_of_a_busy_machine_is_no_change(clinic: Clinic) -> None:
    live, good = clinic.publish(clinic.check()), clinic.site.say
    slips = ["both hurt", "are they linked"]

    def say(text: str) -> Replies:
        if text in slips:
            slips.remove(text)
            return [reply("urgent")]
        return good(text)

    clinic.site.say = say
    report = clinic.check(live)
    assert (report.verdict, report.changes) == (FINE, ())


def test_a_site_that_is_away_for_a_moment_is_asked_again(clinic: Clinic) -> None:
    clinic.site.down = 3
    assert clinic.check().verdict == FINE


def test_a_site_that_stays_away_ends_the_check(clinic: Clinic) -> None:
    clinic.site.down = 10_000
    with pytest.raises(FrontdeskError, match="doesn't answer"):
        clinic.check()


def test_an_emergency_that_an_article_would_answer_blocks(clinic: Clinic) -> None:
    live, good = clinic.publish(clinic.check()), clinic.site.say
    found = answer(content_of(clinic.candidate), OTHER)
    clinic.site.alone = lambda text: [found] if text == "I can't feel my legs" else good(text)
    report = clinic.check(live)
    assert report.verdict == BLOCKED
    assert "I can't feel my legs" in report.reasons[0]
    assert report.safety is not None
    assert report.safety.emergencies[0].alone == f"faq/{OTHER}"


def test_another_detector_reads_everything_anew(clinic: Clinic, tmp_path: Path) -> None:
    live = clinic.publish(clinic.check())
    clinic.candidate = make_folder(tmp_path / "next")
    path = clinic.candidate / "content" / "safety" / "red-flags.yml"
    path.write_text(path.read_text() + "\n# changed\n")
    clinic.detector.missed = {"I can't feel my legs"}
    report = clinic.check(live)
    assert report.verdict == BLOCKED
    assert "“Emergencies noticed”: 1 of 1 got worse" in report.reasons[0]


def test_a_live_version_without_a_report_is_asked_everything(clinic: Clinic, tmp_path: Path) -> None:
    live = make_folder(tmp_path / "live")
    assert live_must_be_asked(clinic.candidate, clinic.project, live)
    with serving(StandIn(lambda _text: [reply("no_answer")])) as old:
        report = clinic.check(live, old.trial(live))
    assert report.compared
    assert sorted(set(old.asked)) == sorted({*(text for text in QUESTIONS if text != "gone"), "hello"})
    assert {change.question.text for change in report.changes} == {
        "calf from my back?", "are they linked", "both hurt", "why do both hurt", "hello"}
    assert all(change.better for change in report.changes)
    assert report.verdict == FINE
    assert clinic.shares == sorted(clinic.shares)


def test_only_new_questions_are_asked_of_the_live_version(clinic: Clinic) -> None:
    live = clinic.publish(clinic.check())
    (clinic.candidate / "content" / "test_questions.yml").write_text(
        f"questions:\n- text: is the calf to blame\n  label: faq/{SLUG}\n  held_out: true\n")
    assert live_must_be_asked(clinic.candidate, clinic.project, live)
    assert clinic.check(live).unasked == 1
    with serving(StandIn(clinic.site.say)) as old:
        report = clinic.check(live, old.trial(live))
    assert old.asked == ["is the calf to blame"]
    assert old.asked_alone == []
    assert (report.unasked, report.verdict) == (0, FINE)
    assert (report.outcomes[0].source, report.outcomes[0].held_out) == ("clinic", True)


def test_what_another_frontdesk_found_out_doesnt_count(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    live = clinic.publish(clinic.check())
    monkeypatch.setattr(module, "code_digest", lambda _project: "of a later Frontdesk")
    assert live_must_be_asked(clinic.candidate, clinic.project, live)
    assert not clinic.check(live).compared


@pytest.mark.parametrize("text", ["", "nonsense", "{}", '{"format": 0}'])
def test_a_damaged_report_is_as_none(clinic: Clinic, text: str) -> None:
    (clinic.candidate / "report.json").write_text(text)
    assert not clinic.check(clinic.candidate).compared


def test_the_digest_of_frontdesk_changes_with_its_files(tmp_path: Path) -> None:
    before = module.code_digest(tmp_path)
    (tmp_path / "thresholds.json").write_text("{}")
    assert module.code_digest(tmp_path) != before


def test_as_a_process_it_tells_its_progress_and_writes_the_report(clinic: Clinic, tmp_path: Path) -> None:
    (clinic.project / "tests" / "eval" / "red_flags" / "development.tsv").unlink()
    out = tmp_path / "out" / "report.json"
    out.parent.mkdir()
    command = [sys.executable, "-W", "ignore", "-m", "frontdesk.publishing.check_process", "--folder",
               str(clinic.candidate), "--url", clinic.site.url, "--rasa-url", clinic.site.url, "--project",
               str(clinic.project), "--live", str(tmp_path / "none"), "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert told[-1] == {"share": 1}
    report = Report.from_dict(json.loads(out.read_text()))
    assert (report.verdict, report.safety) == (FINE, None)
    assert [path.name for path in out.parent.iterdir()] == ["report.json"]


def test_as_a_process_it_explains_what_goes_wrong(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "frontdesk.publishing.check_process", "--folder", str(tmp_path),
               "--url", "http://127.0.0.1:9", "--rasa-url", "http://127.0.0.1:9", "--project", str(tmp_path), "--out",
               str(tmp_path / "report.json")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "there is no article" in done.stderr
    assert not (tmp_path / "report.json").exists()
