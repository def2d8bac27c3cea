"""Statements that a judge called false, misleading or noise, each with its smallest diagram."""

from __future__ import annotations

import numpy as np

import cld
from cld.behaviour.goals import goals_of, perhaps_pursued
from cld.checklist.checklist import checklist
from cld.core.quantities import Delay, spoken_delay
from cld.language.source import source_of
from cld.loops.drain import circulates
from cld.prose.leverage import cut_words, in_short
from cld.prose.meetings import meeting_items, meeting_words
from cld.prose.opposition import opposition_lines
from cld.prose.oscillation import oscillation_words
from cld.prose.push import push_remarks
from cld.prose.reading import reading
from cld.simulate.push import pushed, unsettled


def findings(text: str, code: str) -> list[tuple[str, str]]:
    return [(f.message, f.hint or "") for f in cld.loads(text).diagnostics if f.code == code]


def test_a_name_that_links_note_is_in_the_diagram() -> None:
    text = (
        'Senior (+)-> Mentorship (+, "alpha")-> Promotion (+)-> Senior\nSenior: stock\n'
        'Promotion: flow\nintervention "Mentorship only" { set alpha: 0.1 to 0.6 }\n'
    )
    report = cld.loads(text)
    _, lines = in_short(report.judge(report.diagram.interventions[0]))
    assert "alpha (a note on Mentorship → Promotion)" in " ".join(lines)
    other = cld.loads(text.replace("set alpha", "set beta"))
    _, lines = in_short(other.judge(other.diagram.interventions[0]))
    assert "beta (not in the diagram)" in " ".join(lines)


def test_a_link_to_itself_is_no_sign_of_two_things() -> None:
    text = "Fish (+)-> Skuas\nRabbits (+)-> Skuas\nPenguins (+)-> Skuas\nSkuas (-)-> Fish\n"
    text += "Skuas (-)-> Rabbits\nSkuas (-)-> Penguins\nSkuas (-)-> Skuas\n"
    assert findings(text, "CLD504") == []
    ((message, _),) = findings(f"{text}Krill (+)-> Skuas\n", "CLD504")
    assert message.startswith("7 links meet at “Skuas” (4 in, 3 out)")


def test_the_delay_of_one_stock_is_not_that_of_another() -> None:
    text = (
        "Searchers (-)-> Offer (+, delay 5y smooth)-> Aspiration (+)-> Searchers\n"
        "Searchers: stock\n"
    )
    both = cld.loads(f"{text}Aspiration: stock\n")
    assert "on top of the time" not in oscillation_words(both, both.loops[0])
    own = cld.loads(text.replace("Searchers: stock", "Aspiration: stock"))
    assert "on top of the time in which Aspiration" in oscillation_words(own, own.loops[0])


def test_a_stock_that_nothing_leads_to_is_asked_for_its_flows() -> None:
    text = "A (+)-> B (+)-> A\nC (-)-> B\n"
    ((_, hint),) = findings(f"{text}C: stock\n", "CLD503")
    assert hint.startswith("what fills or empties this stock?")
    ((_, hint),) = findings(text, "CLD503")
    assert "mark it `constant`" in hint


def test_what_a_named_loop_says_feeds_the_growth_does_not_limit_it() -> None:
    text = (
        "Orders (+)-> Backlog\n"
        "Orders (+)-> Supply line (+)-> Capital (+)-> Discards (+)-> Orders\n"
        "Backlog (-)-> Capital\nBacklog (+)-> Desired capital (+)-> Orders\n"
    )
    loop = 'loop R1 "Self-ordering" reinforcing: Backlog, Desired capital, Orders\n'
    patterns = cld.loads(text + loop).patterns
    assert not any(
        found.name == "limits to growth" and "Backlog" in dict(found.roles).values()
        for found in patterns.found
    )


def test_loops_that_only_move_material_are_not_to_be_cut() -> None:
    text = (
        "Here (+)-> go (-)-> Here\ngo (+)-> There (+)-> back (-)-> There\nback (+)-> Here\n"
        "Here: stock\nThere: stock\ngo: flow\nback: flow\n"
    )
    assert "only move material" in cut_words(cld.loads(text))
    grows = f"{text}There (+)-> Price (+)-> go\nPrice (+)-> There\n"
    assert "only move material" not in cut_words(cld.loads(grows))


def test_a_number_of_pairs_without_a_name_is_not_said() -> None:
    text = "\n".join(
        f"N{i} ({'-' if (i + j) % 3 == 0 else '+'})-> N{j}"
        for i in range(6)
        for j in range(6)
        if i != j
    )
    said = " ".join(meeting_words(cld.loads(text)))
    assert "other pairs move some" not in said or "each of these includes" in said


