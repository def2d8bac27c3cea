"""Findings on a diagram: one function for each rule, one table of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from cld.core.diagnostics import Diagnostic
from cld.core.diagram import Diagram, Link, Variable
from cld.core.english import DOWNWARDS, direction_in, near_key, negative_in, verb_in
from cld.leverage.fit import MOST_SUGGESTIONS, misfits
from cld.loops.components import in_a_loop
from cld.loops.drain import is_flow_into_stock
from cld.rules.loop_checks import LOOP_RULES
from cld.rules.run_checks import RUN_RULES
from cld.rules.subject import RuleSubject, first_place
from cld.sentences import findings as say
from cld.sentences.sentence import Sentence

MAX_LINKS_AT_ONE = 6
# Fewer causes than this do not make a variable several things, however many effects it has.
FEWEST_CAUSES = 3


def lint(subject: RuleSubject) -> tuple[Diagnostic, ...]:
    """Return all findings of all rules; a rule that finds nothing yields nothing."""
    return tuple(finding for rule in RULE_FUNCTIONS.values() for finding in rule(subject))


# -- names --


def near_duplicate(subject: RuleSubject) -> Iterator[Diagnostic]:
    seen: dict[str, Variable] = {}
    for variable in subject.diagram.variables:
        other = seen.setdefault(near_key(variable.name), variable)
        if other is variable:
            continue
        where = subject.lines.said(first_place(other).start, " of ")
        message = say.NEAR_DUPLICATE(name=variable.name, other=other.name, where=where)
        hint = "if both are the same thing, use one name"
        related = ((first_place(other), "the other name"),)
        yield Diagnostic("CLD401", first_place(variable), message, hint, related)


def _named(
    code: str, find: Callable[[str], str | None], what: Sentence, hint: str
) -> Callable[[RuleSubject], Iterator[Diagnostic]]:
    def rule(subject: RuleSubject) -> Iterator[Diagnostic]:
        for variable in subject.diagram.variables:
            word = find(variable.name)
            if word is not None:
                message = f"“{variable.name}” {what(word=word)}"
                yield Diagnostic(code, first_place(variable), message, hint)

    return rule


def direction_in_name(subject: RuleSubject) -> Iterator[Diagnostic]:
    for variable in subject.diagram.variables:
        word = direction_in(variable.name)
        # An inflow named Increase has the outflow for its opposite.
        if word is not None and variable.kind != "flow":
            hint = "name the thing so that it can rise and fall"
            if word in DOWNWARDS and "behind" not in variable.name.casefold():
                hint += "; if the new name means the opposite, reverse the signs of its links too"
            message = f"“{variable.name}” {say.DIRECTION(word=word)}"
            yield Diagnostic("CLD402", first_place(variable), message, hint)


# -- structure --


def unknown_polarity(subject: RuleSubject) -> Iterator[Diagnostic]:
    links = [link for link in subject.diagram.links if link.polarity == "?"]
    if not links:
        return
    undetermined = [loop for loop in subject.catalogue.loops if loop.type == "U"]
    through = Counter(link.ends for loop in undetermined for link in loop.links)
    space = subject.catalogue.space
    at_least = "" if space else "at least "
    for link in links:
        ends = link.ends
        count = space.through[ends].U if space else through[ends]
        message = say.SIGN_UNKNOWN(link=f"{link.cause} → {link.effect}")
        if count:
            loops = "1 loop" if count == 1 else f"{count:,} loops"
            message += say.SIGN_UNKNOWN_LOOPS(number=f"{at_least}{loops}")
        hint = (
            "does more of the cause mean more of the effect (+), or less (-)? If both, draw two "
            "paths, each with its own variable"
        )
        yield Diagnostic("CLD501", first_place(link), message, hint)


def constant_with_cause(subject: RuleSubject) -> Iterator[Diagnostic]:
    diagram = subject.diagram
    for variable in diagram.variables:
        causes = diagram.links_to[variable.name]
        if variable.kind == "constant" and causes:
            links = "a link leads" if len(causes) == 1 else f"{len(causes):,} links lead"
            message = say.CONSTANT_MOVED(name=variable.name, links=links)
            hint = "a constant never changes: delete the mark, or what leads to it"
            related = ((first_place(causes[0]), "the link" if len(causes) == 1 else "the first"),)
            yield Diagnostic("CLD211", first_place(variable), message, hint, related)


def isolated_variable(subject: RuleSubject) -> Iterator[Diagnostic]:
    diagram = subject.diagram
    for variable in diagram.variables:
        if not diagram.links_from[variable.name] and not diagram.links_to[variable.name]:
            message = say.ISOLATED(name=variable.name)
            hint = "link it to a cause or an effect, or leave it out"
            place, name = first_place(variable), variable.name
            yield Diagnostic("CLD502", place, message, hint, about=f"“{name}”", alike="isolated")


def variable_in_no_loop(subject: RuleSubject) -> Iterator[Diagnostic]:
    if not subject.catalogue.loops:
        return
    diagram = subject.diagram
    in_loops = in_a_loop(diagram)
    between = _between(diagram, in_loops)
    for variable in diagram.variables:
        linked = diagram.links_from[variable.name] or diagram.links_to[variable.name]
        if variable.name in in_loops or variable.name in diagram.given or not linked:
            continue
        alike, sentence = "through", say.THROUGH
        hint = "if it changes one of its causes, perhaps later, a link is missing"
        if not diagram.links_to[variable.name]:
            if variable.kind == "flow":  # an inflow from outside the diagram
                continue
            alike, sentence = "source", say.SOURCE
            hint = (
                "is a link missing? If it never changes, mark it `constant`; if it changes for "
                "reasons outside the diagram, mark it `outside`"
            )
            if variable.kind == "stock":
                hint = (
                    "what fills or empties this stock? Draw that, or mark it `outside` if it "
                    "happens outside the diagram"
                )
        elif not diagram.links_from[variable.name]:
            alike, sentence = "sink", say.SINK
        elif variable.name not in between:  # the question is the same at the end of its path
            continue
        place, name = first_place(variable), variable.name
        message = sentence(name=name)
        yield Diagnostic("CLD503", place, message, hint, about=f"“{name}”", alike=alike)


def _between(diagram: Diagram, in_loops: Set[str]) -> Set[str]:
    """Variables on a path from loops to other loops."""

    def reached(links: Mapping[str, Sequence[Link]], end: Callable[[Link], str]) -> set[str]:
        found, pending = set[str](), list(in_loops)
        while pending:
            new = {end(link) for link in links[pending.pop()]} - found
            found |= new
            pending += new
        return found

    after = reached(diagram.links_from, lambda link: link.effect)
    return after & reached(diagram.links_to, lambda link: link.cause)


def starburst(subject: RuleSubject) -> Iterator[Diagnostic]:
    diagram = subject.diagram
    for variable in diagram.variables:
        if variable.kind == "flow":  # these links are the factors of its equation
            continue
        # A link to itself does not suggest that a name stands for several things.
        out = [link for link in diagram.links_from[variable.name] if link.effect != variable.name]
        into = [link for link in diagram.links_to[variable.name] if link.cause != variable.name]
        # Flows in and out of a stock do not count.
        of_flows = sum(is_flow_into_stock(diagram, link.ends) for link in into)
        others = len(into) - of_flows
        count = len(out) + others
        # Many effects of one thing, or of a stock, do not make it several things.
        several = others >= FEWEST_CAUSES and variable.kind != "stock"
        if (count if several else others) > MAX_LINKS_AT_ONE:
            sentence = say.STARBURST_STOCK if of_flows else say.STARBURST
            message = sentence(number=count, name=variable.name, into=others, out=len(out))
            hint = "if so, give each its own variable"
            yield Diagnostic("CLD504", first_place(variable), message, hint)


def no_loop(subject: RuleSubject) -> Iterator[Diagnostic]:
    if subject.diagram.links and not subject.catalogue.loops:
        message = say.NO_LOOP()
        hint = "ask for each effect: does it change its own cause, perhaps later?"
        yield Diagnostic("CLD509", first_place(subject.diagram.links[0]), message, hint)


# -- interventions --


def operation_does_not_fit(subject: RuleSubject) -> Iterator[Diagnostic]:
    suggestions = MOST_SUGGESTIONS
    for intervention in subject.diagram.interventions:
        for change, found in misfits(subject.diagram, intervention.changes, suggestions):
            suggestions -= 1
            yield Diagnostic("CLD209", change.span, found.message, found.hint)


def level_not_borne_out(subject: RuleSubject) -> Iterator[Diagnostic]:
    interventions = subject.diagram.interventions
    if not any(intervention.levels and intervention.changes for intervention in interventions):
        return
    for found in subject.insight.interventions:
        intervention = found.intervention
        if found.borne_out is False and found.level is not None:
            stated = " or ".join(map(str, intervention.levels))
            levels = " or ".join(map(str, (found.level, *found.also)))
            message = say.NOT_BORNE_OUT(
                name=intervention.name,
                stated=stated,
                found=levels,
                because=found.because.split("; ")[0],
            )
            hint = (
                "sources differ on levels; if it also works at that level, add an operation for it"
            )
            yield Diagnostic("CLD512", intervention.span, message, hint)


RULE_FUNCTIONS: dict[str, Callable[[RuleSubject], Iterator[Diagnostic]]] = {
    "CLD209": operation_does_not_fit,
    "CLD211": constant_with_cause,
    "CLD401": near_duplicate,
    "CLD402": direction_in_name,
    "CLD403": _named(
        "CLD403",
        verb_in,
        say.VERB,
        "use a noun for the quantity that changes",
    ),
    "CLD404": _named(
        "CLD404",
        negative_in,
        say.NEGATIVE,
        "use a positive name, and reverse the signs of its links",
    ),
    "CLD501": unknown_polarity,
    "CLD502": isolated_variable,
    "CLD503": variable_in_no_loop,
    "CLD504": starburst,
    "CLD509": no_loop,
    "CLD512": level_not_borne_out,
    **LOOP_RULES,
    **RUN_RULES,
}
