"""GDScript (Godot): paths in code spans, no tables of parameters."""

from generator.docs.cells.signs import spelled
from generator.docs.cells.type_names import ANY, INTEGER, NUMBER, OBJECT, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle


def _bare(name: str) -> str:
    """A name without the `some_` that stands before words of Godot, and with its signs."""
    return spelled(name.removeprefix("some_"))


DIALECT = Dialect(
    name="gdscript",
    fences=("gdscript",),
    signs=(("on_success: Callable", 8), ("{ #", 3), ("__pageTop", 6)),
    unspell=_bare,
    style=NameStyle(operation="recased", field="camel", property="kept"),
    types=TypeNames({"float": NUMBER, "int": INTEGER, "Dictionary": OBJECT, "Variant": ANY}, vague="float"),
)
