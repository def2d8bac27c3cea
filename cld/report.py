"""The report on a diagram, as the Python API returns it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import import_module

from cld.behaviour.clusters import Cluster, clusters
from cld.behaviour.controllers import Controller, controllers
from cld.behaviour.delays import LoopDelay, loop_delay
from cld.behaviour.interactions import Combination, Interaction, combinations
from cld.behaviour.opposition import Opposition
from cld.behaviour.oscillation import Oscillation, oscillation
from cld.core.diagnostics import Diagnostic, Severity
from cld.core.diagram import Change, Diagram, Intervention, Link, Variable
from cld.core.rings import turned
from cld.insight import Insight
from cld.language.source import Source, source_of
from cld.leverage.after import loops_after
from cld.leverage.apply import apply_changes
from cld.leverage.compare import compare
from cld.leverage.levels import Judgement
from cld.leverage.questions import Question, questions
from cld.leverage.where import Where, where_to_act
from cld.loops.basis import Basis, independent_loops
from cld.loops.counts import Counts
from cld.loops.loop import UNLISTED, Loop, links_round, loop_type
from cld.loops.space import LoopSpace, loop_space
from cld.loops.verify import Verification
from cld.patterns.find import find_patterns
from cld.patterns.pattern import Patterns
from cld.simulate.answers import PushedPart
from cld.simulate.push import unsettled


@dataclass(frozen=True, repr=False)
class Report:
    """The results of `cld analyze` for a file; `cld.load` and `cld.loads` return it.

    Results that take time are computed at their first use. A notebook shows a report as its
    diagram.

    Attributes
    ----------
    file : the name of the file, `-` for a text without a file.
    source : the text, its statements, and `notes` on parts of another format that were changed or
        left out; `source.lines.place(span.start).line` is the line of a span.
    loops : the listed loops with their types and ids; declared loops come first.
    counts : the number of loops: `R`, `B`, `U`, `total`; `exact` is False if there may be more.
    diagnostics : mistakes and remarks, in the order of the file.
    space : all loops, listed or not; None if there are too many even for that.
    verification : the result of `cld analyze --verify`; None if it was not requested.

    Examples
    --------
    >>> import cld
    >>> report = cld.loads("Load (+)-> Latency (+)-> Retries (+)-> Load\\nLatency (-)-> Load")
    >>> report
    <Report of -: 3 variables, 4 links, 2 loops (1 R, 1 B), 1 note>
    >>> [(loop.id, loop.variables) for loop in report.loops]
    [('B1', ('Load', 'Latency')), ('R1', ('Load', 'Latency', 'Retries'))]
    """

    file: str
    source: Source
    loops: tuple[Loop, ...]
    counts: Counts
    diagnostics: tuple[Diagnostic, ...]
    space: LoopSpace | None = None
    verification: Verification | None = None
    # The facts that were computed already, for the findings.
    _known: Insight | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        counts = self.counts
        found = Counter(finding.severity for finding in self.diagnostics)
        kinds = ", ".join(
            f"{count:,} {type_}"
            for type_, count in zip("RBU", (counts.R, counts.B, counts.U), strict=True)
            if count
        )
        said = (
            _how_many(len(self.variables), "variable"),
            _how_many(len(self.links), "link"),
            ("" if counts.exact else "at least ")
            + _how_many(counts.total, "loop")
            + (f" ({kinds})" if kinds else ""),
            *(_how_many(found[kind], noun) for kind, noun in _NOUNS.items() if found[kind]),
        )
        return f"<Report of {self.file}: {', '.join(said)}>"

    def _repr_svg_(self) -> str:
        """Return the drawing that notebooks show."""
        # The painting layers are above this one, so the public API loads them when needed.
        return str(import_module("cld").render(self, gear="quick"))

    # -- the diagram --

    @property
    def diagram(self) -> Diagram:
        """The diagram."""
        return self.source.diagram

    @property
    def title(self) -> str | None:
        """The title of the diagram, or None."""
        return self.diagram.title

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables, in the order in which the file names them."""
        return self.diagram.variables

    @property
    def links(self) -> tuple[Link, ...]:
        """The links, in the order in which the file states them."""
        return self.diagram.links

    # -- the loops --

    @property
    def complete(self) -> bool:
        """True if every loop of the diagram is listed."""
        return self.counts.exact and len(self.loops) == self.counts.total

    def loop(self, called: str) -> Loop | None:
        """Return the loop with that id, name, or list of variables, or None.

        >>> from cld.analyze import analyze
        >>> analyze("A (+)-> B (-)-> A").loop("b1").variables
        ('A', 'B')
        """
        wanted = called.strip()
        if wanted in self._insight.by_id:
            return self._insight.by_id[wanted]
        for same in (_exactly, str.casefold):
            for kind in ("id", "name"):
                for loop in self.loops:
                    if same(getattr(loop, kind) or "") == same(wanted) and wanted:
                        return loop
            for names in (_names(wanted), tuple(name.strip() for name in wanted.split(","))):
                round_ = tuple(map(same, names))
                for loop in self.loops:
                    if round_ and round_ in _begun_like(round_, tuple(map(same, loop.variables))):
                        return loop
        return self._unlisted(_names(wanted))

    def _unlisted(self, names: tuple[str, ...]) -> Loop | None:
        """Return the loop over these variables if the diagram contains it, listed or not."""
        links = links_round(self.diagram, names) if len(set(names)) == len(names) else ()
        if not names or len(links) < len(names):
            return None
        return Loop(UNLISTED, None, loop_type(link.polarity for link in links), links)

    @cached_property
    def independent(self) -> Basis:
        """The shortest independent loop set, which generates all loops, listed or not."""
        return independent_loops(self.diagram)

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """The parts of the diagram in which every variable affects every other."""
        return clusters(self.diagram, self.loops, self.space)

    @cached_property
    def unsettled(self) -> tuple[PushedPart, ...]:
        """The parts that cannot settle as they are drawn, whatever the strengths of their links.

        >>> from cld.analyze import analyze
        >>> [part.names for part in analyze("A (+)-> B (+)-> A\\nB: stock").unsettled]
        [('A', 'B')]
        """
        return tuple(unsettled(self.diagram))

    # -- the behaviour of the loops --

    def delay(self, loop: Loop) -> LoopDelay:
        """Return the delay of a loop.

        >>> from cld.analyze import analyze
        >>> report = analyze("A (+, delay 3min)-> B (-)-> A")
        >>> report.delay(report.loops[0]).total.min
        180.0
        """
        return loop_delay(self.diagram, loop)

    @cached_property
    def marks_delays(self) -> bool:
        """True if a listed loop has a mark that gives its timing."""
        return any(self.delay(loop).known for loop in self.loops)

    def oscillation(self, loop: Loop) -> Oscillation | None:
        """Return whether a loop alone can oscillate; None if it is not balancing."""
        return oscillation(self.diagram, loop)

    def controllers(self, loop: Loop) -> tuple[Controller, ...]:
        """Return the variables of a loop that decide at intervals."""
        return controllers(self.diagram, loop)

    def opposition(self, loop: Loop) -> Opposition | None:
        """Return which loops oppose a loop, and when they respond; None if it is not reinforcing.

        >>> from cld.analyze import analyze
        >>> report = analyze("A (+)-> B (+)-> A\\nB (+)-> C (-)-> B")
        >>> report.opposition(report.loops[0]).by
        (Opposing(loop='B1', timing='unknown', turns=None, reason='unmarked', own=False),)
        """
        return self._insight.opposition(loop)

    @property
    def opposed_alike(self) -> bool:
        """True if three or more reinforcing loops are all opposed by the same loops, or all by
        none. A report then says so once."""
        return self._insight.opposed_alike

    @property
    def answered_alike(self) -> bool:
        """True if the loops that oppose all reinforcing loops respond in the same way to each."""
        return self._insight.answered_alike

    @property
    def interactions(self) -> tuple[Interaction, ...]:
        """The interactions of the declared and the shortest loops, the most important first.

        >>> from cld.analyze import analyze
        >>> report = analyze("A (+)-> B (+)-> A\\nB (+)-> C (-)-> B")
        >>> [(met.kind, met.loops) for met in report.interactions]
        [('restrain', ('R1', 'B1'))]
        """
        return self._insight.interactions

    @cached_property
    def combinations(self) -> tuple[Combination, ...]:
        """Groups of reinforcing loops that are connected by shared variables."""
        return combinations(self.loops)

    def is_opposed(self, combination: Combination) -> bool | None:
        """Return whether a balancing loop shares a variable with one of the loops of a
        combination; None if that is unknown."""
        loops = map(self._insight.by_id.__getitem__, combination.loops)
        return self._insight.opponents.meets({name for loop in loops for name in loop.variables})

    @cached_property
    def patterns(self) -> Patterns:
        """The archetypes and failure patterns that the diagram may contain, as candidates."""
        return find_patterns(self.diagram, self.loops, self.complete)

    # -- where a change would help --

    @property
    def interventions(self) -> tuple[Judgement, ...]:
        """The effect of each intervention of the file and its leverage level, in file order."""
        return self._insight.interventions

    def judge(self, intervention: Intervention) -> Judgement:
        """Return the effect of an intervention on the loops, and its leverage level."""
        return self._insight.judge(intervention)

    def after(self, changes: Sequence[Change]) -> Report:
        """Return the report on the diagram after these changes.

        Loops keep their ids; new loops get numbers that no loop had. Findings are left out, since
        they belong to the text, which does not change.

        >>> from cld.analyze import analyze
        >>> report = analyze('A (+)-> B (+)-> A\\nintervention "Stop" { cut B -> A }')
        >>> report.after(report.diagram.interventions[0].changes).counts.total
        0
        """
        applied = apply_changes(self.diagram, changes)
        effects = compare(self.diagram, self._insight.known, applied)
        loops = loops_after(self.loops, applied, effects)
        found = loop_space(applied.diagram)
        space = found if isinstance(found, LoopSpace) else None
        kinds = Counter(loop.type for loop in loops)
        counts = space.counts if space else Counts(kinds["R"], kinds["B"], kinds["U"], False)
        source = replace(self.source, diagram=applied.diagram, diagnostics=())
        return Report(self.file, source, loops, counts, (), space)

    @cached_property
    def where(self) -> Where:
        """The places to act on reinforcing loops: links, variables, and the smallest cut."""
        return where_to_act(self.diagram, self.loops, self.space)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The leverage questions in order, answered as far as the diagram allows."""
        return questions(self.diagram, self.loops, self.where)

    @cached_property
    def _insight(self) -> Insight:
        """The facts about the loops that findings and report share."""
        return self._known or Insight(self.diagram, self.loops, self.complete, self.space)


_NOUNS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def _how_many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _exactly(text: str) -> str:
    return text


def _begun_like(wanted: tuple[str, ...], ring: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a cycle of the wanted length, from each place where it could match."""
    if len(ring) == len(wanted):
        yield from (turned(ring, i) for i, name in enumerate(ring) if name == wanted[0])


def _names(words: str) -> tuple[str, ...]:
    """Return the variables of a list, as the language reads it with its quotes."""
    loops = source_of(f"loop: {' '.join(words.split())}").diagram.loops
    return loops[0].variables if loops else ()
