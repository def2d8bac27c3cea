"""From syntax to canonical text: idempotent, keeps every comment, changes no meaning."""

from __future__ import annotations

import re
from typing import Literal

from cld.core.diagram import LoopType
from cld.core.text import INDENT
from cld.language.marks import BULLET, FOREIGN
from cld.language.scan import begins_like_a_statement, statement_kind
from cld.language.syntax import (
    ArrowText,
    Attribute,
    BadOperation,
    Blank,
    Chain,
    Comment,
    CommentLine,
    Exercise,
    Expect,
    Forbid,
    InterventionBlock,
    LoopLine,
    NameText,
    Operation,
    RunBlock,
    RunLine,
    SectorLine,
    Statement,
    Syntax,
    Title,
    ValuePart,
    VariableLine,
)
from cld.language.timed import is_amount

# Dashes alone at the end of a name read like a part of the arrow behind it.
_NEEDS_QUOTES = re.compile(r'[(){},:"#\n→]|-{1,3}>| -+$')
_WORDS: dict[LoopType, str] = {"R": "reinforcing", "B": "balancing"}


def format_syntax(syntax: Syntax) -> str:
    """Return a file in canonical form.

    Statements keep their order, comments their place; line breaks inside a chain stay where
    the author set them; runs of empty lines become one. A statement that cannot be read, or
    that has an error, stays as it is.

    >>> from cld.language.parse import parse
    >>> format_syntax(parse("Load( + )->Latency   #why")[0])
    'Load (+)-> Latency  #why\\n'
    """
    lines: list[str] = []
    for statement in syntax.statements:
        if isinstance(statement.node, Blank):
            if lines and lines[-1]:
                lines.append("")
        else:
            lines.extend(_statement(statement))
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n" if lines else ""