def test_a_group_that_only_works_against_itself_is_not_silent() -> None:
    text = (
        (
            "x8 (+)-> Memory use (++)-> Evictions\nMemory use (-)-> x8 (+)-> Evictions\n"
            "Evictions (+)-> Running pods\nEvictions (-)-> x10 (+)-> Running pods\n"
            "Running pods (+)-> Load per pod\nRunning pods (-)-> x11 (+)-> Load per pod\n"
            "Load per pod (+)-> Memory use\nLoad per pod (-)-> x12 (+)-> Memory use\n"
        )
        .replace("(++)", "(+)")
        .replace("x8 (+)-> Memory use (+)", "Memory use (+)")
    )
    items = list(meeting_items(cld.loads(text)))
    assert all(head for head, _ in items)


def test_a_stock_with_many_effects_is_one_thing() -> None:
    """A main stock has many uses; many causes of several kinds are another matter."""
    uses = "".join(f"People (+)-> Use {n} (+)-> People\n" for n in range(4))
    assert findings(uses, "CLD504") and not findings(f"{uses}People: stock\n", "CLD504")
    causes = "".join(f"Cause {n} (+)-> People\n" for n in range(3))
    assert findings(f"{uses}{causes}People: stock\n", "CLD504")


# -- the sixteenth round: 500 statements on ten published diagrams --

TRAP = """Gap (+)-> Work (-)-> Improvement (+)-> Capability (-)-> Gap
Capability (+)-> Erosion (-)-> Capability
Capability: stock
Erosion: flow
intervention "Slower erosion" { weaken Capability -> Erosion }
"""
REWORK = """Progress (+)-> Rework (+, delay 3 months)-> Discovery (+)-> Work (+)-> Progress
Discovery (-)-> Rework
Progress (-)-> Work
Rework: stock
Work: stock
Progress: flow
Discovery: flow
intervention "Earlier testing" { delay Rework -> Discovery: 3 months to 1 month }
"""
EPIDEMIC = """Susceptible (+)-> Infections (-)-> Susceptible
Infections (+, delay 5d)-> Infectious (+)-> Infections
Infectious (+)-> Deaths (+)-> Risk (-)-> Contacts (+)-> Infections
Infectious (+)-> Reports (+, delay 9d)-> Risk
Risk: every 1d
Susceptible: stock
Infectious: stock
"""
INVENTORY = """Desired inventory (+)-> Gap
Inventory (-)-> Gap (+)-> Orders (+)-> Inventory
intervention "Count them" { inform Inventory (-)-> Orders }
"""


def explained(text: str, loop: str) -> str:
    report = cld.loads(text)
    return " ".join(reading(report, next(one for one in report.loops if one.id == loop)))


def test_neither_a_drain_nor_what_carries_material_makes_matters_worse() -> None:
    for text in (TRAP, REWORK):
        report = cld.loads(text)
        assert not report.interventions[0].worse
    drawn = cld.loads(TRAP.replace("Erosion: flow\n", "").replace("Capability: stock\n", ""))
    assert drawn.interventions[0].worse


def test_a_controller_is_late_once() -> None:
    ((message, hint),) = findings(EPIDEMIC, "CLD510")
    assert message.startswith("“Risk” acts on stale information in B2 and B3; the slowest is B3")
    assert "every 2wk" in hint
    (late,) = cld.loads(EPIDEMIC).questions[1].answers
    assert late == "Risk sees its effect in B2 and B3 only after 5d to 2wk, by the marked delays"


def test_a_stock_and_its_outflow_fight_nobody() -> None:
    assert not [one for one in cld.loads(EPIDEMIC).interactions if one.kind == "may-fight"]


def test_what_the_file_proposes_answers_who_lacks_information() -> None:
    answers = [one.answers for one in cld.loads(INVENTORY).questions]
    assert answers[1] == ("the file proposes: information on Inventory for Orders",)
    assert answers[3] == ("by their names, these may be goals: Desired inventory",)
    assert "Goal: none is stated; by its name, Desired inventory may be what" in explained(
        INVENTORY, "B1"
    )
    floating = f"{INVENTORY}Inventory (+, delay 1mo)-> Desired inventory"
    assert "by its name, Desired inventory may be" in explained(floating, "B1")
    births = "Births (+)-> People (+)-> Deaths (-)-> People"
    assert "may be what the loop pursues" not in explained(births, "B1")


def test_the_goal_of_a_variable_is_not_that_of_one_named_loop_of_several() -> None:
    text = (
        "Work (+)-> Gap (+)-> Overtime (-)-> Work\nGap (+)-> Deadline (-)-> Gap\n"
        'Gap: goal "no slip"\nloop "Slip" balancing: Gap, Deadline\n'
        'loop "Overtime" balancing: Work, Gap, Overtime\n'
    )
    assert any("several run through Gap" in said for said in meeting_words(cld.loads(text)))


