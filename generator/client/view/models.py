"""Declarations -> the modules of models: classes and aliases as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from generator.client import layout, texts
from generator.client.declarations import Alias, Declaration, Field, Model
from generator.client.grouping import Group, groups
from generator.client.layout import call, lay_out, string, value
from generator.client.notes import place
from generator.client.package import ModelModule, Resource
from generator.client.types import ANY, Named, Type, leaves, optional, parts, text
from generator.client.view.imports import imports


def model_modules(declarations: Sequence[Declaration], resources: Sequence[Resource]) -> tuple[ModelModule, ...]:
    """The modules of `declarations`, as the operations of the resources use them."""
    used = {
        resource.attribute: [leaf.name for method in resource.methods for leaf in _named(method.kinds)]
        for resource in resources
    }
    found = groups(declarations, used)
    home = {declaration.name: group.module for group in found for declaration in group.declarations}
    return tuple(_model_module(group, home) for group in found)


def _named(kinds: Sequence[Type]) -> list[Named]:
    return [leaf for kind in kinds for leaf in leaves(kind) if isinstance(leaf, Named)]


def _model_module(group: Group, home: Mapping[str, str]) -> ModelModule:
    models = [item for item in group.declarations if isinstance(item, Model)]
    aliases = [item for item in group.declarations if isinstance(item, Alias)]
    kinds = [kind for item in group.declarations for kind in item.kinds()]
    own = {item.name for item in group.declarations}
    foreign: dict[str, set[str]] = {}
    for leaf in _named(kinds):
        if leaf.name not in own:
            foreign.setdefault(home[leaf.name], set()).add(leaf.name)
    classes = tuple(_class(item) for item in models)
    static = tuple(_static_alias(item) for item in aliases)
    written = [_OPEN if _needs_constructor(item) else "" for item in models]
    written += [text(kind) for kind in kinds] + (["TypeAlias"] if aliases else [])
    return ModelModule(
        module=group.module,
        root=".." if group.module else ".",
        classes=classes,
        static_aliases=static,
        aliases=tuple(_alias(item) for item in aliases),
        names=tuple(item.name for item in group.declarations),
        imports=imports("\n".join(written)),
        siblings=tuple(
            lay_out(layout.Import(f"from .{module} import ", tuple(sorted(told))), 4)
            for module, told in sorted(foreign.items())
        ),
    )


def _needs_constructor(model: Model) -> bool:
    return model.is_open and not model.fields


def _class(model: Model) -> str:
    """A class of a model, as text."""
    base = "rt.OpenModel" if model.is_open else "rt.Model"
    facts = [base]
    if model.key != model.name:
        facts.append(f"name={string(model.key)}")
    if model.values is not None and model.values != ANY:
        facts.append(f"values={string(text(model.values))}")
    if model.at:
        facts.append(f"at={string(model.at)}")
    head = lay_out(call(f"class {model.name}(", facts), 0, ":")
    about = texts.model(model)
    fields = [_field(item) for item in model.fields]
    blocks = [f"    {layout.docstring(about, 4)}"]
    if fields:
        blocks.append("\n".join(fields))
    elif _needs_constructor(model):
        blocks.append(_OPEN)
    return f"{head}\n" + "\n\n".join(blocks)


# A checker takes a class without fields for one whose constructor takes nothing.
_OPEN: Final = """\
    if TYPE_CHECKING:

        def __init__(self, **fields: Any) -> None: ..."""


def _field(item: Field) -> str:
    schema = item.schema
    is_required = item.required and not schema.read_only
    facts = [string(item.wire)] if item.wire != item.attribute else []
    flags = {
        "nullable": item.nullable,
        "read_only": schema.read_only,
        "write_only": schema.write_only,
        "secret": schema.format == "password",
        "inferred": "name" in schema.evidence.inferred,
    }
    facts += [f"{name}=True" for name, fact in flags.items() if fact]
    if place(schema.evidence):
        facts.append(f"at={string(place(schema.evidence))}")
    kind = item.kind if item.required else optional(item.kind)
    made = call(f"rt.{'required' if is_required else 'optional'}(", facts)
    line = f"    {layout.attribute(item.attribute, text(kind), made, 4)}"
    about = texts.field(schema)
    return f"{line}\n    {layout.docstring(about, 4)}" if about else line


def _static_alias(alias: Alias) -> str:
    shown = text(alias.kind)
    head = f"{alias.name}: TypeAlias = "
    if any(isinstance(leaf, Named) for leaf in leaves(alias.kind)):
        line = layout.assigned(head, string(shown), 4)
    else:
        line = layout.alternatives(head, [text(member) for member in parts(alias.kind)], 4)
    about = texts.alias(alias)
    return line + (f"\n    {layout.docstring(about, 4)}" if about else "")


def _alias(alias: Alias) -> str:
    items: list[str | layout.Group] = [string(text(alias.kind)), "__name__"]
    if alias.discriminator:
        items += [f"discriminator={string(alias.discriminator)}", value("mapping=", dict(alias.mapping))]
    return lay_out(call(f"{alias.name} = rt.alias(", items), 4)