def quoted(text: str) -> str:
    """Return a text in quotes, with the escapes the language knows; every line break is `\\n`."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    escaped = unix.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def name_text(name: str, begins: Literal["", "link", "variable"] = "") -> str:
    """Return a name as it must be written; `begins` is its statement if it comes first.

    >>> name_text("Load per pod"), name_text("CPU (%)"), name_text("loop R1", begins="variable")
    ('Load per pod', '"CPU (%)"', '"loop R1"')
    """
    if not name or _NEEDS_QUOTES.search(name) or FOREIGN.search(name) or BULLET.match(name):
        return quoted(name)
    if begins:
        # Bare, the words must not make another statement of the line.
        line = f"{name} (+)-> A" if begins == "link" else f"{name}:"
        if statement_kind(line, arrow=begins == "link", colon=begins == "variable") != begins:
            return quoted(name)
    return name


def run_name(name: str) -> str:
    """Return a name as it must be written in a run: in quotes, too, if one of its words is a number
    or it begins like a line.

    >>> run_name("Load"), run_name("Load 5 at 10s"), run_name("step size")
    ('Load', '"Load 5 at 10s"', '"step size"')
    """
    words = name.split()
    line = words[:1] and words[0] in ("step", "jump", "hold", "for", "watch", "with")
    return quoted(name) if line or any(map(is_amount, words)) else name_text(name)


def _statement(statement: Statement) -> list[str]:
    node, parsed = statement.node, statement.parsed
    if isinstance(node, CommentLine):
        return [comment.text for comment in parsed.comments]
    if any(d.severity == "error" for d in parsed.diagnostics):
        return _as_it_stands(parsed.text)
    if isinstance(node, Chain):
        return _chain_lines(node, parsed.text, parsed.comments)
    if isinstance(node, InterventionBlock | RunBlock) and node.braces is not None:
        return _block_lines(node, parsed.text, parsed.comments)
    text = _one_line(node)
    return [_with_comments(text, parsed.comments)] if text else _as_it_stands(parsed.text)


def _as_it_stands(text: str) -> list[str]:
    return [line.rstrip() for line in re.split(r"\r\n|\r|\n", text.rstrip())]


def _one_line(node: object) -> str:
    match node:
        case Title(text):
            return f"title {quoted(text.text)}"
        case Exercise(title, settings):
            return f"exercise {quoted(title.text)}{settings_text(settings)}"
        case VariableLine(name, attributes, settings):
            said = ", ".join(attribute_text(a) for a in attributes)
            line = f"{_declared_name(name)}:{' ' if said else ''}{said}"
            return line + settings_text(settings)
        case LoopLine():
            return _loop(node)
        case SectorLine(name, members):
            return f"sector {quoted(name.text)}: {', '.join(map(_name, members))}"
        case InterventionBlock(name, settings):
            return f"intervention {quoted(name.text)}{settings_text(settings)}"
        case RunBlock(name, settings):
            return f"run {quoted(name.text)}{settings_text(settings)}"
        case Expect():
            return f"expect {_expectation(node)}{settings_text(node.settings)}"
        case Forbid(chain, settings):
            said = f"link {_chain(chain)}" if chain else "none"
            return f"forbid {said}{settings_text(settings)}"
    return ""


def settings_text(settings: tuple[Attribute, ...]) -> str:
    """Return settings with their brackets and the blank before them, or nothing."""
    return f" ({', '.join(attribute_text(a) for a in settings)})" if settings else ""


def attribute_text(attribute: Attribute) -> str:
    """Return an attribute with single blanks."""
    return " ".join(_part(part) for part in attribute.parts)


def _part(part: ValuePart) -> str:
    return quoted(part.text) if part.quoted else part.text


def _name(name: NameText, begins: Literal["", "link", "variable"] = "") -> str:
    return name_text(name.text, begins)


def _declared_name(name: NameText) -> str:
    """Quotes that distinguish a variable from a statement stay."""
    keep = name.quoted and begins_like_a_statement(name.text)
    return quoted(name.text) if keep else _name(name, begins="variable")


def _arrow(arrow: ArrowText) -> str:
    if arrow.polarity is None and not arrow.attributes:
        return "->"
    inside = ", ".join([arrow.polarity or "?", *(attribute_text(a) for a in arrow.attributes)])
    return f"({inside})->"


def _chain(chain: Chain) -> str:
    pieces = [_name(chain.names[0])]
    for arrow, name in zip(chain.arrows, chain.names[1:], strict=True):
        pieces += [_arrow(arrow), _name(name)]
    return " ".join(pieces) + settings_text(chain.settings)


def _chain_lines(chain: Chain, text: str, comments: tuple[Comment, ...]) -> list[str]:
    """A chain with the author's line breaks; each continued line begins with its bracket."""
    lines = [_name(chain.names[0], begins="link")]
    starts = [0]
    position = chain.names[0].span.end
    for arrow, name in zip(chain.arrows, chain.names[1:], strict=True):
        step = f"{_arrow(arrow)} {_name(name)}"
        between = _without_comments(text, comments, position, arrow.span.start)
        if "\n" in between or "\r" in between:
            lines.append(INDENT + step)
            starts.append(arrow.span.start)
        else:
            lines[-1] += f" {step}"
        position = name.span.end
    lines[-1] += settings_text(chain.settings)
    return _weave(lines, starts, comments, INDENT)


def _without_comments(text: str, comments: tuple[Comment, ...], start: int, end: int) -> str:
    kept = []
    for comment in comments:
        if start <= comment.span.start < end:
            kept.append(text[start : comment.span.start])
            start = comment.span.end
    return "".join(kept) + text[start:end]


def _weave(
    lines: list[str], starts: list[int], comments: tuple[Comment, ...], indent: str
) -> list[str]:
    """Put comments back: behind their line, or on separate lines."""
    woven: list[str] = []
    rest = list(comments)
    for index, line in enumerate(lines):
        limit = starts[index + 1] if index + 1 < len(starts) else None
        before = [c for c in rest if c.own_line and c.span.start < starts[index]]
        woven += [indent + c.text for c in before]
        behind = [
            c
            for c in rest
            if not c.own_line
            and c.span.start >= starts[index]
            and (limit is None or c.span.start < limit)
        ]
        rest = [c for c in rest if c not in before and c not in behind]
        woven.append(_with_comments(line, tuple(behind)))
    return woven + [indent + c.text for c in rest]


