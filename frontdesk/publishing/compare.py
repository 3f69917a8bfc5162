"""The candidate beside the live version: figures, what changed, and whether it may be published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.publishing.compare_measures import MEASURES, SAFETY_MEASURES, Item, Measure
from frontdesk.publishing.left_out import share_right
from frontdesk.publishing.outcomes import RANKS
from frontdesk.publishing.report import (
    BLOCKED,
    CLINIC,
    FINE,
    LESS,
    MORE,
    WORSE,
    Change,
    Figure,
    Held,
    LeftOut,
    Outcome,
    Safety,
)

# A figure is worse when at least two more of its messages got worse than better, and more than this share of them:
# a version in which nothing of weight has changed must never be stopped.
_LEAST, _SHARE = 2, 0.0075
_LEFT_OUT_DROP = 0.01  # share of examples: which examples there are changes with every version
_LEFT_OUT_ABOUT = ("Each example is taken away in turn: do the others still lead to its place? A low share means that "
                   "two places are taught the same things.")
_NAMED = 10  # messages of the safety set that are named when they got worse
_NO_SAFETY = ("The messages about emergencies weren't asked, as their list is missing: nothing says whether "
              "emergencies are still noticed. Ask whoever looks after Frontdesk to bring tests/eval/red_flags/ back.")
_ENOUGH = 20  # messages on which a figure of a first version is held against its floor

Key = tuple[str, str]  # text and label


@dataclass(frozen=True)
class Examined:
    """What was found out about a version.

    Attributes:
        outcomes: of questions.
        left_out: cross-validation.
        conversations: that were held.
        safety: the safety set; ``None`` where there is none.
    """

    outcomes: tuple[Outcome, ...]
    left_out: LeftOut | None
    conversations: tuple[Held, ...]
    safety: Safety | None


@dataclass(frozen=True)
class Comparison:
    """See :class:`~frontdesk.publishing.report.Report`."""

    verdict: str
    reasons: tuple[str, ...]
    figures: tuple[Figure, ...]
    changes: tuple[Change, ...]
    conversations: tuple[Held, ...]
    unasked: int


def compare(candidate: Examined, live: Examined | None) -> Comparison:
    """Compare a candidate with the live version.

    Args:
        candidate: all of it was tested.
        live: as far as it was tested with the same questions; ``None`` for a first version.
    """
    before = {} if live is None else {(item.text, item.label): item for item in live.outcomes}
    figures: list[Figure] = []
    blocking: list[str] = []
    reasons: list[str] = []
    for measure in MEASURES:
        figure, _ = _beside_live(measure, candidate.outcomes, before)
        if figure.count:
            figures.append(figure)
            reason = _complaint(figure) if live else _below(figure, measure.floor)
            (blocking if measure.safety else reasons).extend(reason)
    for figure, why in _other_figures(candidate, live):
        figures.append(figure)
        reasons += why
    held = _beside(candidate.conversations, live.conversations if live else ())
    reasons += _broken_conversations(held, live is not None)
    if candidate.safety is not None:
        safe, why = _safety_figures(candidate.safety, live.safety if live else None)
        figures += safe
        blocking += why
    elif live is not None and live.safety is not None:
        reasons.append(_NO_SAFETY)
    verdict = BLOCKED if blocking else WORSE if reasons else FINE
    changes = tuple(_changes(candidate.outcomes, before))
    unasked = sum((item.text, item.label) not in before for item in candidate.outcomes) if live else 0
    return Comparison(verdict, (*blocking, *reasons), tuple(figures), changes, held, unasked)


def _beside_live(
    measure: Measure[Item], items: Iterable[Item], before: Mapping[Key, Item]
) -> tuple[Figure, list[Item]]:
    """A figure of both versions, and what got worse in it."""
    own, counts = [item for item in items if measure.of(item)], measure.counts
    pairs = [(item, before[item.text, item.label]) for item in own if (item.text, item.label) in before]
    gained = [item for item, old in pairs if counts(item) and not counts(old)]
    lost = [item for item, old in pairs if counts(old) and not counts(item)]
    better, worse = {MORE: (gained, lost), LESS: (lost, gained)}.get(measure.wanted, ([], []))
    live = _share(counts(old) for _, old in pairs) if pairs else None
    figure = Figure(measure.key, measure.name, measure.about, _share(map(counts, own)), live, len(own), measure.wanted,
                    len(better), len(worse))
    return figure, worse


def _share(counts: Iterable[bool]) -> float:
    every = list(counts)
    return sum(every) / len(every) if every else 0.0


def _complaint(figure: Figure) -> list[str]:
    """Why a figure is worse than the live version's, if it is."""
    harm = figure.worse - figure.better
    if not figure.wanted or harm < _LEAST or harm <= _SHARE * figure.count:
        return []
    better = f", and only {figure.better} got better" if figure.better else ""
    return [f"“{figure.name}”: {figure.worse} of {figure.count} messages got worse{better}."]


