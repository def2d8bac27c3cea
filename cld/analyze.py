"""The facade: from a text to all that can be said of its loops."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module

from cld.behaviour.clusters import Cluster, clusters
from cld.behaviour.controllers import Controller, controllers
from cld.behaviour.delays import LoopDelay, loop_delay
from cld.behaviour.interactions import Combination, Interaction, combinations
from cld.behaviour.protection import Protection
from cld.behaviour.swing import Swing, swing
from cld.core.diagnostics import Diagnostic, ordered
from cld.core.diagram import Change, Diagram, Intervention, Link, Variable
from cld.core.text import Lines
from cld.core.watch import Watch, unwatched
from cld.insight import Insight
from cld.language.source import Decoded, Source, decode, load
from cld.leverage.after import loops_after
from cld.leverage.apply import apply
from cld.leverage.compare import compare
from cld.leverage.levels import Judgement
from cld.leverage.questions import Question, questions
from cld.leverage.where import Where, where_to_act
from cld.loops.basis import Basis, independent_loops
from cld.loops.catalogue import find_loops
from cld.loops.cycles import DEFAULT_LIMIT
from cld.loops.loop import UNLISTED, Loop, links_round, loop_type
from cld.loops.space import Counts, LoopSpace, loop_space
from cld.loops.verify import Verification
from cld.patterns.find import find_patterns
from cld.patterns.pattern import Patterns
from cld.rules.checks import Subject, lint
from cld.rules.suppress import suppress


@dataclass(frozen=True)
class Report:
    """What `cld analyze` knows of a file.

    `loops` are those listed, typed and numbered, declared ones first; `counts` says how many
    there are and whether that is exact; `diagnostics` stand in file order. `space` holds all
    loops at once, listed or not; it is None where they are too many even for that. `known` is
    what was worked out of the loops already, for the findings. `verification` is what `--verify`
    compared, where that was asked for.
    """

    file: str
    source: Source
    loops: tuple[Loop, ...]
    counts: Counts
    diagnostics: tuple[Diagnostic, ...]
    space: LoopSpace | None = None
    known: Insight | None = None
    verification: Verification | None = None

    def _repr_svg_(self) -> str:
        """Return the picture that notebooks show."""
        # The painters stand floors above; the public door loads them when a notebook asks.
        return str(import_module("cld").render(self, gear="quick"))

    @property
    def complete(self) -> bool:
        """True where every loop there is is listed."""
        return self.counts.exact and len(self.loops) == self.counts.total

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

    @property
    def lines(self) -> Lines:
        """The lines of the text."""
        return self.source.lines

    def delay(self, loop: Loop) -> LoopDelay:
        """Return the delay of one of the loops."""
        return loop_delay(self.diagram, loop)

    def swing(self, loop: Loop) -> Swing | None:
        """Return whether one of the loops can swing; None where it is not balancing."""
        return swing(self.diagram, loop)

    def controllers(self, loop: Loop) -> tuple[Controller, ...]:
        """Return the variables of one of the loops that decide at intervals."""
        return controllers(self.diagram, loop)

    @cached_property
    def insight(self) -> Insight:
        """What findings and report both want to know of the loops."""
        return self.known or Insight(self.diagram, self.loops, self.complete, self.space)

    def protection(self, loop: Loop) -> Protection | None:
        """Return what holds one of the loops, and whether in time; None where it is not
        reinforcing."""
        return self.insight.protection(loop)

    @cached_property
    def independent(self) -> Basis:
        """The shortest set of loops of which all loops are made, listed or not."""
        return independent_loops(self.diagram)

    @property
    def compared(self) -> int:
        """Among how many loops, the declared and the shortest, pairs were looked at."""
        return self.insight.compared

    @property
    def interactions(self) -> tuple[Interaction, ...]:
        """How the declared and the shortest loops meet, what matters most first."""
        return self.insight.interactions

    @cached_property
    def combinations(self) -> tuple[Combination, ...]:
        """Groups of reinforcing loops that shared variables connect."""
        return combinations(self.loops)

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """The strongly connected parts of the diagram."""
        return clusters(self.diagram, self.loops, self.space)

    @property
    def interventions(self) -> tuple[Judgement, ...]:
        """What each intervention of the file does and how strong a lever it is, in file order."""
        return self.insight.interventions

    def judge(self, intervention: Intervention) -> Judgement:
        """Return what an intervention does to the loops, and how strong a lever it is."""
        return self.insight.judge(intervention)

    @property
    def by_id(self) -> dict[str, Loop]:
        """The loops that are listed, by their ids."""
        return self.insight.by_id

    def after(self, changes: Sequence[Change]) -> Report:
        """Return the report on the diagram with these changes done to it.

        Loops keep their ids; new ones take numbers no loop has had. Findings are left out:
        they belong to the text, and the text is as it was.

        >>> report = analyze('A (+)-> B (+)-> A\\nintervention "Stop" { cut B -> A }')
        >>> report.after(report.diagram.interventions[0].changes).counts.total
        0
        """
        applied = apply(self.diagram, changes)
        effects = compare(self.diagram, self.insight.known, applied)
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
    def patterns(self) -> Patterns:
        """The archetypes and failure patterns the diagram may hold, as candidates."""
        return find_patterns(self.diagram, self.loops, self.complete)

    def is_held(self, combination: Combination) -> bool | None:
        """Tell whether a balancing loop touches one of the loops of a combination; None where
        that is not known."""
        names = {name for id_ in combination.loops for name in self.by_id[id_].variables}
        if self.space is not None:
            through = self.space.through_variables
            return any(through[name].B > 0 for name in names)
        if not names.isdisjoint(self.insight.brakes.fastest):
            return True
        return False if self.complete else None

    def loop(self, called: str) -> Loop | None:
        """Return the loop of that id, name, or list of variables, or None.

        >>> analyze("A (+)-> B (-)-> A").loop("b1").variables
        ('A', 'B')
        """
        wanted = called.strip()
        for same in (_exactly, str.casefold):
            for kind in ("id", "name"):
                for loop in self.loops:
                    if same(getattr(loop, kind) or "") == same(wanted) and wanted:
                        return loop
            for names in (_names(wanted), tuple(name.strip() for name in wanted.split(","))):
                round_ = tuple(map(same, names))
                for loop in self.loops:
                    if len(loop.links) == len(round_) and round_:
                        own = tuple(map(same, loop.variables))
                        if any(own[i:] + own[:i] == round_ for i in _places(own, round_[0])):
                            return loop
        return self._unlisted(_names(wanted))

    def _unlisted(self, names: tuple[str, ...]) -> Loop | None:
        """A loop over these variables that stands in the diagram, listed or not."""
        links = links_round(self.diagram, names) if len(set(names)) == len(names) else ()
        if not names or len(links) < len(names):
            return None
        return Loop(UNLISTED, None, loop_type(link.polarity for link in links), links)


def _exactly(text: str) -> str:
    return text


def _places(names: Sequence[str], name: str) -> Iterator[int]:
    """Where a name stands among others."""
    return (place for place, other in enumerate(names) if other == name)


def _names(words: str) -> tuple[str, ...]:
    """The variables of a list as the language reads it, quotes and all."""
    loops = load(f"loop: {' '.join(words.split())}").diagram.loops
    return loops[0].variables if loops else ()


def analyze(
    text: str | Decoded | Source,
    file: str = "-",
    limit: int = DEFAULT_LIMIT,
    watch: Watch = unwatched,
) -> Report:
    """Analyse the text of a .cld file.

    Parameters
    ----------
    text : the text, or what was read from it already.
    file : the name to show in messages.
    limit : how many loops to list at most, besides those that the text names.
    watch : may stop the search for loops, and scales its bounds; where not all loops were found,
        the report says so.

    Returns
    -------
    The report. Nothing is raised for a text that cannot be read: the report says so.

    >>> report = analyze("Load (+)-> Latency (+)-> Load")
    >>> report.counts.R, report.loops[0].variables
    (1, ('Load', 'Latency'))
    """
    decoded = text if isinstance(text, Decoded) else None
    source = text if isinstance(text, Source) else load(decoded.text if decoded else str(text))
    catalogue, loop_findings = find_loops(source.diagram, source.lines, limit, watch)
    loops, space = catalogue.loops, catalogue.space
    insight = Insight(source.diagram, loops, catalogue.complete, space)
    subject = Subject(source.diagram, catalogue, source.lines, insight)
    findings = [
        *(decoded.diagnostics if decoded else ()),
        *source.diagnostics,
        *loop_findings,
        *lint(subject),
    ]
    shown = suppress(_without_echoes(findings, source.diagram), source.syntax, source.lines)
    found = ordered(shown)
    return Report(file, source, loops, catalogue.counts, found, space, insight)


def _without_echoes(findings: list[Diagnostic], diagram: Diagram) -> Iterator[Diagnostic]:
    """A link whose sign is missing or contradicted is reported as that, not as unknown too."""
    told = sorted(f.span.start for f in findings if f.code in ("CLD103", "CLD201"))
    echoes = {
        link.spans[0]
        for link in diagram.links
        for span in link.spans
        if bisect_left(told, span.start) < bisect_left(told, span.end)
    }
    for finding in findings:
        if finding.code != "CLD501" or finding.span not in echoes:
            yield finding


def analyze_bytes(data: bytes, file: str = "-", limit: int = DEFAULT_LIMIT) -> Report:
    """Analyse the bytes of a file, as `analyze` does a text."""
    return analyze(decode(data), file, limit)
