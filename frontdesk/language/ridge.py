"""The kernel machine's equations, solved in closed form."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve, get_lapack_funcs

FloatArray = npt.NDArray[np.float32]

_CHUNK = 512  # columns looked at together


def factorise(kernel: FloatArray) -> FloatArray:
    """The Cholesky factor of a kernel.

    Args:
        kernel: ``(n, n)`` C-ordered, symmetric and positive definite. Only its upper triangle is read, and the factor
            is written over it: for many examples it is the largest thing in memory.

    Returns:
        ``(n, n)``, of meaning on and below the diagonal alone.
    """
    # Transposed, it is in the order that LAPACK wants, which then makes no copy.
    factor: FloatArray = cho_factor(kernel.T, lower=True, overwrite_a=True, check_finite=False)[0]
    return factor


def solve(factor: FloatArray, targets: FloatArray) -> FloatArray:
    """The weights for which ``kernel @ weights = targets``.

    Args:
        factor: of the kernel.
        targets: ``(n, L)``.

    Returns:
        ``(n, L)``.
    """
    return np.asarray(cho_solve((factor, True), targets, check_finite=False), dtype=np.float32)


def inverse_diagonal(factor: FloatArray) -> FloatArray:
    """The diagonal of the kernel's inverse.

    Args:
        factor: of the kernel; it is overwritten.

    Returns:
        ``(n,)``.
    """
    (invert,) = get_lapack_funcs(("trtri",), (factor,))
    inverse, _ = invert(factor, lower=True, overwrite_c=True)
    # kernel^-1 = inverse.T @ inverse.
    squares = [np.square(np.tril(inverse[start:, start : start + _CHUNK])).sum(axis=0)
               for start in range(0, len(inverse), _CHUNK)]
    return np.concatenate(squares)


def left_out_scores(targets: FloatArray, weights: FloatArray, precision: FloatArray) -> FloatArray:
    """What the machine says of each of its examples if it isn't taught that one, without solving anything again.

    Source: Rasmussen and Williams, Gaussian Processes for Machine Learning (2006), equation 5.12.

    Args:
        targets: ``(m, L)`` of ``m`` of the examples.
        weights: ``(m, L)`` as solved.
        precision: ``(m,)`` diagonal of the kernel's inverse.

    Returns:
        ``(m, L)`` scores.
    """
    scores: FloatArray = targets - weights / precision[:, None]
    return scores
