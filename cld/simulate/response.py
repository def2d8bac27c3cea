"""The answer of a part if one of its variables is pushed at a steady frequency.

A link that is k times as strong adds k − 1 times what it brings. The part then has a root on the
imaginary axis, at a frequency ω, exactly where this extra share keeps itself going around the part:
where k = 1 + 1/(w·D(iω)·G(iω)), with the weight w and the delay D of the link, and the answer G of
its cause to a push on its effect. A longer pipeline turns what the link brings without changing its
size, so that the same k decides about both.

References
----------
H. Nyquist, Bell System Technical Journal 11, 1932. G. F. Franklin, J. D. Powell, A. Emami-Naeini,
Feedback Control of Dynamic Systems, 2019, section 6.4: gain and phase margins.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cld.simulate.model import RunLink
from cld.simulate.system import Array, Complex, System


class Response:
    """The answers of a part, at some frequencies together."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.index = {name: number for number, name in enumerate(system.names)}

    def factors(self, links: tuple[RunLink, ...], omegas: Array) -> Complex:
        """Return k of some links at some frequencies, in 1/s: an array of frequencies and links."""
        effects = [self.index[link.effect] for link in links]
        causes = [self.index[link.cause] for link in links]
        distinct, columns = np.unique(effects, return_inverse=True)
        answers = self._answers(omegas, np.asarray(distinct))
        found = answers[:, causes, columns]
        s = 1j * omegas[:, None]
        pipes = np.array([link.pipeline for link in links])
        lags = np.array([link.lag for link in links])
        weights = np.array([link.weight for link in links])
        with np.errstate(all="ignore"):
            brought = weights * np.exp(-s * pipes) / (1 + s * lags)
            return np.asarray(1 + 1 / (brought * found))

    def _answers(self, omegas: Array, pushed: NDArray[np.int_]) -> Complex:
        """Return the values of all variables after unit pushes on some of them."""
        one = self.system
        s = 1j * omegas[:, None, None]
        taken, passed = one.of_states[one.causes], one.of_past[one.causes]
        given = one.of_pushes[one.causes][:, pushed]
        late = np.exp(-s * one.pipelines[None, :, None])
        open_ = np.eye(len(one.pipelines)) - late * passed
        back = np.linalg.solve(open_, late * np.concatenate([taken, given], axis=1))
        of_states, of_pushes = back[..., : one.size], back[..., one.size :]
        motion = s * np.eye(one.size) - one.motion - one.inflow @ of_states
        states = np.linalg.solve(motion, one.pushed[:, pushed] + one.inflow @ of_pushes)
        found = (one.of_states + one.of_past @ of_states) @ states
        return np.asarray(found + one.of_pushes[:, pushed] + one.of_past @ of_pushes)
