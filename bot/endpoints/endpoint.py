"""Where another service is and how it wants to be asked: a section of endpoints.yml."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from yarl import URL

from bot.project.environment import expand
from retrieval.source_problem import SourceError, SourceProblem
from retrieval.yaml_file import line_of

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0"})  # noqa: S104 - compared


def _as_text(value: Any) -> Any:
    """Return numbers and booleans as text: YAML has them where Rasa wants text."""
    return str(value) if isinstance(value, int | float) else value


Text = Annotated[str, BeforeValidator(_as_text)]


class BasicAuth(BaseModel):
    """A name and a password for HTTP's basic authentication."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    username: Text
    password: Text = Field(default="", repr=False)


class Endpoint(BaseModel):
    """A service: its address and what is sent along with every request. Keys as in Rasa."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    url: str
    params: dict[str, Text] = Field(default_factory=dict, repr=False)
    headers: dict[str, Text] = Field(default_factory=dict, repr=False)
    basic_auth: BasicAuth | None = None
    token: Text | None = Field(default=None, repr=False)
    token_name: str = "token"  # noqa: S105 - the name of a query parameter
    cafile: Path | None = None
    enable_selective_domain: bool = False

    @property
    def query(self) -> dict[str, str]:
        """What is added to the address of every request, the token among it."""
        return {**self.params, **({self.token_name: self.token} if self.token else {})}

    @property
    def shown(self) -> str:
        """The address for logs, without user, password and query."""
        url = URL(self.url)
        return str(url.origin().with_path(url.path)) if url.host else self.url

    @property
    def is_local(self) -> bool:
        """Whether it is on this machine."""
        return URL(self.url).host in LOCAL_HOSTS

    def trusted(self) -> ssl.SSLContext | bool:
        """Return which certificates are trusted: those of `cafile`, else the system's."""
        return True if self.cafile is None else ssl.create_default_context(cafile=self.cafile)


def read_endpoint(
    endpoints: Mapping[str, Any], key: str, environment: Mapping[str, str], path: Path
) -> Endpoint | None:
    """Return the service under a key of endpoints.yml, None if it names no address.

    A `cafile` is looked for beside endpoints.yml, wherever the command was started.
    Raises SourceError with file, line and remedy for every wrong value and missing variable.
    """
    section = endpoints.get(key)
    if section is None:
        return None
    if not isinstance(section, Mapping):
        raise _fault(path, line_of(endpoints, key), f"'{key}' is not a mapping", "write 'url: …'")
    if section.get("url") is None:
        return None
    expanded = expand({key: section}, environment, path)[key]
    try:
        endpoint = Endpoint.model_validate(_plain(expanded))
    except ValidationError as error:
        raise SourceError(*(_problem(path, key, section, one) for one in error.errors())) from None
    if endpoint.cafile is not None:
        endpoint = endpoint.model_copy(update={"cafile": path.parent / endpoint.cafile})
    _check(endpoint, key, section, path)
    return endpoint


def _check(endpoint: Endpoint, key: str, section: Mapping[str, Any], path: Path) -> None:
    url = _url_of(endpoint.url)
    if url is None or url.scheme not in ("http", "https") or not url.host:
        said = "gRPC is not spoken" if endpoint.url.startswith("grpc") else "it is no HTTP address"
        remedy = "write it like http://localhost:5055/webhook"
        raise _fault(path, line_of(section, "url"), f"'{key}.url': {said}", remedy)
    try:
        endpoint.trusted()
    except (OSError, ssl.SSLError) as error:
        message = f"'{key}.cafile': {error.strerror or error}"
        raise _fault(path, line_of(section, "cafile"), message, "name a file in PEM") from None


def _url_of(text: str) -> URL | None:
    try:
        return URL(text)
    except ValueError:
        return None


def _problem(path: Path, key: str, section: Mapping[str, Any], item: Any) -> SourceProblem:
    where = [str(one) for one in item["loc"]]
    line = line_of(section, where[0]) if where else line_of(section)
    return SourceProblem(path, line, f"'{'.'.join([key, *where])}': {item['msg'].lower()}")


def _fault(path: Path, line: int, message: str, remedy: str) -> SourceError:
    return SourceError(SourceProblem(path, line, message, remedy))


def _plain(node: Any) -> Any:
    """Return a document of ruamel's as plain values."""
    if isinstance(node, Mapping):
        return {str(key): _plain(value) for key, value in node.items()}
    return str(node) if isinstance(node, str) else node