def _with_comments(line: str, comments: tuple[Comment, ...]) -> str:
    return "  ".join([line, *(comment.text for comment in comments)])


def _loop(node: LoopLine) -> str:
    head = ["loop"]
    if node.id:
        head.append(node.id.text)
    if node.name:
        head.append(quoted(node.name.text))
    if node.type:
        head.append(_WORDS[node.type])
    members = ", ".join(_name(name) for name in node.members)
    return f"{' '.join(head)}: {members}{settings_text(node.settings)}"


def _expectation(node: Expect) -> str:
    kind = f"{_WORDS[node.type]} " if node.type else ""
    text = quoted(node.text.text) if node.text else ""
    match node.kind:
        case "link":
            return f"link {_chain(node.chain)}" if node.chain else ""
        case "loop":
            members = ", ".join(_name(name) for name in node.members)
            return f"loop {kind}".rstrip() + f": {members}"
        case "loop named":
            return f"loop named {text}"
        case "at least loops":
            return f"at least {node.count} {kind}loops"
        case "at least combinations":
            return f"at least {node.count} combinations"
        case "delays":
            return f"delays on {kind}loops"
        case "fight":
            return f"fight over {_name(node.members[0])}"
        case "intervention":
            return f"intervention {text}" + (f" breaks {node.breaks.text}" if node.breaks else "")
        case "interventions ranked" | "loops labelled":
            return node.kind
        case "stock":
            return f"stock {_name(node.members[0])}"
        case "run":
            return f"run {text} {node.outcome}"


def _block_lines(
    node: InterventionBlock | RunBlock, text: str, comments: tuple[Comment, ...]
) -> list[str]:
    head = _one_line(node)
    operations = [_operation(operation) for operation in node.operations]
    if not operations and not comments:
        return [f"{head} {{ }}"]
    broken = "\n" in text or "\r" in text
    if not broken and (len(operations) == 1 or isinstance(node, RunBlock)):
        return [_with_comments(f"{head} {{ {', '.join(operations)} }}", comments)]
    lines = [f"{head} {{", *(INDENT + operation for operation in operations)]
    starts = [0, *(operation.span.start for operation in node.operations)]
    closing = node.braces.end - 1 if node.braces else len(text)
    inside = tuple(c for c in comments if c.span.start < closing)
    after = tuple(c for c in comments if c.span.start >= closing)
    return [*_weave(lines, starts, inside, INDENT), _with_comments("}", after)]


def _operation(operation: Operation | RunLine | BadOperation) -> str:
    if isinstance(operation, BadOperation):
        return ""  # not reached: a block with a line that cannot be read is left as it stands
    if isinstance(operation, RunLine):
        return _run_line(operation)
    verb = operation.verb
    if operation.words is not None:
        return f"{verb} {quoted(operation.words.text)}"
    change = ""
    if operation.before and operation.after:
        change = f": {attribute_text(operation.before)} to {attribute_text(operation.after)}"
    if operation.value:
        change = f": {attribute_text(operation.value)}"
    if operation.chain is not None:
        return f"{verb} {_chain(operation.chain)}{change}"
    name = _name(operation.name) if operation.name else ""
    return f"{verb} {name}{change}"


def _run_line(line: RunLine) -> str:
    words = attribute_text(line.words) if line.words else ""
    if line.verb == "watch":
        return f"watch {', '.join(run_name(name.text) for name in line.named)}"
    if line.text is not None:
        return f"with {quoted(line.text.text)}" + (f" at {words}" if words else "")
    if line.timed is not None and line.words is not None:
        rest = line.words.parts[line.timed.named :]
        words = " ".join([run_name(line.named[0].text), *map(_part, rest)])
    return f"{line.verb} {words}"
