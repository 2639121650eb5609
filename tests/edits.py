"""Edits that leave every fact of a reference in place: what people, linters, site builders and translators do to it.

Each takes the text of one document and gives it as it is after the edit. `EDITS` has them by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

Edit = Callable[[str], str]
Lines = list[str]

_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_DELIMITER = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*$")
_PIPE = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"^(#{1,6}) (.*)$")


def outside_code(text: str) -> Iterator[tuple[str, bool]]:
    """The lines of a text, and whether each is prose (True) or belongs to a sample."""
    fenced = False
    for line in text.split("\n"):
        mark = _FENCE.match(line) is not None
        yield line, not (fenced or mark)
        fenced ^= mark


def each_line(change: Callable[[str], str]) -> Edit:
    """An edit of every line of prose."""
    return lambda text: "\n".join(change(line) if prose else line for line, prose in outside_code(text))


def each_heading(change: Callable[[str, str], str]) -> Edit:
    """An edit of every heading: what it becomes, from its signs and its text."""
    return each_line(lambda line: change(match[1], match[2]) if (match := _HEADING.match(line)) else line)


def each_table(change: Callable[[Sequence[Lines]], Lines]) -> Edit:
    """An edit of every table without surplus cells: its lines, from the cells of its header and its rows."""

    def edit(text: str) -> str:
        lines = text.split("\n")
        for first, end in reversed(list(_tables(text))):
            rows = [_cells(line) for number, line in enumerate(lines[first:end]) if number != 1]
            width = len(rows[0])
            if all(len(row) <= width for row in rows):
                lines[first:end] = change([row + [""] * (width - len(row)) for row in rows])
        return "\n".join(lines)

    return edit


def _tables(text: str) -> Iterator[tuple[int, int]]:
    """Where the tables are: index of the header, index behind the last row."""
    lines = list(outside_code(text))
    index = 0
    while index < len(lines) - 1:
        (line, prose), (below, _) = lines[index : index + 2]
        if prose and "|" in line and "|" in below and _DELIMITER.match(below):
            end = next((n for n in range(index + 2, len(lines)) if re.match(r"\s*(?:#|$)", lines[n][0])), len(lines))
            yield index, end
            index = end
        index += 1


def _cells(line: str) -> Lines:
    stripped = line.strip()
    cells = [cell.strip() for cell in _PIPE.split(stripped.removeprefix("|"))]
    return cells[:-1] if stripped.startswith("|") and len(cells) > 1 and not cells[-1] else cells


def _aligned(rows: Sequence[Lines]) -> Lines:
    """As Prettier lays tables out."""
    widths = [max(3, *(len(row[n]) for row in rows)) for n in range(len(rows[0]))]
    header, *body = (
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |" for row in rows
    )
    return [header, f"| {' | '.join('-' * width for width in widths)} |", *body]


def _borderless(rows: Sequence[Lines]) -> Lines:
    if len(rows[0]) < 2 or not all(row[0] for row in rows):
        return _aligned(rows)
    header, *body = (" | ".join(row) for row in rows)
    return [header, " | ".join(["---"] * len(rows[0])), *body]


def _columns_moved(rows: Sequence[Lines]) -> Lines:
    """The name stays in front, the other columns are in reverse order."""
    return _aligned([[row[0], *row[:0:-1]] for row in rows])


def _html(rows: Sequence[Lines]) -> Lines:
    header, *body = rows
    lines = ["<table>", "  <thead><tr>", *(f"    <th>{_tagged(cell)}</th>" for cell in header), "  </tr></thead>"]
    for row in body:
        lines += ["  <tr>", *(f"    <td>{_tagged(cell)}</td>" for cell in row), "  </tr>"]
    return [*lines, "</table>"]


def _listed(rows: Sequence[Lines]) -> Lines:
    """Fields in a list."""
    if rows[0][:4] != ["Name", "Type", "Description", "Notes"] or not all(row[0] and row[1] for row in rows):
        return _aligned(rows)
    return [f"- {name} ({kind}): {text} {notes}".rstrip() for name, kind, text, notes in rows[1:]]


_OTHER_WORDS: Final = {"Type": "Data type", "Description": "Meaning", "Notes": "Remarks", "Status code": "HTTP code"}


def _renamed(rows: Sequence[Lines]) -> Lines:
    return _aligned([[_OTHER_WORDS.get(cell, cell) for cell in rows[0]], *rows[1:]])


def _boxed(text: str) -> str:
    """What stands below the heading of a part in a box that opens with a click."""
    lines: list[str] = []
    boxed = False
    for line, prose in outside_code(text):
        if prose and boxed and line.startswith(("#", "[[Back", "<a ")):
            lines += ["", "</details>", ""]
            boxed = False
        lines.append(line)
        if prose and line.startswith("### "):
            lines += ["", "<details>", "<summary>Show</summary>", ""]
            boxed = True
    return "\n".join([*lines, "", "</details>"] if boxed else lines)


def _tagged(cell: str) -> str:
    linked = re.sub(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()]*)\)", r'<a href="\2">\1</a>', cell)
    return re.sub(r"`(.+?)`", r"<code>\1</code>", re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", linked))


def _underlined(signs: str, title: str) -> str:
    return f"\n{title}\n{'=-'[len(signs) - 1] * max(3, len(title))}\n" if len(signs) < 3 else f"{signs} {title}"


def _wrapped(line: str) -> str:
    """Prose in lines of forty characters; tables, lists, quotes and the base URL stay."""
    if len(line) < 40 or re.match(r"^\s*(?:[#>*|<\[-]|\d+\.|All URIs)", line) or "|" in line or line.startswith("    "):
        return line
    return re.sub(r"(.{30,40}) (?=\S)", r"\1\n", line)


def _escaped(line: str) -> str:
    """Underscores and brackets escaped, but for code, links, tags, entities and addresses."""
    if _DELIMITER.match(line):
        return line
    pieces = re.split(r"(`[^`]*`|\]\([^)]*\)|<[^>]*>|&[#\w]+;|https?://[^\s*]*)", line)
    plain = (re.sub(r"(?<!\\)_", r"\\_", piece) if number % 2 == 0 else piece for number, piece in enumerate(pieces))
    return re.sub(r"(?<!\[)\[((?:optional|readonly|default to)\b[^][]*)\]", r"\\[\1\\]", "".join(plain))


def _titled_above(text: str) -> str:
    """The title moves into front matter."""
    match = re.match(r"(?:<a [^>]*></a>\n)?# (\S+)\n", text)
    return f"---\nid: page\ntitle: {match[1]}\n---\n{text[match.end() :]}" if match else text


def _below_title(added: str) -> Edit:
    def edit(text: str) -> str:
        title, line, rest = text.partition("\n")
        return f"{title}\n\n{added}\n{line}{rest}" if title.startswith("#") else text

    return edit


_NOTE = "> **Note**: keep calm.\n\n## Before you start\n\nRead [the guide](guide.md).\n\n- one\n  - two\n"
_APPENDIX = (
    "\n## Changes\n\n| Version | Date |\n| --- | --- |\n| 1.0 | today |\n\n### Migration\n\n```sh\nmake 1\n```\n"
)

_LIMITS = "\n### Rate limits\n\n| Plan | Calls |\n| --- | --- |\n| **free** | **10** |\n"

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "french": {
        "Parameters": "Paramètres",
        "Return type": "Type de retour",
        "Authorization": "Autorisation",
        "HTTP request headers": "En-têtes de requête HTTP",
        "HTTP response details": "Détails de la réponse HTTP",
        "Example": "Exemple",
        "Properties": "Propriétés",
        "Method": "Méthode",
        "HTTP request": "Requête HTTP",
        "Name": "Nom",
        "Notes": "Remarques",
        "Status code": "Code de statut",
        "Response headers": "En-têtes de réponse",
        "[optional]": "[facultatif]",
        "[default to ": "[par défaut ",
        "No authorization required": "Aucune autorisation requise",
        "(empty response body)": "(corps de réponse vide)",
        "This endpoint does not need any parameter.": "Cette opération n'a pas besoin de paramètres.",
        "All URIs are relative to *": "Tous les URI sont relatifs à *",
    },
    "german": {
        "Parameters": "Parameter",
        "Return type": "Rückgabetyp",
        "Authorization": "Autorisierung",
        "HTTP request headers": "HTTP-Anfrage-Header",
        "HTTP response details": "HTTP-Antwortdetails",
        "Example": "Beispiel",
        "Properties": "Eigenschaften",
        "Method": "Methode",
        "HTTP request": "HTTP-Anfrage",
        "Type": "Typ",
        "Description": "Beschreibung",
        "Notes": "Hinweise",
        "Status code": "Statuscode",
        "Response headers": "Antwort-Header",
        "[default to ": "[Standardwert: ",
        "No authorization required": "Keine Autorisierung erforderlich",
        "(empty response body)": "(leerer Antworttext)",
        "This endpoint does not need any parameter.": "Dieser Endpunkt braucht keine Parameter.",
        "Not defined": "Nicht definiert",
        "All URIs are relative to *": "Alle URIs sind relativ zu *",
    },
    "japanese": {
        "Parameters": "パラメータ",
        "Return type": "戻り値の型",
        "Authorization": "認可",
        "HTTP request headers": "HTTP リクエストヘッダー",
        "HTTP response details": "HTTP レスポンスの詳細",
        "Example": "例",
        "Properties": "プロパティ",
        "Method": "メソッド",
        "HTTP request": "HTTP リクエスト",
        "Name": "名前",
        "Type": "型",
        "Description": "説明",
        "Notes": "備考",
        "Status code": "ステータスコード",
        "Response headers": "レスポンスヘッダー",
        "[optional]": "[省略可]",
        "[default to ": "[デフォルト: ",
        "No authorization required": "認証は必要ありません",
        "(empty response body)": "(空のレスポンス本文)",
        "This endpoint does not need any parameter.": "このエンドポイントにパラメータは必要ありません。",
        "Not defined": "未定義",
        "All URIs are relative to *": "すべての URI の起点は *",
    },
    "russian": {
        "Parameters": "Параметры",
        "Return type": "Тип возвращаемого значения",
        "Authorization": "Авторизация",
        "HTTP request headers": "Заголовки HTTP-запроса",
        "HTTP response details": "Подробности HTTP-ответа",
        "Example": "Пример",
        "Properties": "Свойства",
        "Method": "Метод",
        "HTTP request": "HTTP-запрос",
        "Name": "Имя",
        "Type": "Тип",
        "Description": "Описание",
        "Notes": "Примечания",
        "Status code": "Код состояния",
        "Response headers": "Заголовки ответа",
        "[optional]": "[необязательный]",
        "[default to ": "[по умолчанию ",
        "No authorization required": "Авторизация не требуется",
        "(empty response body)": "(пустое тело ответа)",
        "This endpoint does not need any parameter.": "Параметры не нужны.",
        "Not defined": "Не определено",
        "All URIs are relative to *": "Все URI указаны относительно *",
    },
}
"""What translators make of the generators' own words. Descriptions and samples are left as they are."""