def test_where_to_act_counts_balancing_loops_too() -> None:
    text = (
        "Backlog (+)-> Pressure (+)-> Hours (+)-> Done (-)-> Backlog\n"
        "Hours (-)-> Energy (+)-> Done\nEnergy (+)-> Quality (-)-> Backlog\n"
    )
    assert (
        "Hours → Energy is on 2 reinforcing loops and on no balancing loop; no other link of this "
        "loop is on more reinforcing ones"
    ) in explained(text, "R1")


def test_a_list_of_opposing_loops_says_how_many_are_missing() -> None:
    text = "A (+, delay 5d)-> B (+)-> A\n" + "".join(
        f"A (+, delay {number}d)-> X{number} (-)-> A\n" for number in range(3, 10)
    )
    assert "4. 4 more loops oppose it and are not compared here." in explained(text, "R1")


def test_loops_of_which_some_work_against_each_other_have_no_direction() -> None:
    text = "G (+)-> P (+)-> W (+)-> Y (-)-> G\nW (-)-> T (-)-> W\nG (+)-> T (+)-> Y"
    items = dict(meeting_items(cld.loads(text)))
    assert len(items["some of R1, R2 and R3 can drive each other:"]) == 3


def test_a_stock_moves_compared_with_what_it_would_have_been() -> None:
    assert "A stock such as Capability rises or falls compared with" in explained(TRAP, "B1")
    assert "A stock such as" not in explained("A (+)-> B (-)-> A", "B1")


def test_an_outflow_that_fills_another_stock_needs_no_mark() -> None:
    text = REWORK.replace("Discovery: flow\n", "")
    report = cld.loads(text)
    (loop,) = [one for one in report.loops if set(one.variables) == {"Rework", "Discovery"}]
    assert oscillation_words(report, loop).endswith("the time that material stays in Rework")


def test_no_delay_is_asked_for_between_a_flow_and_its_stock() -> None:
    report = cld.loads(
        "Fish (+)-> Births (+)-> Fish\nFish: stock\nBirths: flow\n"
        "Grades (-, delay 4 weeks)-> Pressure (+)-> Effort (+)-> Grades\nGrades: goal 3\n"
    )
    lines = [item.line for item in checklist(report, report.loops).items]
    assert "Fish (+, delay 4wk)-> Births" in lines
    # Pressure decides nothing: where no flow is marked, nobody knows what does.
    assert not any(line and "every" in line for line in lines)
    report = cld.loads("Queue (+, delay 4mo)-> Hiring (-)-> Queue\nQueue: goal 3\nHiring: flow\n")
    lines = [item.line for item in checklist(report, report.loops).items]
    assert "Hiring: every 4mo" in lines


# -- the seventeenth round: 580 statements on ten more --


def test_loops_that_can_be_timed_are_named_first() -> None:
    text = (
        "D (+)-> P (+)-> M (-, delay 3mo)-> T (-)-> D\nM (+)-> I (+, delay 6mo)-> D\n"
        "P (-)-> A1 (+)-> M\nP (-)-> A2 (+)-> M\nP (-)-> A3 (+)-> M\n"
    )
    said = explained(text, "R1")
    assert "B2, B4 and B6 respond after 2 cycles (6mo)" in said
    assert "3 more loops oppose it and are not compared here" in said


def test_that_no_goal_is_stated_is_said_once() -> None:
    text = "A (+)-> B (-)-> A (+)-> C (-)-> A (+)-> D (-)-> A\nB (+)-> E (-)-> B"
    said = explained(text, "B1")
    assert said.casefold().count("goal") == 2  # "Goal: none …" and the footnote
    same = "Room (-)-> Heat (+)-> Room\nRoom (-)-> Sun (+)-> Room\nRoom (-)-> Fire (+)-> Room\n"
    heated = explained(f"{same}Room: goal = 20", "B1")
    assert heated.count("share a goal") == 1 and "B1, B2 and B3 share a goal" in heated


def test_a_stock_is_asked_to_fall_only_where_that_would_help() -> None:
    text = (
        "Sales (+)-> Experience (+)-> Sales\n"
        "Experience (+)-> Profit (+)-> Entry (+)-> Stations (-)-> Profit\nStations (+)-> Sales\n"
        "Experience: stock\nStations: stock\nSales: flow\nEntry: flow"
    )
    (part,) = unsettled(source_of(text).diagram)
    assert part.filled == ("Experience",)


_AIRLINE = (
    "Passengers (+)-> Revenue (+, delay 6 months)-> Fleet (+)-> Passengers\n"
    "Passengers (+)-> Load per employee (-)-> Quality (+, delay 4 months)-> Reputation\n"
    "Reputation (+)-> Passengers\nPassengers (+)-> Motivation (+)-> Quality\n"
    "Quality (-)-> Hiring (+)-> Staff capacity (-)-> Load per employee\n"
    "loop R1 reinforcing: Passengers, Revenue, Fleet\n"
)


