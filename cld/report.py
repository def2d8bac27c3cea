"""What is known of a diagram, for whoever asks from Python."""

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


@dataclass(frozen=True, repr=False)
class Report:
    """What `cld analyze` knows of a file; `cld.load` and `cld.loads` return it.

    What takes work is worked out when it is first asked for. A notebook shows a report as its
    picture.

    Attributes
    ----------
    file : the name of the file, `-` for a text that has none.
    source : the text, its statements, and `notes` on what was changed or left out when another
        format was read; `source.lines.place(span.start).line` is the line of a span.
    loops : the loops that are listed, typed and numbered, declared ones first.
    counts : how many loops there are: `R`, `B`, `U`, `total`; `exact` where that is all.
    diagnostics : what is wrong or worth a thought, in the order of the file.
    space : all loops at once, listed or not; None where they are too many even for that.
    verification : what `cld analyze --verify` compared; None where it was not asked for.

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
    # What was worked out of the loops already, for the findings.
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
        """Return the picture that notebooks show."""
        # The painters stand floors above; the public door loads them when a notebook asks.
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
        """The variables, in the order the file names them."""
        return self.diagram.variables

    @property
    def links(self) -> tuple[Link, ...]:
        """The links, in the order the file says them."""
        return self.diagram.links

    # -- the loops --

    @property
    def complete(self) -> bool:
        """True where every loop there is is listed."""
        return self.counts.exact and len(self.loops) == self.counts.total

    def loop(self, called: str) -> Loop | None:
        """Return the loop of that id, name, or list of variables, or None.

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
        """A loop over these variables that stands in the diagram, listed or not."""
        links = links_round(self.diagram, names) if len(set(names)) == len(names) else ()
        if not names or len(links) < len(names):
            return None
        return Loop(UNLISTED, None, loop_type(link.polarity for link in links), links)

    @cached_property
    def independent(self) -> Basis:
        """The shortest set of loops of which all loops are made, listed or not."""
        return independent_loops(self.diagram)

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """The parts of the diagram within which everything acts on everything."""
        return clusters(self.diagram, self.loops, self.space)

    # -- what follows from them --

    def delay(self, loop: Loop) -> LoopDelay:
        """Return the delay of a loop.

        >>> from cld.analyze import analyze
        >>> report = analyze("A (+, delay 3min)-> B (-)-> A")
        >>> report.delay(report.loops[0]).total.min
        180.0
        """
        return loop_delay(self.diagram, loop)

    def oscillation(self, loop: Loop) -> Oscillation | None:
        """Return whether a loop alone can oscillate; None where it is not balancing."""
        return oscillation(self.diagram, loop)

    def controllers(self, loop: Loop) -> tuple[Controller, ...]:
        """Return the variables of a loop that decide at intervals."""
        return controllers(self.diagram, loop)

    def opposition(self, loop: Loop) -> Opposition | None:
        """Return which loops oppose a loop, and when they respond; None where it is not
        reinforcing.

        >>> from cld.analyze import analyze
        >>> report = analyze("A (+)-> B (+)-> A\\nB (+)-> C (-)-> B")
        >>> report.opposition(report.loops[0]).by
        (Opposing(loop='B1', timing='unknown', turns=None, reason='unmarked', own=False),)
        """
        return self._insight.opposition(loop)

    @property
    def opposed_alike(self) -> bool:
        """True where three reinforcing loops or more are all opposed by the same loops, or all
        by none: then a report says so once."""
        return self._insight.opposed_alike

    @property
    def answered_alike(self) -> bool:
        """True where what opposes all reinforcing loops alike also responds alike to each."""
        return self._insight.answered_alike

    @property
    def interactions(self) -> tuple[Interaction, ...]:
        """How the declared and the shortest loops meet, what matters most first.

        >>> from cld.analyze import analyze
        >>> report = analyze("A (+)-> B (+)-> A\\nB (+)-> C (-)-> B")
        >>> [(met.kind, met.loops) for met in report.interactions]
        [('restrain', ('R1', 'B1'))]
        """
        return self._insight.interactions

    @cached_property
    def combinations(self) -> tuple[Combination, ...]:
        """Groups of reinforcing loops that shared variables connect."""
        return combinations(self.loops)

    def is_opposed(self, combination: Combination) -> bool | None:
        """Tell whether a balancing loop shares a variable with one of the loops of a
        combination; None where that is not known."""
        loops = map(self._insight.by_id.__getitem__, combination.loops)
        return self._insight.opponents.meets({name for loop in loops for name in loop.variables})

    @cached_property
    def patterns(self) -> Patterns:
        """The archetypes and failure patterns the diagram may hold, as candidates."""
        return find_patterns(self.diagram, self.loops, self.complete)

    # -- where a change would help --

    @property
    def interventions(self) -> tuple[Judgement, ...]:
        """What each intervention of the file does and how strong a lever it is, in file order."""
        return self._insight.interventions

    def judge(self, intervention: Intervention) -> Judgement:
        """Return what an intervention does to the loops, and how strong a lever it is."""
        return self._insight.judge(intervention)

    def after(self, changes: Sequence[Change]) -> Report:
        """Return the report on the diagram with these changes done to it.

        Loops keep their ids; new ones take numbers no loop has had. Findings are left out:
        they belong to the text, and the text is as it was.

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
        """Where a change would act on the reinforcing loops: links, variables, smallest cut."""
        return where_to_act(self.diagram, self.loops, self.space)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions of leverage in their order, answered as far as the diagram can."""
        return questions(self.diagram, self.loops, self.where)

    @cached_property
    def _insight(self) -> Insight:
        """What findings and report both want to know of the loops."""
        return self._known or Insight(self.diagram, self.loops, self.complete, self.space)


_NOUNS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def _how_many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _exactly(text: str) -> str:
    return text


def _begun_like(wanted: tuple[str, ...], ring: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A ring of that length, begun wherever it could be the one that is wanted."""
    if len(ring) == len(wanted):
        yield from (turned(ring, i) for i, name in enumerate(ring) if name == wanted[0])


def _names(words: str) -> tuple[str, ...]:
    """The variables of a list as the language reads it, quotes and all."""
    loops = source_of(f"loop: {' '.join(words.split())}").diagram.loops
    return loops[0].variables if loops else ()
