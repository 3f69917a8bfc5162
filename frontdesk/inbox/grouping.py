"""Which questions ask alike.

A new question joins the group whose questions it is nearest to in the mean, if that is near enough, and founds one
of its own otherwise. What was put into a group stays there, and a group is called after its first question: so it
keeps its name and its members whatever comes later, and also when that first question is erased.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from frontdesk.inbox.limits import ALIKE, SAME
from frontdesk.language.encoder import Vectors


def assign(
    groups: Sequence[int], placed: Vectors, numbers: Sequence[int], vectors: Vectors, alike: float = ALIKE
) -> dict[int, int]:
    """Find each new question's group.

    Args:
        groups: of the ``n`` questions that are in one already.
        placed: ``(n, d)`` their unit vectors.
        numbers: of the ``m`` new questions, oldest first.
        vectors: ``(m, d)`` their unit vectors.
        alike: mean cosine to a group's questions from which one more belongs to it.

    Returns:
        The group of each new question by number; a new group has its first question's number.
    """
    names = list(dict.fromkeys(groups))
    place = {name: index for index, name in enumerate(names)}
    owners = [place[group] for group in groups]
    every = np.concatenate([placed, vectors]) if len(placed) else vectors
    sums = np.zeros((len(names) + len(numbers), vectors.shape[1]), dtype=np.float32)
    counts = np.zeros(len(sums), dtype=np.float32)
    np.add.at(sums, owners, every[: len(owners)])
    np.add.at(counts, owners, 1)
    for number, vector in zip(numbers, vectors):
        owner = _owner(vector, every[: len(owners)], owners, sums[: len(names)], counts[: len(names)], alike)
        if owner is None:
            owner = len(names)
            names.append(number)
        owners.append(owner)
        sums[owner] += vector
        counts[owner] += 1
    return {number: names[owner] for number, owner in zip(numbers, owners[len(groups) :])}


def _owner(
    vector: Vectors, every: Vectors, owners: Sequence[int], sums: Vectors, counts: Vectors, alike: float
) -> int | None:
    """Index of the group that a question belongs to; ``None`` for one of its own."""
    if not owners:
        return None
    cosines = every @ vector
    nearest = int(cosines.argmax())
    if cosines[nearest] >= SAME:  # the same words are never in two groups
        return owners[nearest]
    means = sums @ vector / counts
    best = int(means.argmax())
    return best if means[best] >= alike else None