def _growth(text: str) -> list[tuple[tuple[str, ...], dict[str, str], tuple[str, ...]]]:
    found = cld.loads(text).patterns.found
    return [(p.loops, dict(p.roles), p.missing) for p in found if p.name == "limits to growth"]


def test_a_loop_that_the_author_calls_a_limit_may_be_felt_late() -> None:
    loop = "balancing: Passengers, Load per employee, Quality, Reputation\n"
    (loops, _, _), *_ = _growth(f'{_AIRLINE}loop B1 "Limits to growth" {loop}')
    assert loops[:2] == ("R1", "B1")
    plain = _AIRLINE.replace("Staff capacity", "Staff")
    (loops, _, _), *_ = _growth(f'{plain}loop B1 "Limits to growth" {loop}')
    assert loops[:2] == ("R1", "B1")
    others = _growth(f'{plain}loop B1 "Service" {loop}')
    assert all(loops[0] != "R1" for loops, _, _ in others)


def test_a_capacity_that_other_variables_change_is_still_the_limit() -> None:
    loop = 'loop B1 "Limits" balancing: Passengers, Load per employee, Quality, Reputation\n'
    (_, roles, missing), *_ = _growth(_AIRLINE + loop)
    assert roles["limit"] == "Staff capacity"
    assert missing == ()
    (_, roles, missing), *_ = _growth((_AIRLINE + loop).replace("Staff capacity", "Staff"))
    assert "limit" not in roles
    assert missing


def test_a_price_is_no_fix_unless_it_is_called_one() -> None:
    text = "Price (+, delay 6mo)-> Supply (-)-> Price\nPrice (+)-> Damage (+, delay 1y)-> Police\n"
    text += "Police (-)-> Supply\n"
    assert not cld.loads(text).patterns.found
    named = f'{text}loop B1 "Symptomatic fix" balancing: Price, Supply\n'
    (found,) = cld.loads(named).patterns.found
    assert dict(found.roles)["fix"] == "Price"


def test_the_consequence_is_the_variable_named_like_one() -> None:
    text = (
        "Queue (+)-> Overtime (-, delay 1wk)-> Queue\n"
        "Overtime (+)-> Fatigue (+)-> Alarm (+)-> Notes (+, delay 1y)-> Queue\n"
    )
    (found,) = cld.loads(text).patterns.found
    assert dict(found.roles)["consequence"] == "Fatigue"
    # Too far from the symptom for the search, and still the one that is named.
    far = text.replace("(+)-> Notes", "(+)-> Talks (+)-> Notes")
    (found,) = cld.loads(far).patterns.found
    assert dict(found.roles)["consequence"] == "Fatigue"
    assert "Fatigue" in " ".join(found.evidence)


def test_a_loop_that_damps_another_is_worse_to_weaken_not_only_for_growth() -> None:
    text = (
        "Orders (+)-> Supply line (+, delay 4wk)-> Inventory (-)-> Orders\n"
        "Supply line (-)-> Orders\nSupply line: stock\nInventory: stock\n"
        "Orders (+)-> Rumour (+)-> Orders\n"
        'intervention "Ignore it" { weaken Supply line -> Orders }\n'
    )

    def only_growth(text: str) -> tuple[tuple[str, ...], bool]:
        (found,) = cld.loads(text).interventions
        return found.worse, found.only_growth

    worse, only = only_growth(text)
    assert worse
    assert not only
    undelayed = text.replace(", delay 4wk", "").replace("Inventory: stock\n", "")
    assert only_growth(undelayed) == (worse, True)


def test_operations_on_one_line_are_told_apart() -> None:
    ((_, hint),) = findings(
        'A (+)-> B (-)-> A\nintervention "x" { cut A -> B; set B: 1 to 2 }\n', "CLD115"
    )
    assert hint == "write `cut A -> B` and `set B: 1 to 2`, each on its line"


def _push(text: str, name: str) -> dict[str, str]:
    return dict(pushed(cld.loads(text).diagram, name).directions)


def test_a_stock_keeps_what_came_in_on_the_way() -> None:
    text = "Ads (+)-> Sales (-)-> Prospects (+)-> Sales (+)-> Customers\nProspects: stock\n"
    for more in ("Customers: stock\nSales: flow\n", "Customers: stock\n"):
        found = _push(text + more, "Ads")
        assert (found["Sales"], found["Customers"]) == ("unchanged", "higher")
    # With a second inflow that comes back, nothing says which way it went.
    other = f"{text}Sales (-)-> Calls (+)-> Customers\nCustomers: stock\n"
    assert _push(other, "Ads")["Customers"] == "open"