def translated(language: str) -> Edit:
    """Titles of parts and columns, notes and fixed sentences in another language."""
    words = _WORDS[language]

    def line(text: str) -> str:
        heading = _HEADING.match(text)
        if heading:
            return f"{heading[1]} {words.get(heading[2].strip(), heading[2])}"
        cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
        if len(cells) > 2 and all(re.fullmatch(r"[A-Z][\w ]+", cell) for cell in cells):
            return f"| {' | '.join(words.get(cell, cell) for cell in cells)} |"
        for english in ("[optional]", "[default to ", *(word for word in words if word.count(" ") > 1), "Not defined"):
            text = text.replace(english, words.get(english, english))
        return text

    return each_line(line)


EDITS: Final[Mapping[str, Edit]] = {
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
    "old Mac line ends": lambda text: text.replace("\n", "\r"),
    "byte order mark": lambda text: f"\ufeff{text}",
    "blanks at line ends": each_line(lambda line: f"{line}  " if line and not line.startswith("#") else line),
    "no anchors": each_line(lambda line: re.sub(r"<a (?:name|id)=\"[^\"]*\"\s*/?>\s*(?:</a>)?", "", line)),
    "anchors everywhere": each_heading(lambda signs, title: f'<a id="x"></a>\n{signs} {title}'),
    "closed headings": each_heading(lambda signs, title: f"{signs} {title} {signs}"),
    "blank lines around headings": each_heading(lambda signs, title: f"\n{signs} {title}\n"),
    "no blank lines above headings": lambda text: re.sub(r"\n{2,}(?=#)", "\n", text),
    "more blank lines": each_line(lambda line: line if line.strip() else f"{line}\n\n"),
    "headings one level down": each_heading(lambda signs, title: f"#{signs} {title}"),
    "underlined headings": each_heading(_underlined),
    "identifiers behind headings": each_heading(lambda signs, title: f"{signs} {title} {{#x}}"),
    "symbols before headings": each_heading(lambda signs, title: f"{signs} {'📦 ' * (len(signs) > 2)}{title}"),
    "colons behind headings": each_heading(lambda signs, title: f"{signs} {title}{':' * (len(signs) > 2)}"),
    "bold headings": each_heading(lambda signs, t: f"{signs} {t}" if "*" in t or "`" in t else f"{signs} **{t}**"),
    "numbers before headings": each_heading(lambda signs, title: f"{signs} {'1.2 ' * (len(signs) > 2)}{title}"),
    "rules above headings": each_heading(lambda signs, title: f"\n---\n\n{signs} {title}"),
    "rules of stars above headings": each_heading(lambda signs, title: f"***\n\n{signs} {title}"),
    "comments": each_heading(lambda signs, title: f"<!-- toc -->\n{signs} {title}\n\n<!--\n# TODO\n-->\n"),
    "bullets of dashes": each_line(lambda line: re.sub(r"^(\s*)[*+] ", r"\1- ", line)),
    "bullets of stars": each_line(lambda s: s if _DELIMITER.match(s) else re.sub(r"^(\s*)- ", r"\1* ", s)),
    "no links back": each_line(lambda line: "" if line.startswith("[[Back") else line),
    "fences of tildes": lambda text: re.sub(r"(?m)^```", "~~~", text),
    "escapes": each_line(_escaped),
    "wrapped prose": each_line(_wrapped),
    "aligned tables": each_table(_aligned),
    "tables without borders": each_table(_borderless),
    "columns moved": each_table(_columns_moved),
    "tables in HTML": each_table(_html),
    "tables in one line of HTML": each_table(lambda rows: ["".join(line.strip() for line in _html(rows))]),
    "columns renamed": each_table(_renamed),
    "lists for tables": each_table(_listed),
    "parts in boxes": _boxed,
    "parts of their own": each_line(lambda line: f"{_LIMITS}\n{line}" if line == "### Authorization" else line),
    "front matter": lambda text: f"---\nid: page\nsidebar_label: Page\n---\n\n{text}",
    "title in front matter": _titled_above,
    "sections below the title": _below_title(_NOTE),
    "contents at the top": _below_title("- [One](#one)\n  - [Two](#two)\n"),
    "an appendix": lambda text: text + _APPENDIX,
    **{f"in {language}": translated(language) for language in _WORDS},
}
