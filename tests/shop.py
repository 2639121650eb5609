"""A small project for tests: two documents of one API in two dialects, and its configuration."""

from __future__ import annotations

from pathlib import Path

PHP = r"""# OpenAPI\Client\PetsApi

All URIs are relative to https://shop.example/v1, except if the operation defines another base path.

| Method | HTTP request | Description |
| ------------- | ------------- | ------------- |
| [**addPet()**](PetsApi.md#addPet) | **POST** /pets | Take a pet in |
| [**getPet()**](PetsApi.md#getPet) | **GET** /pets/{petId} | Look at one pet |


## `addPet()`

```php
addPet($new_pet): array<string,string>
```

Take a pet in

### Parameters

| Name | Type | Description  | Notes |
| ------------- | ------------- | ------------- | ------------- |
| **new_pet** | **array<string,string>**| Who comes | |

### Return type

**array<string,string>**

### Authorization

No authorization required

### HTTP request headers

- **Content-Type**: `application/json`
- **Accept**: `application/json`

## `getPet()`

```php
getPet($pet_id, $fields): array<string,string>
```

Look at one pet

### Parameters

| Name | Type | Description  | Notes |
| ------------- | ------------- | ------------- | ------------- |
| **pet_id** | **string**| Which pet | |
| **fields** | **string**| Which fields | [optional] |

### Return type

**array<string,string>**

### Authorization

No authorization required

### HTTP request headers

- **Content-Type**: Not defined
- **Accept**: `application/json`
"""

GO = r"""# \ToysAPI

All URIs are relative to *https://shop.example/v1*

Method | HTTP request | Description
------------- | ------------- | -------------
[**ListToys**](ToysAPI.md#ListToys) | **Get** /toys | What there is to play with



## ListToys

> []string ListToys(ctx).Limit(limit).Execute()

What there is to play with

### Path Parameters



### Other Parameters

Other parameters are passed through a pointer to a apiListToysRequest struct via the builder pattern


Name | Type | Description  | Notes
------------- | ------------- | ------------- | -------------
 **limit** | **int32** | How many at most | [default to 10]

### Return type

**[]string**

### Authorization

No authorization required

### HTTP request headers

- **Content-Type**: Not defined
- **Accept**: application/json
"""

CONFIGURATION = """\
[apis.shop]
docs = ["docs"]
spec = "specs/shop.yaml"
package = "generated/shop_client"
"""

DAMAGED = PHP.replace("| **POST** /pets |", "| /pets |")
"""A row of the method table without a verb: an error, since the operation is missing."""

WARNED = PHP.replace("Which fields |", "Which | of | the fields |")
"""A row with too many cells: a warning, since the meaning is plain."""


def make(root: Path, **documents: str) -> Path:
    """Write the project and its documents (name=text; both of the shop without any); the root comes back."""
    (root / "docs").mkdir(parents=True)
    for name, text in (documents or {"PetsApi": PHP, "ToysAPI": GO}).items():
        (root / "docs" / f"{name}.md").write_text(text, encoding="utf-8")
    (root / "docs2client.toml").write_text(CONFIGURATION, encoding="utf-8")
    return root


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
