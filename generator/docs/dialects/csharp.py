"""C# (csharp, csharp-netcore, generichost, httpclient, restsharp, dotnet2)."""

from generator.docs.cells.type_names import BINARY, BYTE, DATE_TIME, FLOAT, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="csharp",
    fences=("csharp", "c#", "cs"),
    signs=(
        ("using System", 4),
        ("namespace Example", 3),
        ("Debug.", 2),
        ("System.IO.Stream", 6),
        ("DateTimeOffset", 4),
        ("DateOnly", 3),
        ("Dictionary&lt;", 2),
        ("Guid", 2),
        (".Model.", 2),
        (".Api.", 5),
        (" = null, ", 1),
        ("**bool?**", 3),
        ("**int?**", 3),
        ("**long?**", 3),
        ("- **Content-Type**", 0),
        ("**decimal**", 2),
    ),
    style=NameStyle(operation="capitalized", field="camel", property="pascal"),
    prints=frozenset(
        (
            "string List int long bool Dictionary Guid decimal DateTime DateTimeOffset DateOnly TimeSpan "
            "double float Object byte System.IO.Stream System.IO.FileInfo Stream FileParameter Uri "
            "Collection Option HashSet"
        ).split()
    ),
    types=TypeNames(
        {
            "float": FLOAT,
            "DateTime": DATE_TIME,
            "System.IO.Stream": BINARY,
            "System.IO.FileInfo": BINARY,
            "FileParameter": BINARY,
            "Stream": BINARY,
            "byte[]": BYTE,
        },
        vague="DateTime",
        question_is_silent=True,
        decimals="decimal",
    ),
)