def test_what_settles_beside_a_drift_has_a_level() -> None:
    text = (
        "Ill (+)-> Worry (+)-> Prevention (-)-> Risk (+)-> Onset (+)-> Ill (+)-> Deaths (-)-> Ill\n"
        "Healthy (+)-> Onset (-)-> Healthy\nBirths (+)-> Healthy\nBirths: constant\n"
        "Healthy: stock\nIll: stock\nRisk: stock\nOnset: flow\nDeaths: flow\n"
    )
    found = _push(text, "Prevention")
    assert {name for name, way in found.items() if way == "no level"} == {"Healthy", "Risk"}
    grid = (
        "Grid costs (+)-> Rate (+)-> Installations (-)-> Roofs (+)-> Installations\n"
        "Installations (+)-> Experience (+)-> Installations\nRoofs: stock\nExperience: stock\n"
    )
    assert _push(f"{grid}Installations: flow\n", "Grid costs") == {
        **dict.fromkeys(["Grid costs", "Rate", "Experience"], "higher"),
        "Installations": "unchanged",
        "Roofs": "lower",
    }


def test_one_equation_decides_what_the_signs_of_a_part_do_not() -> None:
    text = (
        "Fish (+)-> Density (+)-> Catch rate (+)-> Catch (-)-> Fish (+)-> Births (+)-> Fish\n"
        "Density (+)-> Deaths (-)-> Fish\nCatch rate (-)-> Gap (+)-> Tech (+)-> Catch rate\n"
        "Fish: stock\nTech: stock\nBirths: flow\nDeaths: flow\nCatch: flow\n"
    )
    found = _push(text, "Tech")
    assert (found["Gap"], found["Catch rate"], found["Tech"]) == ("lower", "higher", "higher")


def test_a_push_says_which_stock_has_no_outflow() -> None:
    text = "Fee (-)-> Visits (+)-> Boats (+)-> Damage (-)-> Visits\nBoats: stock\n"
    diagram = cld.loads(text).diagram
    assert "no outflow of Boats grows with it" in " ".join(
        push_remarks(diagram, pushed(diagram, "Fee"))
    )
    drained = cld.loads(f"{text}Boats (-)-> Boats\n").diagram
    assert "no outflow" not in " ".join(push_remarks(drained, pushed(drained, "Fee")))


def _meetings(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.kind, one.loops) for one in cld.loads(text).interactions]


def test_loops_that_need_a_shared_lever_in_opposite_directions_resist() -> None:
    text = (
        "Backlog (+)-> Pressure (+)-> Shortcuts (+)-> Delivered (-)-> Backlog\n"
        "Shortcuts (+)-> Debt (+)-> Anger (-)-> Orders (+)-> Backlog\nBacklog: stock, goal <= 5\n"
        "Debt: stock, goal <= 5\nAnger: stock\nDelivered: flow\nOrders: flow\n"
    )
    assert "cooperate" not in [kind for kind, _ in _meetings(text)]


def test_nothing_is_said_where_a_lever_moves_a_goal_both_ways() -> None:
    text = (
        "Catch (+)-> Profit (+)-> Ships (+)-> Catch\nCatch (-)-> Price (+)-> Profit\n"
        "Catch (-)-> Fish (+)-> Assessment (+)-> Quota (+)-> Catch\n"
        "Fish: stock\nShips: stock\nProfit: goal >= 10\nAssessment: goal >= 50\n"
    )
    assert {kind for kind, _ in _meetings(text)} == {"restrain"}
    one_way = text.replace("Catch (+)-> Profit", "Boats (+)-> Profit")
    assert ("cooperate", ("B1", "B2")) in _meetings(one_way)


def _goals(text: str) -> list[tuple[str, list[str]]]:
    report = cld.loads(text)
    return [
        (loop.id, list(goals_of(report.diagram, loop))) for loop in report.loops if loop.type == "B"
    ]


def test_a_long_loop_that_only_ends_at_a_goal_does_not_pursue_it() -> None:
    text = (
        "Backlog (+)-> Pressure (+)-> Effort (-)-> Backlog\nBacklog: goal <= 5\n"
        "Pressure (+)-> Errors (+)-> Anger (+)-> Rumours (-)-> Buyers (+)-> Orders (+)-> Backlog\n"
    )
    assert _goals(text) == [("B1", ["Backlog"]), ("B2", [])]
    named = "loop B2 balancing: Backlog, Pressure, Errors, Anger, Rumours, Buyers, Orders\n"
    assert _goals(text + named) == [("B2", ["Backlog"]), ("B3", ["Backlog"])]


