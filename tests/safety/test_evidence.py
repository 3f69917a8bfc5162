"""The two signals weighed together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.safety.evidence import Features, Judgement, Weights, choose, gather, share
from frontdesk.safety.facts import Told, raised
from frontdesk.safety.red_flags import Need, Rule

CORD = Rule("cord", "emergency_now", (Need(1, ("numb", "tingling")), Need(1, ("back",))))
CALF = Rule("calf", "same_day", (Need(2, ("hot", "red", "swollen")),))
LUMP = Rule("lump", "soon", (Need(1, ("lump",)),))
RULES = (CORD, CALF, LUMP)
NAMES = ("whole", "part", "raised", "agreed", "excused", "partial", "denied")
NOTHING = Told(frozenset(), frozenset())
GOOD = {"weights": dict.fromkeys(NAMES, 1.0), "bias": -1.0, "threshold": 0.4}


def judged(beliefs: dict[str, float]) -> Judgement:
    total = sum(beliefs.values())
    return Judgement(total, total, total, {"emergency_now/cord": 0.0, "same_day/calf": 0.0, "soon/lump": 0.0} | beliefs)


@pytest.mark.parametrize(
    ("beliefs", "raised", "level", "condition"),
    [
        ({"emergency_now/cord": 0.9}, (), "emergency_now", "cord"), ({"same_day/calf": 0.9}, (), "same_day", "calf"),
        ({"soon/lump": 0.2}, (), "soon", "lump"), ({"soon/lump": 0.6}, (CORD,), "emergency_now", "cord"),
        ({"soon/lump": 0.6}, (CALF, LUMP), "same_day", "calf"), ({"same_day/calf": 0.6}, (LUMP,), "same_day", "calf"),
        ({"emergency_now/cord": 0.6, "soon/lump": 0.4}, (LUMP,), "emergency_now", "cord"),
        ({"emergency_now/cord": 0.01, "soon/lump": 0.6}, (LUMP,), "soon", "lump"),
    ],
)
def test_the_most_urgent_level_wins(
    beliefs: dict[str, float], raised: tuple[Rule, ...], level: str, condition: str
) -> None:
    assert choose(judged(beliefs), raised) == (level, condition)


def test_a_share_is_of_all_beliefs() -> None:
    judgement = judged({"emergency_now/cord": 0.3, "soon/lump": 0.1})
    assert share(judgement, {"cord"}) == pytest.approx(0.75)
    assert share(judgement, {"cord", "lump"}) == pytest.approx(1)
    assert share(judged({}), {"cord"}) == 0


@pytest.mark.parametrize(
    ("present", "excused", "expected"),
    [
        (["numb", "back"], [], {"raised": 1, "agreed": 1, "excused": 0, "partial": 1, "denied": 0}),
        (["numb"], [], {"raised": 0, "agreed": 0, "excused": 0, "partial": 0.5, "denied": 0}),
        (["back"], ["numb"], {"raised": 0, "agreed": 0, "excused": 1, "partial": 0.5, "denied": 0.5}),
        (["lump"], [], {"raised": 1, "agreed": 0, "excused": 0, "partial": 0, "denied": 0}),
        ([], ["lump"], {"raised": 0, "agreed": 0, "excused": 1, "partial": 0, "denied": 1}),
        ([], [], {"raised": 0, "agreed": 0, "excused": 0, "partial": 0, "denied": 0}),
    ],
)
def test_the_signals_stand_side_by_side(present: list[str], excused: list[str], expected: dict[str, float]) -> None:
    told = Told(frozenset(present), frozenset(excused))
    features = gather(judged({"emergency_now/cord": 0.5}), told, raised(RULES, told.present),
                      raised(RULES, told.present | told.excused), RULES)
    assert {name: getattr(features, name) for name in expected} == expected
    assert features.whole == pytest.approx(0, abs=1e-3)


def part(whole: float, clause: float, window: float, told: Told = NOTHING) -> float:
    would = raised(RULES, told.present | told.excused)
    return gather(Judgement(whole, clause, window, {"soon/lump": clause}), told, raised(RULES, told.present), would,
                  RULES).part


def test_a_part_counts_for_more_when_both_cuts_of_the_message_show_it() -> None:
    assert part(0.1, 0.1, 0.1) < part(0.1, 0.9, 0.1) < part(0.1, 0.9, 0.9)
    assert part(0.1, 0.9, 0.1) == pytest.approx(part(0.1, 0.1, 0.9))


def test_the_parts_of_a_calm_denial_are_not_listened_to() -> None:
    denied = Told(frozenset(), frozenset({"lump"}))
    assert part(0.01, 0.9, 0.9, denied) == pytest.approx(part(0.01, 0.01, 0.01))
    assert part(0.3, 0.9, 0.9, denied) == pytest.approx(part(0.3, 0.9, 0.9))


def test_two_of_three_facts_raise() -> None:
    assert raised(RULES, frozenset({"hot", "red"})) == [CALF]
    assert raised(RULES, frozenset({"hot"})) == []
    assert raised(RULES, frozenset({"lump", "numb", "back"})) == [CORD, LUMP]


def test_a_strength_is_between_nought_and_one_and_grows_with_the_evidence() -> None:
    weights = Weights(GOOD["weights"], -1.0, 0.4)  # type: ignore[arg-type]
    strengths = [weights.strength(Features(value, value, 0, 0, 0, 0, 0)) for value in (-1e9, -3, 0, 3, 1e9)]
    assert strengths == sorted(strengths)
    assert strengths[0] >= 0
    assert strengths[-1] <= 1


def test_weights_are_read(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"about": "…", **GOOD}))
    weights = Weights.load(path)
    assert weights.as_dict() == GOOD
    path.write_text(json.dumps(weights.as_dict()))
    assert Weights.load(path) == weights


@pytest.mark.parametrize(
    "text",
    [
        None, "", "[]", "{", "{}", json.dumps(GOOD | {"weights": {}}), json.dumps(GOOD | {"bias": "much"}),
        json.dumps({name: GOOD[name] for name in ("weights", "bias")}), json.dumps(GOOD | {"weights": None}),
        json.dumps(GOOD | {"threshold": None}),
    ],
)
def test_weights_that_cant_be_used_are_refused(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "weights.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(FrontdeskError, match=r"weights\.json doesn't hold the fitted weights\. Run 'make "):
        Weights.load(path)
