"""The changes that can be made to a module, one place of its syntax tree at a time."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_OTHER: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Break: (ast.Continue,),
    ast.Continue: (ast.Break,),
}
_OTHER_NAME = {"min": "max", "max": "min", "any": "all", "all": "any"}
_NOT_RUN = {"annotation", "returns", "decorator_list", "type_comment", "ctx"}
"""Fields of a tree that do not affect behaviour, or run once."""


@dataclass(frozen=True)
class Change:
    """One change, with its line and the code before and after it."""

    line: int
    before: str
    after: str


def changes(tree: ast.Module) -> Iterator[Change]:
    """Change ``tree`` in one place after another, in a fixed order.

    The tree is changed while the generator is suspended, and restored when it resumes.
    """
    for parent, field, place, line in _places(tree):
        held = getattr(parent, field)
        node = held if place is None else held[place]
        for other in _variants(node):
            shown = parent if isinstance(node, ast.cmpop | ast.operator | ast.boolop) else node
            before = ast.unparse(shown)
            _put(parent, field, place, ast.fix_missing_locations(ast.copy_location(other, node)))
            yield Change(line, before, ast.unparse(parent if shown is parent else other))
            _put(parent, field, place, node)


def _put(parent: ast.AST, field: str, place: int | None, node: ast.AST) -> None:
    if place is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[place] = node


def _places(node: ast.AST, line: int = 0) -> Iterator[tuple[ast.AST, str, int | None, int]]:
    """Yield each place in a tree that holds a node: parent, field, index, line."""
    line = getattr(node, "lineno", line)
    for field, held in ast.iter_fields(node):
        if field in _NOT_RUN:
            continue
        for place, child in enumerate(held) if isinstance(held, list) else [(None, held)]:
            if isinstance(child, ast.AST) and not _is_apart(child):
                yield node, field, place, getattr(child, "lineno", line)
                yield from _places(child, line)


def _is_apart(node: ast.AST) -> bool:
    """Return whether a node has no behaviour: a docstring, an import or an assertion for mypy."""
    documents = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return documents or isinstance(node, ast.Import | ast.ImportFrom | ast.Assert)


def _variants(node: ast.AST) -> Iterator[Any]:
    yield from (kind() for kind in _OTHER.get(type(node), ()))
    match node:
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int() | float() as number):
            yield ast.Constant(number + 1)
        case ast.Constant(value=str()):
            yield ast.Constant("" if node.value else "changed")
        case ast.BoolOp():
            for left_out in range(len(node.values)):
                rest = [value for n, value in enumerate(node.values) if n != left_out]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.IfExp():
            yield ast.IfExp(node.test, node.orelse, node.body)
        case ast.If():
            yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.While():
            yield ast.While(ast.Constant(False), node.body, node.orelse)
        case ast.comprehension(ifs=[_, *_]):
            yield ast.comprehension(node.target, node.iter, [], node.is_async)
        case ast.Return(value=ast.AST()) if not isinstance(node.value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Delete():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Tuple(elts=[ast.Attribute(), *_])]):
            yield ast.Pass()
        case ast.Call():
            yield from _calls(node)


def _calls(node: ast.Call) -> Iterator[ast.Call]:
    if isinstance(node.func, ast.Name) and (other := _OTHER_NAME.get(node.func.id)):
        yield ast.Call(ast.Name(other, ast.Load()), node.args, node.keywords)
    for number in range(len(node.keywords)):
        rest = [keyword for n, keyword in enumerate(node.keywords) if n != number]
        yield ast.Call(node.func, node.args, rest)