def test_information_on_another_thing_makes_no_goal() -> None:
    text = (
        "Agitation (+)-> Risk (+)-> Restraints (-)-> Agitation\nRisk (+, info)-> Support\n"
        "Support (-)-> Restraints (+)-> Mistrust (+)-> Agitation\n"
        'Restraints: goal "as few as possible"\n'
    )
    assert all(not goals for _, goals in _goals(text))
    told = text.replace("Risk (+, info)-> Support", "Restraints (+, info)-> Support")
    assert any(goals for _, goals in _goals(told))


def test_what_nobody_aims_for_is_no_goal_by_its_name() -> None:
    text = "{0} (+)-> Revenue shortfall (+)-> Rate (-)-> Revenue shortfall\n{0}: constant\n"
    for name, goal in (("Grid costs", False), ("Revenue wanted", True), ("Revenue plan", True)):
        report = cld.loads(text.format(name))
        assert (perhaps_pursued(report.diagram, report.loops[0]) == [name]) is goal
    forecast = (
        "Profit (+, delay 1y smooth)-> Expected profit (+)-> Orders (+)-> Ships (-)-> Profit\n"
    )
    report = cld.loads(f"{forecast}Profit (-)-> Orders\n")
    assert not any(perhaps_pursued(report.diagram, loop) for loop in report.loops)


def test_a_capacity_without_its_unit_is_the_same() -> None:
    text = 'Load (+)-> Queue (-)-> Load\nQueue: stock, capacity 1000 items\nintervention "I" {{\n'
    for said, wrong in (("1000", 0), ("1000 items", 0), ("900", 1), ("1000 boxes", 1)):
        more = " to 5000" + (f" {said.split()[1]}" if " " in said else "")
        body = f"capacity Queue: {said.split()[0]}{more}\n}}\n"
        assert len(findings(text.format() + body, "CLD209")) == wrong, said


_CIRCULATION = (
    "Well (+)-> Fall ill (+)-> Ill (+)-> Recover (+)-> Well\nFall ill (-)-> Well\n"
    "Recover (-)-> Ill\nWell: stock\nIll: stock\nFall ill: flow\nRecover: flow\n"
)


def test_what_only_moves_material_is_no_amplification() -> None:
    report = cld.loads(_CIRCULATION)
    (amplification, *_) = report.questions
    assert amplification.answers == (
        "the reinforcing loops only move material from stock to stock",
    )
    items = checklist(report, report.loops).items
    assert any("an even number" in i.note and "only moves material" in i.note for i in items)
    assert "What sets it off?" not in {item.question for item in items}
    more = f"{_CIRCULATION}Fear (+)-> Stress (+)-> Fear\nStress (+)-> Fall ill\n"
    both = cld.loads(f"{more}Fear (+)-> Noise (+)-> Stress\n")
    # One link is on both loops that amplify; the circulation needs no cut.
    assert both.where.moving == 1
    assert both.where.cut.links == (("Stress", "Fear"),)
    assert "reinforcing loops that amplify" in cut_words(both)


def test_information_that_comes_late_is_an_answer() -> None:
    report = cld.loads("Assaults (+, info, delay 2mo)-> Support (-)-> Assaults\n")
    assert "Support learns of Assaults only after 2mo" in report.questions[1].answers


def test_a_wait_for_the_same_decision_is_shared() -> None:
    text = (
        "Costs (+)-> Shortfall (+, delay 1y)-> Rate (-)-> Shortfall\n"
        "Rate (+, delay 6mo)-> Defection (-)-> Sales (-)-> Shortfall\nRate: every 1y\n"
    )
    said = " ".join(opposition_lines(*_first(text, "R1")))
    assert "B1 responds within one cycle: apart from shared delays, it takes 0s" in said
    other = text.replace("Rate (-)-> Shortfall", "Rate (-, delay 8mo)-> Shortfall")
    said = " ".join(opposition_lines(*_first(other, "R1")))
    assert "may respond within one cycle or later" in said


def _first(text: str, name: str) -> tuple[cld.Report, cld.Loop]:
    report = cld.loads(text)
    loop = report.loop(name)
    assert loop is not None
    return report, loop


def test_no_delay_is_asked_for_where_a_stock_drains_itself() -> None:
    report = cld.loads("Fatigue (+)-> Recovery (-)-> Fatigue\nFatigue: stock\n")
    asked = {item.question for item in checklist(report, report.loops).items}
    assert "How long do its delays take?" not in asked
    message = "Assaults (+)-> Reports (+)-> Mistrust (-)-> Assaults\nAssaults: goal <= 1\n"
    for more, there in (("", False), ("Mistrust: every 1wk\n", True)):
        report = cld.loads(message + more)
        questions = " ".join(item.question for item in checklist(report, report.loops).items)
        assert ("late or lost" in questions) is there


