"""The fixed words of a reference in other languages than English, as translators of documents write them.

Only what generators print themselves is here: titles of parts and columns, notes, and sentences that are facts. What
the tables hold tells most of it anyway (`tables`, `operations.cutting.settle`); these words tell what content cannot.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_TITLES: Final[Mapping[str, str]] = {
    "parameters": "paramètres|parámetros|parâmetros|parametri|parametry|パラメータ|パラメーター|参数|參數|매개변수|"
    "파라미터|параметры",
    "path parameters": "paramètres de chemin|paramètres du chemin|pfadparameter|pfad-parameter|parámetros de ruta|"
    "parâmetros de caminho|parametri di percorso|パスパラメータ|パスパラメーター|路径参数|경로 매개변수|параметры пути",
    "query parameters": "paramètres de requête|abfrageparameter|query-parameter|parámetros de consulta|"
    "parâmetros de consulta|クエリパラメータ|查询参数|쿼리 매개변수|параметры запроса",
    "header parameters": "paramètres d'en-tête|header-parameter|parámetros de cabecera|ヘッダーパラメータ|请求头参数|"
    "헤더 매개변수|параметры заголовка",
    "required parameters": "paramètres obligatoires|paramètres requis|erforderliche parameter|pflichtparameter|"
    "parámetros obligatorios|parámetros requeridos|必須パラメータ|必填参数|必需参数|필수 매개변수|"
    "обязательные параметры",
    "optional parameters": "paramètres facultatifs|paramètres optionnels|optionale parameter|parámetros opcionales|"
    "parâmetros opcionais|オプションパラメータ|可选参数|선택 매개변수|необязательные параметры",
    "other parameters": "autres paramètres|weitere parameter|andere parameter|sonstige parameter|otros parámetros|"
    "outros parâmetros|その他のパラメータ|其他参数|기타 매개변수|другие параметры|прочие параметры",
    "return type": "type de retour|type renvoyé|rückgabetyp|rückgabewert|tipo de retorno|tipo de devolución|"
    "tipo di ritorno|戻り値の型|返り値の型|戻り値|返回类型|返回值|返回值类型|반환 타입|반환 유형|반환 형식|"
    "тип возвращаемого значения|возвращаемый тип|тип результата|typ zwracany|zwracany typ",
    "authorization": "autorisation|autorisierung|authentification|authentifizierung|autorización|autenticación|"
    "autorização|autenticação|autorizzazione|autenticazione|認可|認証|承認|授权|认证|鉴权|授權|인증|권한 부여|인가|"
    "авторизация|аутентификация|autoryzacja|uwierzytelnianie",
    "http request headers": "en-têtes de requête http|en-têtes de la requête http|en-têtes http|http-anfrage-header|"
    "http-anfrageheader|http-request-header|http-anforderungsheader|http-header|cabeceras de la solicitud http|"
    "cabeceras http|encabezados de solicitud http|cabeçalhos da requisição http|intestazioni della richiesta http|"
    "http リクエストヘッダー|httpリクエストヘッダー|http リクエストヘッダ|http请求头|http 请求头|http 요청 헤더|"
    "заголовки http-запроса|заголовки запроса http|http-заголовки запроса|заголовки http",
    "http response details": "détails de la réponse http|détails des réponses http|http-antwortdetails|"
    "details der http-antwort|http-antworten|detalles de la respuesta http|detalhes da resposta http|"
    "dettagli della risposta http|http レスポンスの詳細|httpレスポンスの詳細|http 响应详情|http响应详情|"
    "http 응답 상세|http 응답 세부 정보|подробности http-ответа|сведения об ответе http|детали http-ответа",
    "example": "exemple|beispiel|ejemplo|exemplo|esempio|例|使用例|サンプル|示例|例子|範例|예시|예제|пример",
    "properties": "propriétés|eigenschaften|propiedades|propriedades|proprietà|プロパティ|属性|屬性|속성|свойства|"
    "właściwości",
    "class": "classe|klasse|clase|クラス|类|類別|클래스|класс",
    "method": "méthode|methode|método|metodo|メソッド|方法|메서드|메소드|метод",
    "http request": "requête http|http-anfrage|http-anforderung|http-request|solicitud http|petición http|"
    "requisição http|richiesta http|http リクエスト|httpリクエスト|http 请求|http请求|http 요청|http-запрос|"
    "http запрос",
    "name": "nom|nombre|nome|nazwa|名前|名称|名稱|이름|имя|название",
    "type": "typ|tipo|型|タイプ|类型|類型|타입|유형|тип",
    "description": "beschreibung|descripción|descrição|descrizione|opis|説明|描述|说明|說明|설명|описание",
    "notes": "remarques|hinweise|anmerkungen|bemerkungen|notas|observações|備考|备注|備註|비고|примечания|заметки|"
    "примечание|uwagi",
    "required": "requis|obligatoire|erforderlich|pflicht|requerido|obligatorio|obrigatório|obbligatorio|必須|必填|必需|"
    "필수|обязательный|обязательно",
    "value": "valeur|wert|valor|valore|値|值|값|значение",
    "status code": "code de statut|code d'état|code http|statuscode|status-code|código de estado|código de status|"
    "codice di stato|ステータスコード|状态码|狀態碼|상태 코드|код состояния|код статуса|код ответа|"
    "kod stanu|kod statusu",
    "response headers": "en-têtes de réponse|en-têtes de la réponse|antwort-header|antwortheader|"
    "cabeceras de respuesta|encabezados de respuesta|cabeçalhos de resposta|intestazioni della risposta|"
    "レスポンスヘッダー|レスポンスヘッダ|响应头|回應標頭|응답 헤더|заголовки ответа",
    "location": "ubicación|emplacement|ort|localização|localizacao|posizione|場所|位置|위치|расположение|położenie",
    "flow": "flujo|flux|ablauf|fluss|fluxo|flusso|フロー|流程|흐름|поток|przepływ",
    "scopes": "ámbitos|alcances|permisos|portées|étendues|geltungsbereiche|bereiche|berechtigungen|escopos|ambiti|"
    "スコープ|作用域|范围|범위|области|области доступа|zakresy",
    "documentation for authorization": "documentation de l'autorisation|documentation pour l'autorisation|"
    "dokumentation zur autorisierung|documentación de autorización|documentación para la autorización|"
    "認可に関するドキュメント|授权文档|авторизация api|документация по авторизации",
}  # fmt: skip
"""What generators print -> translations, separated by bars; all in small letters."""

_NOTES: Final[Mapping[str, str]] = {
    "optional": "optionnel|optionnelle|facultatif|facultative|opcional|facoltativo|opzionale|任意|省略可|省略可能|"
    "オプション|可选|可選|선택|선택 사항|необязательный|необязательно|необязательное|опционально|opcjonalny",
    "readonly": "lecture seule|en lecture seule|schreibgeschützt|nur lesen|solo lectura|sólo lectura|"
    "somente leitura|sola lettura|読み取り専用|只读|唯讀|읽기 전용|только чтение|только для чтения",
    "required": "requis|obligatoire|erforderlich|obligatorio|obrigatório|obbligatorio|必須|必填|필수|обязательный",
    "default to": "par défaut à|par défaut|valeur par défaut|standardmäßig|standardwert|standard|vorgabe|"
    "por defecto|valor por defecto|valor predeterminado|predeterminado|por padrão|valor padrão|padrão|predefinito|"
    "デフォルト値|デフォルト|既定値|既定|初期値|默认值为|默认为|默认值|默认|預設值|預設|기본값|"
    "значение по умолчанию|по умолчанию|domyślnie",
    "enum:": "énumération|énum|aufzählung|enumeración|列挙|枚举|열거형|перечисление",
}  # fmt: skip

_NO_AUTHORIZATION: Final = (
    "aucune autorisation|aucune authentification|keine autorisierung|keine authentifizierung|"
    "no se requiere autoriz|no requiere autoriz|sin autoriz|nenhuma autoriz|não requer autoriz|nessuna autorizz|"
    "認可は不要|認証は不要|認証は必要ありません|認可は必要ありません|無需授权|无需授权|不需要授权|无需认证|不需要认证|"
    "인증이 필요하지|인증 불필요|авторизация не требуется|не требует авторизации|autoryzacja nie|nie wymaga autoryzacji"
)


_BETWEEN_SCRIPTS: Final = re.compile(r"ー(?![ァ-ヶー])|(?<=[぀-鿿가-힯]) +| +(?=[぀-鿿가-힯])")
"""What some write and others do not: the mark of a long vowel at the end of a word, blanks beside signs of Asia."""


def _plain(text: str) -> str:
    return text if text.isascii() else _BETWEEN_SCRIPTS.sub("", text)


def _table(words: Mapping[str, str]) -> dict[str, str]:
    return {_plain(foreign): english for english, listed in words.items() for foreign in listed.split("|")}


_ENGLISH: Final = _table(_TITLES)
_NOTE_WORDS: Final = {word: english for english, listed in _NOTES.items() for word in listed.split("|")}
_NOTE: Final = re.compile(
    r"(?<=[\[(])\s*(" + "|".join(map(re.escape, sorted(_NOTE_WORDS, key=len, reverse=True))) + r")"
    r"(?:[はが为是는은]|(?!\w))(?:\s+(?:es|est|ist|é|è|à|a|на)(?=\s+\S))?\s*[:：]?",
    re.I,
)
SCHEMES: Final = (
    (re.compile(r"bearer|portador|porteur|носител|ベアラ", re.I), "bearer"),
    (re.compile(r"b[aá]si[ckqs]|базов|ベーシック|基本|기본|podstaw|\bdi base", re.I), "basic"),
    (re.compile(r"oauth", re.I), "oauth2"),
    (re.compile(r"open ?id", re.I), "openIdConnect"),
    (re.compile(r"api", re.I), "apiKey"),
    (re.compile(r"signatur|firma\b|assinatura|подпис|署名|签名|서명", re.I), "signature"),
)
"""What a README says of which type a security scheme is."""
PLACES: Final = (
    (
        re.compile(r"header|en-?tête|encabezado|cabe[cç]|intestazione|nagłów|заголов|ヘッダ|头|標頭|헤더", re.I),
        "header",
    ),
    (re.compile(r"query|requête|abfrage|consulta|zapyta|запрос|クエリ|查询|查詢|쿼리", re.I), "query"),
    (re.compile(r"cookie|クッキー|쿠키", re.I), "cookie"),
)
"""What it says of where an API key travels."""
NO_AUTHORIZATION: Final = re.compile(rf"no authorization required|{_NO_AUTHORIZATION}", re.I)
"""The sentence that stands where an operation is open to everybody."""


_DECORATION: Final = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?\s+)?[^\w(]*|(?<![\s:：?？])[\s:：?？]+$")
"""Numbers, emoji, colons and question marks around a title."""


def title(text: str) -> str:
    """The title of a part or a column in English small letters; other text in small letters as it is."""
    plain = " ".join(_DECORATION.sub("", text.lower().replace("’", "'")).split())
    return _ENGLISH.get(_plain(plain), plain)


def notes(text: str) -> str:
    """A cell of notes with the words of the generators in English, where they begin a bracket."""
    return _NOTE.sub(lambda match: f"{_NOTE_WORDS[match[1].lower()]} ", text) if "[" in text or "(" in text else text
