"""A client written by hand as the renderer writes them, for the tests of the runtime: a lending library."""

from ._client import AsyncClient as AsyncClient
from ._client import Client as Client