def test_a_period_rests_on_decisions_that_add_up() -> None:
    text = (
        "Rate (-, delay 1y)-> Use (+)-> Costs (+)-> Shortfall (+, delay 1y)-> Rate\n"
        "Rate: stock, every 1y\n"
    )
    said = oscillation_words(*_first(text, "B1"))
    assert said.endswith("(as long as its decisions add up)")
    step = text.replace("every 1y", "every 1y, decides step")
    assert "add up" not in oscillation_words(*_first(step, "B1"))


def test_a_push_says_where_a_smooth_delay_may_be_the_stock_itself() -> None:
    text = "A (+)-> B (+{})-> S (-)-> B\nS: stock\n"
    for delay, there in ((", delay 1wk smooth", True), (", delay 1wk", False)):
        diagram = cld.loads(text.format(delay)).diagram
        said = " ".join(push_remarks(diagram, pushed(diagram, "A")))
        assert ("A smooth delay leads to S" in said) is there


def test_growth_that_nobody_wants_has_no_limit_to_ease() -> None:
    text = (
        "Users (+)-> Talk (+)-> Users (+)-> Crowding (-)-> Users\n"
        'loop R1 "{}" reinforcing: Users, Talk\n'
    )
    assert _growth(text.format("Word of mouth"))
    assert not _growth(text.format("Burnout spiral"))
    measure = text.format("Word of mouth") + "Crowding: goal <= 50\n"
    assert not _growth(measure)
    assert _growth(f'{measure}loop B1 "Limits" balancing: Users, Crowding\n')


def test_a_loop_with_a_goal_is_more_than_an_outflow() -> None:
    text = (
        "Orders (+)-> Backlog (+)-> Effort (+)-> Delivered (-)-> Backlog\n"
        "Delivered (+)-> Fame (+)-> Orders\nBacklog: stock{}\nFame: stock\n"
        "Orders: flow\nDelivered: flow\n"
    )
    said = " ".join(opposition_lines(*_first(text.format(", goal <= 5"), "R1")))
    assert "opposed only by B1, which quickens an outflow that this loop runs through" in said
    said = " ".join(opposition_lines(*_first(text.format(""), "R1")))
    assert "an outflow that this loop runs through" in said


def test_many_effects_of_one_thing_are_no_sign_of_several() -> None:
    text = "".join(f"Visitors (+)-> E{n}\n" for n in range(5))
    assert findings(f"{text}A (+)-> Visitors\nB (+)-> Visitors\n", "CLD504") == []
    more = "A (+)-> Visitors\nB (+)-> Visitors\nC (+)-> Visitors\n"
    assert len(findings(text + more, "CLD504")) == 1


def test_loops_that_may_fight_are_asked_about_once() -> None:
    text = (
        "L (+)-> A (-)-> L (+)-> M (+)-> B (-)-> L\nM (+)-> C (-)-> L\n"
        "A: every 1d\nB: every 1d\nC: every 1d\n"
    )
    report = cld.loads(text)
    assert len([one for one in report.interactions if one.kind == "may-fight"]) == 2
    asked = [item.question for item in checklist(report, report.loops).diagram]
    assert [q for q in asked if "may fight" in q] == [
        "B1, B2 and B3 may fight: what does each aim for?"
    ]


# -- the nineteenth round: 496 statements on five more --


def test_decisions_that_add_up_beside_a_stock_leave_the_period_open() -> None:
    text = (
        "Drivers (-)-> Utilisation (+, delay 5 min)-> Price (+)-> Sign-ups (+)-> Drivers\n"
        "Drivers (+)-> Churn (-)-> Drivers\nDrivers: stock\nSign-ups: flow\nChurn: flow\n"
    )
    for law, said in (
        (", decides step", "alone, it can oscillate; its period is not known"),
        (", decides total", "alone, it can oscillate: period at least 20min if it settles"),
        ("", "grows (as long as each decision sets a total)"),
    ):
        report = cld.loads(f"{text}Price: every 5 min{law}\n")
        loop = next(loop for loop in report.loops if len(loop.links) > 2)
        assert said in oscillation_words(report, loop), law


def test_decisions_that_add_up_are_what_a_loop_without_a_stock_adds_up() -> None:
    text = (
        "Requests (+)-> Utilisation (+, delay 7 min)-> Price (-)-> Requests\n"
        "Price: every 5 min{}\nX: stock\nY (+)-> X\n"
    )
    # By step: p(n + 1) = p(n) − k·p(n − 2), every 5 min, and its period where it settles for k.
    roots = np.roots([1, -1, 0, 0.3])
    turned = max(abs(np.angle(root)) for root in roots if abs(root) > 0.7 and root.imag)
    period = 5 * 2 * np.pi / turned
    said = oscillation_words(*_first(text.format(", decides step"), "B1"))
    assert said.startswith("alone, it can oscillate: period at least 18min if it settles")
    assert period > 18
    said = oscillation_words(*_first(text.format(""), "B1"))
    assert "with a period of 14min to 24min" in said
    assert said.endswith("(as long as each decision sets a total)")