def _below(figure: Figure, floor: float | None) -> list[str]:
    """Why a first version's figure isn't good enough, if it isn't."""
    if floor is None or figure.count < _ENOUGH:
        return []
    if figure.wanted == LESS and figure.candidate > floor:
        return [f"“{figure.name}”: {figure.candidate:.0%} of {figure.count}; it should be at most {floor:.0%}."]
    if figure.wanted == MORE and figure.candidate < floor:
        return [f"“{figure.name}”: {figure.candidate:.0%} of {figure.count}; it should be at least {floor:.0%}."]
    return []


def _other_figures(candidate: Examined, live: Examined | None) -> Iterable[tuple[Figure, list[str]]]:
    if candidate.left_out is not None:
        share, count = share_right(candidate.left_out)
        old = share_right(live.left_out)[0] if live is not None and live.left_out is not None else None
        figure = Figure("left_out", "Examples recognised by the others", _LEFT_OUT_ABOUT, share, old, count, MORE)
        dropped = old is not None and share < old - _LEFT_OUT_DROP
        yield figure, [f"“{figure.name}” fell from {old:.1%} to {share:.1%}."] if dropped else []
    if candidate.conversations:
        passed = _share(not item.wrong for item in candidate.conversations)
        held = _beside(candidate.conversations, live.conversations if live else ())
        both = [item for item in held if item.before is not None]
        yield Figure("conversations", "Conversations as expected", "Whole conversations are held with the assistant, "
                     "and every reply in them must be as written down.", passed,
                     _share(not item.before for item in both) if both else None, len(held), MORE,
                     sum(bool(item.before) and not item.wrong for item in both),
                     sum(bool(item.wrong) and not item.before for item in both)), []


def _beside(candidate: Sequence[Held], live: Sequence[Held]) -> tuple[Held, ...]:
    before = {(item.source, item.name): item.wrong for item in live}
    return tuple(Held(item.name, item.source, item.wrong, before.get((item.source, item.name))) for item in candidate)


def _broken_conversations(held: Sequence[Held], compared: bool) -> list[str]:
    # Those that come with Frontdesk may be about articles that this clinic never had.
    broken = [item for item in held if item.wrong and (item.before == "" if compared else item.source == CLINIC)]
    how = "no longer goes" if compared else "doesn't go"
    return [f"The conversation “{item.name.replace('_', ' ')}” {how} as expected."
            for item in broken]


def _safety_figures(candidate: Safety, live: Safety | None) -> tuple[list[Figure], list[str]]:
    before = {} if live is None else {(item.text, item.label): item for item in live.emergencies}
    figures: list[Figure] = []
    blocking: list[str] = []
    for measure in SAFETY_MEASURES:
        figure, harmed = _beside_live(measure, candidate.emergencies, before)
        if not figure.count:
            continue
        figures.append(figure)
        if live is None:
            blocking += _below(figure, measure.floor)
        elif figure.worse > (0 if measure.each else figure.better):
            blocking.append(f"“{figure.name}”: {figure.worse} of {figure.count} got worse"
                            + (f", {figure.better} better" if figure.better else "")
                            + f". {_quoted([item.text for item in harmed])}")
    return figures, blocking


def _quoted(texts: Sequence[str]) -> str:
    shown = "; ".join(f"“{text[:160]}{'…' if len(text) > 160 else ''}”" for text in texts[:_NAMED])
    return f"Among them: {shown}." if len(texts) > _NAMED else f"That is: {shown}."


def _changes(outcomes: Iterable[Outcome], before: Mapping[Key, Outcome]) -> Iterable[Change]:
    for item in outcomes:
        old = before.get((item.text, item.label))
        if old is not None and RANKS[item.outcome] != RANKS[old.outcome]:
            yield Change(item, old.outcome, old.given, RANKS[item.outcome] > RANKS[old.outcome])
