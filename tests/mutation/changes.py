"""The changes that are made to a module, one at a time, and how one takes the place of the real code.

``mutmut run`` passes over every function with a decorator, and nearly every service here has one
(``transaction.atomic``): it would leave out what matters most. So only mutmut's own kinds of change are used.
"""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from types import CodeType, ModuleType

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).resolve().parents[2]
# Modules whose rules stand in tables, beside functions or instead of them.
TABLES = {f"expertteam.access.{name}" for name in ("consent_table", "roles", "wall", "policies")}


@dataclass(frozen=True)
class Change:
    """One change: where, what it was and what it became.

    ``function`` is the name of the function or method, and empty in a table; ``statement`` is the line on
    which the statement around it begins.
    """

    module: str
    function: str
    line: int
    statement: int
    before: str
    after: str
    tree: cst.Module = field(repr=False, compare=False)
    node: cst.CSTNode = field(repr=False, compare=False)
    changed: cst.CSTNode = field(repr=False, compare=False)

    @property
    def name(self) -> tuple[str, str, str]:
        """What tells it from others, also when the lines of the module move."""
        return f"{self.module}.{self.function}".rstrip("."), self.before, self.after

    def __str__(self):
        return f"{self.module}.{self.function}:{self.line}  {self.before!r} -> {self.after!r}"

    def take_place(self) -> None:
        """Give the real module, wherever it was imported, the changed code or table."""
        module = import_module(self.module)
        source = self.tree.deep_replace(self.node, self.changed).code
        compiled = compile(source, module.__file__, "exec")
        _replace_functions(module, compiled)
        if self.module in TABLES:  # made when it was imported, by those functions too
            _replace_tables(module, compiled)


def path_of(module: str) -> Path:
    return ROOT / f"{module.replace('.', '/')}.py"


def tell_of_statements(name: str, notice: Callable[[tuple[str, int]], None]) -> None:
    """Let every statement in the functions of a module call ``notice`` with the module and its own line."""
    module = import_module(name)
    tree = ast.parse(path_of(name).read_text(encoding="utf-8"))
    for function in [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]:
        for block in _blocks(function):
            block[:] = [each for one in block for each in (_told(name, one), one)]
    module._notice = notice
    _replace_functions(module, compile(ast.fix_missing_locations(tree), module.__file__, "exec"))


def _blocks(function) -> Iterator[list[ast.stmt]]:
    """Lists of statements of a function; those of functions inside are visited on their own."""
    waiting = [function]
    while waiting:
        node = waiting.pop()
        for part in ("body", "orelse", "finalbody"):
            block = getattr(node, part, None)
            if isinstance(block, list):
                waiting += [each for each in block if not isinstance(each, ast.FunctionDef | ast.ClassDef)]
                yield block
        waiting += getattr(node, "handlers", [])


def _told(name, statement) -> ast.stmt:
    return ast.parse(f"_notice(({name!r}, {statement.lineno}))").body[0]


def _replace_functions(module, compiled) -> None:
    for name, code in _functions(compiled):
        found = module
        for part in name.split("."):
            found = inspect.getattr_static(found, part)
        _plain(found).__code__ = code


def _functions(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    """Functions of a module and methods of its classes, by their name; what is inside comes along."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType) and "<" not in inner.co_qualname:
            if inner.co_flags & inspect.CO_OPTIMIZED:
                yield inner.co_qualname, inner
            else:
                yield from _functions(inner)


def _plain(found):
    return inspect.unwrap(getattr(found, "fget", None) or getattr(found, "__func__", None) or found)


def _replace_tables(module, compiled) -> None:
    changed = ModuleType(module.__name__)
    sys.modules[module.__name__] = changed  # dataclasses look up the module they are made in
    try:
        exec(compiled, vars(changed))
    finally:
        sys.modules[module.__name__] = module
    for name, new in vars(changed).items():
        old = getattr(module, name, None)
        if name.isupper() and repr(old) != repr(new):
            _put(name, old, new)


def _put(name, old, new) -> None:
    """Everywhere at once: what can change itself does, anything else is named anew in each module."""
    if isinstance(old, dict):
        _put_in_table(old, new)
    elif is_dataclass(old):
        for each in fields(old):
            object.__setattr__(old, each.name, getattr(new, each.name))
    else:
        for module in list(sys.modules.values()):
            if vars(module).get(name) is old:
                setattr(module, name, new)


def _put_in_table(old, new) -> None:
    for key in [key for key in old if key not in new]:
        del old[key]
    for key, value in new.items():
        if repr(old.get(key)) != repr(value):  # rows that are as they were stay the same objects
            old[key] = value


def changes_of(module: str) -> Iterator[Change]:
    """Every change to the bodies of functions and methods of ``module``, and to its tables if it has any."""
    wrapper = MetadataWrapper(cst.parse_module(path_of(module).read_text(encoding="utf-8")))
    places, tree = wrapper.resolve(PositionProvider), wrapper.module
    for node, function, statement in _changeable(tree, tables=module in TABLES):
        for changed in _versions_of(node, in_table=not function):
            yield Change(
                module,
                function,
                places[node].start.line,
                places[statement].start.line if statement else 0,
                tree.code_for_node(node),
                tree.code_for_node(changed),
                tree,
                node,
                changed,
            )


def _changeable(node, *, tables, within=(), function="", statement=None) -> Iterator[tuple]:
    """Nodes of bodies and tables, each with the outermost function and the innermost statement around it.

    Docstrings, decorators, parameters and types are passed over.
    """
    if isinstance(node, cst.Decorator | cst.Parameters | cst.Annotation) or _is_docstring(node):
        return
    if isinstance(node, cst.FunctionDef | cst.ClassDef):
        within = (*within, node.name.value)
        if isinstance(node, cst.FunctionDef):
            function = function or ".".join(within)
    if isinstance(node, cst.SimpleStatementLine | cst.BaseCompoundStatement):
        statement = node
    if function or (tables and not within):
        yield node, function, statement
    for child in node.children:
        yield from _changeable(child, tables=tables, within=within, function=function, statement=statement)


def _is_docstring(node) -> bool:
    return isinstance(node, cst.Expr) and isinstance(node.value, cst.SimpleString)


def _versions_of(node, *, in_table) -> Iterator[cst.CSTNode]:
    if in_table:
        yield from _without_one(node)
        return
    for kind, change in mutation_operators:
        if isinstance(node, kind):
            # Of a text one other version is enough; a second and third are its letters in other cases.
            yield from islice(change(node), 1 if isinstance(node, cst.BaseString) else None)


def _without_one(node) -> Iterator[cst.CSTNode]:
    """A table or a set without one of what is in it; a number one higher."""
    if isinstance(node, cst.Set | cst.Tuple | cst.Dict) and len(node.elements) > 1:
        for number in range(len(node.elements)):
            yield node.with_changes(elements=[*node.elements[:number], *node.elements[number + 1 :]])
    if isinstance(node, cst.Integer):
        yield cst.Integer(str(node.evaluated_value + 1))