def test_a_ratio_beside_a_stock_does_not_wait_for_old_news() -> None:
    text = (
        "Drivers (-)-> Utilisation (+, delay 5 min)-> Price (+, delay 2 weeks)-> Sign-ups\n"
        "Sign-ups (+)-> Drivers\nDrivers: stock\nSign-ups: flow\n"
    )
    report = cld.loads(f"{text}Price: every 5 min, decides ratio\n")
    (controller,) = report.controllers(report.loops[0])
    assert controller.decisions == (4_033, 4_033)
    assert controller.repeated is None
    direct = "Queue (+)-> Scaler (+)-> Pods (-, delay 1min)-> Queue\nPods: stock\n"
    report = cld.loads(f"{direct}Scaler: every 10s, decides ratio\n")
    assert report.controllers(report.loops[0])[0].repeated is not None


def test_material_that_goes_by_way_of_other_variables_is_only_moved() -> None:
    text = (
        "S (+)-> Infections (+)-> Use (+)-> Clearance (-)-> S\n"
        "Clearance (+)-> U (+)-> Transmission (+)-> S\nTransmission (-)-> U\n"
        "S: stock\nU: stock\nClearance: flow\nTransmission: flow\n"
    )
    report = cld.loads(text)
    loop = next(loop for loop in report.loops if loop.type == "R")
    assert circulates(report.diagram, loop)
    # s(s + a + b): nothing grows, whatever the strengths of the way from the stock to its outflow.
    for a, b in ((0.1, 3.0), (5.0, 0.2)):
        assert max(np.linalg.eigvals(np.array([[-a, b], [a, -b]])).real) < 1e-12
    less = text.replace("Infections (+)-> Use", "Infections (-)-> Use")
    report = cld.loads(less)
    assert not any(circulates(report.diagram, one) for one in report.loops)
    one_stock = "A (+)-> B (-)-> C (-)-> A\nA: stock\nC: flow\n"
    report = cld.loads(one_stock)
    assert not circulates(report.diagram, report.loops[0])


def test_an_inflow_is_not_a_comparison() -> None:
    text = (
        "Growth (+)-> Fuel (+)-> Severity (+)-> Burned area (-)-> Fuel\n"
        "Burned area (+)-> Pressure (+)-> Crews (-)-> Burned area\n"
        "Fuel: stock\nGrowth: constant\nBurned area: flow, goal <= 100\n"
    )
    assert all(not goals for _, goals in _goals(text))


def test_a_goal_that_is_stated_is_not_asked_for() -> None:
    text = (
        "Prevalence (+)-> Guideline (-)-> Use (+)-> Prevalence\nGuideline: every 1 year\n"
        "Use (+)-> Carriers (+)-> Contacts (+)-> Spread (+)-> Cases (+)-> Prevalence\n"
    )
    assert findings(f"{text}Prevalence: goal <= 10%\n", "CLD507") == []
    assert findings(text, "CLD507")


def test_a_range_of_one_length_is_one_length() -> None:
    assert spoken_delay(Delay(1_209_700.0, 1_209_900.0, True)) == "about 14d"


def test_what_somebody_wants_less_of_is_not_the_fix() -> None:
    text = (
        "Queue (+)-> Overtime (-)-> Queue\nOvertime (+)-> Fatigue (+, delay 1y)-> Mistakes\n"
        "Mistakes (+)-> Queue\n"
    )
    assert [p.name for p in cld.loads(text).patterns.found] == ["fixes that fail"]
    assert not cld.loads(f"{text}Overtime: goal <= 10\n").patterns.found


# -- the twentieth round: 422 statements on four more --


def test_a_total_is_not_decided_less_often() -> None:
    text = "A (+, delay 30mo)-> B (-)-> C (+)-> A\nA: stock\nC: every 1y, {}goal >= 5\n"
    ((_, hint),) = findings(text.format("decides total, "), "CLD510")
    assert hint.startswith("shorten the delay, or react less strongly")
    ((_, hint),) = findings(text.format("decides step, "), "CLD510")
    assert hint.startswith("decide every")


def test_loops_as_slow_as_each_other_have_no_slowest() -> None:
    text = "Quota (+, delay 4y)-> A (-)-> Quota (+, delay {})-> B (-)-> Quota\nQuota: every 1y\n"
    ((message, _),) = findings(text.format("4y"), "CLD510")
    assert "B1 and B2; in each of them: 4 decisions" in message
    ((message, _),) = findings(text.format("6y"), "CLD510")
    assert "the slowest is B2" in message
