"""Resources: groups of operations. One set of methods serves every variant, since each variant sends in its own way.

A method builds a request and passes it to `_send`. On an async resource that gives an awaitable, on a raw one a whole
response. `asynchronous`, `raw` and the like tell type checkers what comes back; those that are awaited become coroutine
functions, which do nothing before: a wrong argument is an error where the call is awaited or gathered.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from .client import warn_deprecated
from .errors import ApiStatusError
from .pagination import Walk

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager, AbstractContextManager

    from .client import AsyncClientBase, ClientBase
    from .requests import Request
    from .responses import AsyncStreamedResponse, RawResponse, StreamedResponse

P = ParamSpec("P")
T = TypeVar("T")


class _Variant:
    """What all resources are: methods call `_send`, `_perform` where nothing comes back, or `_iterate`."""

    if TYPE_CHECKING:
        # What comes back is what the method is annotated with, or a variant of it: see `asynchronous` and the like.
        def _send(self, request: Request, options: Any) -> T: ...  # type: ignore[type-var]
        def _perform(self, request: Request, options: Any) -> None: ...
        def _iterate(self, request: Request, options: Any) -> Iterator[Any]: ...

    else:

        def _send(self, request, options):
            warn_deprecated(request)
            return self._dispatch(request, options)

        _perform = _send

        def _iterate(self, request, options):
            warn_deprecated(request)
            return self._items(Walk(request.operation.pagination, request), options)


class Resource(_Variant):
    """Operations that give their parsed result."""

    def __init__(self, client: ClientBase) -> None:
        self._client = client

    def _dispatch(self, request: Request, options: Any) -> Any:
        return self._client._call(request, options).parsed

    def _items(self, walk: Walk, options: Any) -> Iterator[Any]:
        while walk.request is not None:
            try:
                page = self._client._call(walk.request, options)
            except ApiStatusError as error:
                if walk.ends_with(error):
                    return
                raise
            yield from walk.items(page)


class RawResource(Resource):
    """Operations that give their whole response."""

    def _dispatch(self, request: Request, options: Any) -> Any:
        return self._client._call(request, options)


class StreamResource(Resource):
    """Operations that give a context manager of a response that is read piece by piece."""

    @contextmanager
    def _dispatch(self, request: Request, options: Any) -> Iterator[StreamedResponse]:
        with self._client._call(request, options, stream=True) as response:
            yield response


class AsyncResource(_Variant):
    """Operations that give their parsed result when they are awaited."""

    def __init__(self, client: AsyncClientBase) -> None:
        self._client = client

    async def _dispatch(self, request: Request, options: Any) -> Any:
        return (await self._client._call(request, options)).parsed

    async def _items(self, walk: Walk, options: Any) -> AsyncIterator[Any]:
        while walk.request is not None:
            try:
                page = await self._client._call(walk.request, options)
            except ApiStatusError as error:
                if walk.ends_with(error):
                    return
                raise
            for item in walk.items(page):
                yield item


class AsyncRawResource(AsyncResource):
    """Operations that give their whole response when they are awaited."""

    async def _dispatch(self, request: Request, options: Any) -> Any:
        return await self._client._call(request, options)


class AsyncStreamResource(AsyncResource):
    """Operations that give an asynchronous context manager of a response that is read piece by piece."""

    # Entered, not awaited, as the others are.
    @asynccontextmanager
    async def _dispatch(  # type: ignore[override]
        self, request: Request, options: Any
    ) -> AsyncIterator[AsyncStreamedResponse]:
        async with await self._client._call(request, options, stream=True) as response:
            yield response


# In the class where a method then stands, `_send` and the like make the difference.


def _awaited(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    async def call(*arguments: Any, **options: Any) -> Any:
        return await method(*arguments, **options)

    return call


def asynchronous(
    method: Callable[Concatenate[Any, P], T],
) -> Callable[Concatenate[Any, P], Coroutine[Any, Any, T]]:
    """The same method on an AsyncResource: a coroutine function."""
    return _awaited(method)


def async_iterate(
    method: Callable[Concatenate[Any, P], Iterator[T]],
) -> Callable[Concatenate[Any, P], AsyncIterator[T]]:
    """The same iterator on an AsyncResource."""
    return method  # type: ignore[return-value]


def raw(
    method: Callable[Concatenate[Any, P], T],
) -> Callable[Concatenate[Any, P], RawResponse[T]]:
    """The same method on a RawResource: it gives the whole response."""
    return method  # type: ignore[return-value]


def async_raw(
    method: Callable[Concatenate[Any, P], T],
) -> Callable[Concatenate[Any, P], Coroutine[Any, Any, RawResponse[T]]]:
    """The same method on an AsyncRawResource."""
    return _awaited(method)


def stream(
    method: Callable[Concatenate[Any, P], Any],
) -> Callable[Concatenate[Any, P], AbstractContextManager[StreamedResponse]]:
    """The same method on a StreamResource: it gives a context manager."""
    return method


def async_stream(
    method: Callable[Concatenate[Any, P], Any],
) -> Callable[Concatenate[Any, P], AbstractAsyncContextManager[AsyncStreamedResponse]]:
    """The same method on an AsyncStreamResource."""
    return method
