"""GraphQL (nodejs-express server): signatures without tables."""

from generator.docs.cells.type_names import NUMBER, STRING, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="graphql-nodejs-express-server",
    signs=(
        ("**String!**", 6),
        ("**ID!**", 6),
        ("**Int!**", 6),
        ("**Float!**", 6),
        ("**Boolean!**", 6),
        ("_api.md#", 5),
        ("[***", 4),
        ("[default to null]", 4),
    ),
    style=NameStyle(operation="capitalized", field="camel", property="camel"),
    prints=frozenset("String Int Float Boolean ID Map AnyType".split()),
    types=TypeNames({"ID": STRING, "Float": NUMBER}, vague="ID", lossy=True, pointer_is_one=True),
    silent_is_required=False,
)
