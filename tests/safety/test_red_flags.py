"""The red flags' content: it holds the whole specification, and its faults are named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.errors import ContentError
from frontdesk.safety.examples import load_examples
from frontdesk.safety.red_flags import LEVELS, SELF_HARM, RedFlags, load_red_flags

SAFETY = Path(__file__).resolve().parents[2] / "content" / "safety"
FILES = ("red-flags.yml", "words.yml", "reading.yml", "spellings.yml")
# The specification's table: id, level, words of its extra, and levels it rises to with more facts.
TABLE: list[tuple[str, str, str, tuple[str, ...]]] = [
    ("cauda_equina", "emergency_now", "repeat these words", ()),
    ("spinal_cord_compression", "emergency_now", "move", ()),
    ("pulmonary_embolism", "emergency_now", "", ()),
    ("acute_limb_ischaemia", "emergency_now", "", ()),
    ("compartment_syndrome", "emergency_now", "no massage or stretching", ()),
    ("aortic_emergency", "emergency_now", "", ()),
    ("heart_attack", "emergency_now", "", ()),
    ("stroke", "emergency_now", "", ()),
    ("head_neck_vascular", "emergency_now", "no neck treatment", ()),
    ("sepsis", "emergency_now", "", ()),
    ("spinal_trauma", "emergency_now", "keep still", ()),
    ("rhabdomyolysis", "emergency_now", "", ()),
    ("pregnancy_emergency", "emergency_now", "maternity line", ()),
    ("self_harm_crisis", "emergency_now", "", ()),
    ("general_emergency", "emergency_now", "", ()),
    ("dvt", "same_day", "no massage, rolling or stretching of that leg", ()),
    ("achilles_rupture", "same_day", "keep weight off", ()),
    ("spinal_infection", "same_day", "bladder changes", ()),
    ("kidney_infection", "same_day", "", ()),
    ("leg_or_joint_infection", "same_day", "", ()),
    ("fragility_fracture", "same_day", "no manual treatment", ()),
    ("limb_fracture", "same_day", "", ("emergency_now",)),
    ("progressive_weakness", "same_day", "both legs", ("emergency_now",)),
    ("child_unwell_pain", "same_day", "", ()),
    ("malignancy", "soon", "", ("same_day",)),
    ("peripheral_arterial_disease", "soon", "", ("same_day",)),
]
LEVEL_TEXTS = {
    "emergency_now": [
        "Please call {emergency} now or have someone take you to A&E/ER",
        "Don't drive yourself, and don't wait for the clinic."],
    "same_day": [
        "Please have this checked by a medical professional today: urgent-care line, same-day doctor, urgent care or "
        "A&E/ER.", "If it worsens, call {emergency}."],
    "soon": ["Please speak to a doctor within a few days, before booking here; sooner if it changes."],
}


def test_the_table_is_whole(red_flags: RedFlags) -> None:
    assert set(red_flags.conditions) == {name for name, *_ in TABLE}


@pytest.mark.parametrize(("name", "level", "extra", "also"), TABLE)
def test_a_condition_stands_at_its_level_with_its_extra(
    red_flags: RedFlags, name: str, level: str, extra: str, also: tuple[str, ...]
) -> None:
    condition = red_flags.conditions[name]
    assert condition.level == level
    assert extra in condition.extra.lower()
    assert bool(condition.extra) == bool(extra)
    assert {rule.level for rule in red_flags.rules if rule.condition == name} == {level, *also}


def test_only_self_harm_has_a_text_of_its_own(red_flags: RedFlags) -> None:
    assert [name for name, about in red_flags.conditions.items() if about.message == SELF_HARM] == ["self_harm_crisis"]


@pytest.mark.parametrize(("level", "said"), LEVEL_TEXTS.items())
def test_the_level_texts_hold_the_specifications_words(red_flags: RedFlags, level: str, said: list[str]) -> None:
    for words in ["I can't assess symptoms", *said]:
        assert words in red_flags.messages[level]


def test_the_rules_are_most_urgent_first(red_flags: RedFlags) -> None:
    levels = [LEVELS.index(rule.level) for rule in red_flags.rules]
    assert levels == sorted(levels)


def test_facts_that_count_when_over_are_those_of_the_reading_rules(red_flags: RedFlags) -> None:
    recent = ("saddle_numbness", "bladder_loss", "bowel_loss", "chest_pressure", "fainted", "face_droop", "speech_lost",
              "one_sided_weakness", "sight_lost", "wish_to_die", "self_harm", "others_wish_to_die")
    assert {name: red_flags.facts[name].past for name in recent} == dict.fromkeys(recent, "recent")
    always = ("clot_risk", "cancer_history", "fragile", "aneurysm", "artery_risk")
    assert {name: red_flags.facts[name].past for name in always} == dict.fromkeys(always, "always")


@pytest.mark.parametrize(
    ("country", "line"), [("GB", "116 123"), ("IE", "116 123"), ("US", "988"), ("CA", "988"), ("other",
    "findahelpline.com")])
def test_crisis_lines_are_the_specifications(red_flags: RedFlags, country: str, line: str) -> None:
    assert line in red_flags.crisis_lines[country]
    assert line in red_flags.crisis_lines["unknown"]


def test_nobody_has_signed_by_half(red_flags: RedFlags) -> None:
    signature = red_flags.sign_off
    given = [signature.by, signature.role, signature.registration, signature.date]
    assert red_flags.sign_off.signed == all(given) == any(given)


@pytest.fixture
def refuse(tmp_path: Path) -> Callable[..., ContentError]:
    """Loads the content with one text replaced, and returns the complaint, whose line is that of ``where``."""

    def load(name: str, old: str, new: str, where: str = "") -> ContentError:
        for file in FILES:
            shutil.copy(SAFETY / file, tmp_path / file)
        path = tmp_path / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        at = text[: text.index(where or old)].count("\n") + 1
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(ContentError) as caught:
            load_red_flags(tmp_path)
        error = caught.value
        assert error.path == path
        assert error.line is not None
        assert abs(error.line - at) <= 2
        assert str(error) == f"{path}:{error.line}: {error.problem}. {error.remedy}."
        return error

    return load


@pytest.mark.parametrize(
    ("name", "old", "new", "problem", "remedy"),
    [
        ("red-flags.yml", "      - bladder_loss\n", "      - bladder_los\n", "there is no fact 'bladder_los'",
         "Use a name that stands below 'facts:'"),
        ("red-flags.yml", '"{numb} + {saddle}"', '"{nub} + {saddle}"', "there is no group 'nub'", "Write words, or"),
        ("red-flags.yml", '"{numb} + {saddle}"', '"{numb}x + {saddle}"', "mixes a {group} with words", "joined by"),
        ("red-flags.yml", '"{numb} + {saddle}"', '"{numb} +  + leg"', "an alternative is empty", "joined by"),
        ("red-flags.yml", "    level: emergency_now", "    level: urgent", "'urgent' isn't a level",
        "Use one of: emer"),
        ("red-flags.yml", "    level: emergency_now\n", "", "'level' is missing or empty", "Add a line 'level: …'"),
        ("red-flags.yml", "    source: S1 S2\n", "", "'source' is missing or empty", "Add a line 'source: …'"),
        ("red-flags.yml", "    when:\n", "    whenever:\n", "'whenever' isn't a known setting", "Use one of: level"),
        ("red-flags.yml", "    message: self_harm", "    message: warm", "there is no message 'warm'", "Leave it out"),
        ("red-flags.yml", "version: 1", "version: one", "'version' must be a whole number", "Count up by one"),
        ("red-flags.yml", "version: 1", "version: 0", "'version' must be a whole number", "Count up by one"),
        ("red-flags.yml", "version: 1", "version: 1.5", "'version' must be a whole number", "Count up by one"),
        ("red-flags.yml", "  by:\n", "  by: Dr A. Person\n", "the sign-off has no 'role'", "Fill in all four lines"),
        ("red-flags.yml", "  by:\n", "  who: Dr A. Person\n", "'who' isn't a known setting", "Use one of: by"),
        ("red-flags.yml", "    past: recent\n", "    past: often\n", "'often' isn't known", "never, recent, always"),
        ("red-flags.yml", "now. Please call {emergency} now", "now. Please call 999 now",
         "the text doesn't name the emergency number", "Write {emergency} where it belongs"),
        ("red-flags.yml", "please call {emergency} now", "please call 999 now",
         "the text doesn't name the emergency number", "Write {emergency} where it belongs"),
        ("red-flags.yml", "If this could be urgent, call {emergency}", "If this could be urgent, call 999",
         "the text doesn't name the emergency number", "Write {emergency} where it belongs"),
        ("words.yml", "groups:\n", "group:\n", "'group' isn't a known setting", "Use one of: fillers"),
        ("words.yml", "places: [saddle", "places: [sadle", "there is no group 'sadle'", "Name a group"),
        ("words.yml", "  numb: [numb,", "  numb: [7,", "an entry of 'numb' isn't a text", "Write one line of text"),
        ("reading.yml", "deny_not:", "denynot:", "'denynot' isn't a known setting", "Use one of: deny"),
        ("spellings.yml", "nek: neck", "nek:", "'nek' is missing or empty", "Add a line 'nek: …'"),
    ],
)
def test_a_fault_is_named_with_its_line_and_remedy(
    refuse: Callable[..., ContentError], name: str, old: str, new: str, problem: str, remedy: str
) -> None:
    error = refuse(name, old, new)
    assert problem in error.problem
    assert remedy in error.remedy


@pytest.mark.parametrize(
    ("old", "new", "where", "problem", "remedy"),
    [
        ("      - bowel_loss\n", "", "  bowel_loss:\n", "no condition uses the fact 'bowel_loss'",
        "Use it under 'when'"),
        ("  other: ", "  others: ", "crisis_lines:\n", "'other' is missing", "Add a line 'other: …'"),
        ("  unknown: ", "  dunno: ", "crisis_lines:\n", "'unknown' is missing", "Add a line 'unknown: …'"),
    ],
)
def test_what_is_idle_or_missing_is_named_where_it_belongs(
    refuse: Callable[..., ContentError], old: str, new: str, where: str, problem: str, remedy: str
) -> None:
    error = refuse("red-flags.yml", old, new, where)
    assert problem in error.problem
    assert remedy in error.remedy


@pytest.mark.parametrize(
    "words", ["you have", "sounds like", "likely", "rule out", "nothing serious", "you're fine", "safe to wait",
              "our assessment", "diagnosis", "triage", "symptom checker"])
@pytest.mark.parametrize("before", ["    extra: \"Keep still.", "  soon: \"I can't assess symptoms",
    "self_harm: \"I'm sorry"])
def test_no_text_says_what_is_never_written(
    refuse: Callable[..., ContentError], before: str, words: str
) -> None:
    error = refuse("red-flags.yml", before, before + f" {words.capitalize()}, ")
    assert f"the text says '{words}'" in error.problem
    assert error.remedy == "Say where to turn, not what it might be"


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    for file in FILES:
        if file != name:
            shutil.copy(SAFETY / file, tmp_path / file)
    with pytest.raises(ContentError, match=r"the file is missing\. Restore it"):
        load_red_flags(tmp_path)


def test_the_examples_load(red_flags: RedFlags) -> None:
    known = frozenset(f"{rule.level}/{rule.condition}" for rule in red_flags.rules)
    examples = load_examples(SAFETY / "examples", known)
    assert known <= {example.label for example in examples}


def test_an_unknown_label_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("none/benign: |\n  - stiff back\nsoon/nothing: |\n  - a\n")
    with pytest.raises(ContentError, match=r"a\.yml:3: 'soon/nothing' is no label\. Use level/condition"):
        load_examples(tmp_path, frozenset({"soon/malignancy"}))


def test_missing_examples_are_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"there are no examples\. Restore the files"):
        load_examples(tmp_path, frozenset())
