"""The structures of libgrade.h, as ctypes sees them (`raw`) and as Python values.

May be copied and changed freely, without notice (CC0-1.0).
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from ctypes import c_char_p, c_int, c_int64, c_size_t, c_uint32, c_uint64, c_void_p
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Optional


class _Sized(ctypes.Structure):
    """Begins with its size, which tells the library what the caller knows of it."""

    def __init__(self, **members: Any) -> None:
        super().__init__(size=ctypes.sizeof(type(self)), **members)


_PROGRESS = ctypes.CFUNCTYPE(c_int, c_void_p)


class raw:
    """As in the header, member by member; test_libgrade.py compares them."""

    PROGRESS = _PROGRESS

    class Diagnostic(_Sized):
        _fields_ = [
            ("size", c_size_t),
            ("severity", c_int),
            ("code", c_char_p),
            ("message", c_char_p),
            ("hint", c_char_p),
            ("origin", c_char_p),
            ("path", c_char_p),
            ("excerpt", c_char_p),
            ("offset", c_uint64),
            ("length", c_uint64),
            ("line", c_uint32),
            ("column", c_uint32),
        ]

    class RubricOptions(_Sized):
        _fields_ = [
            ("size", c_size_t),
            ("allocator", c_void_p),
            ("origin", c_char_p),
            ("read_include", c_void_p),
            ("read_context", c_void_p),
        ]

    class Criterion(_Sized):
        _fields_ = [
            ("size", c_size_t),
            ("id", c_char_p),
            ("title", c_char_p),
            ("section", c_char_p),
            ("section_title", c_char_p),
            ("max_level", c_uint32),
            ("max_points", c_int64),
        ]

    class Penalty(_Sized):
        _fields_ = [
            ("size", c_size_t),
            ("id", c_char_p),
            ("title", c_char_p),
            ("points", c_int64),
        ]

    class Band(_Sized):
        _fields_ = [("size", c_size_t), ("name", c_char_p), ("at", c_int64)]

    class GraderOptions(_Sized):
        _fields_ = [
            ("size", c_size_t),
            ("allocator", c_void_p),
            ("progress", _PROGRESS),
            ("progress_context", c_void_p),
            ("without_prefilter", c_int),
        ]

    class Answer(_Sized):
        _fields_ = [
            ("size", c_size_t),
            ("text", c_char_p),
            ("length", c_size_t),
            ("name", c_char_p),
            ("prompt", c_char_p),
        ]

    class Evidence(_Sized):
        _fields_ = [
            ("size", c_size_t),
            ("signal", c_char_p),
            ("text", c_char_p),
            ("start", c_uint64),
            ("end", c_uint64),
            ("line", c_uint32),
            ("column", c_uint32),
            ("end_line", c_uint32),
            ("end_column", c_uint32),
        ]

    class CriterionResult(_Sized):
        _fields_ = [
            ("size", c_size_t),
            ("id", c_char_p),
            ("title", c_char_p),
            ("section", c_char_p),
            ("level", c_uint32),
            ("max_level", c_uint32),
            ("undetermined", c_int),
            ("points", c_int64),
            ("max_points", c_int64),
            ("reason", c_char_p),
            ("advice", c_char_p),
            ("probe", c_char_p),
            ("evidence_count", c_size_t),
        ]

    class PenaltyResult(_Sized):
        _fields_ = [
            ("size", c_size_t),
            ("id", c_char_p),
            ("title", c_char_p),
            ("present", c_int),
            ("undetermined", c_int),
            ("points", c_int64),
            ("advice", c_char_p),
            ("evidence_count", c_size_t),
        ]

    class NextStep(_Sized):
        _fields_ = [
            ("size", c_size_t),
            ("id", c_char_p),
            ("title", c_char_p),
            ("gain", c_int64),
            ("advice", c_char_p),
            ("probe", c_char_p),
        ]

    class ReportOptions(_Sized):
        _fields_ = [
            ("size", c_size_t),
            ("allocator", c_void_p),
            ("width", c_uint32),
            ("color", c_int),
            ("verbose", c_int),
            ("checks", c_void_p),
            ("check_count", c_size_t),
            ("checks_only", c_int),
            ("strict", c_int),
            ("root", c_char_p),
        ]


def _text(found: Optional[bytes]) -> str:
    return (found or b"").decode("utf-8", "replace")


def _text_or_none(found: Optional[bytes]) -> Optional[str]:
    return None if found is None else _text(found)


class Severity(IntEnum):
    NOTE = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True)
class Diagnostic:
    severity: Severity
    code: str
    message: str
    hint: str
    origin: str
    path: str
    """Place inside the rubric: sections/0/criteria/2."""
    excerpt: str
    offset: int
    length: int
    line: int
    """From 1; 0 where there is no place."""
    column: int

    @staticmethod
    def of(item: raw.Diagnostic) -> Diagnostic:
        return Diagnostic(
            Severity(item.severity), _text(item.code), _text(item.message), _text(item.hint),
            _text(item.origin), _text(item.path), _text(item.excerpt), item.offset, item.length,
            item.line, item.column,
        )  # fmt: skip

    def __str__(self) -> str:
        place = f"{self.origin}:{self.line}:{self.column}: " if self.line > 0 else ""
        return f"{place}{self.severity.name.lower()}: {self.message} [{self.code}]"


@dataclass(frozen=True)
class Criterion:
    id: str
    title: str
    section: str
    section_title: str
    points: tuple[float, ...]
    """What each level is worth, from level 0."""

    @property
    def max_level(self) -> int:
        return len(self.points) - 1

    @property
    def max_points(self) -> float:
        return self.points[-1]

    @staticmethod
    def of(item: raw.Criterion, points: Sequence[int]) -> Criterion:
        return Criterion(
            _text(item.id), _text(item.title), _text(item.section), _text(item.section_title),
            tuple(value / 1000 for value in points),
        )  # fmt: skip


@dataclass(frozen=True)
class Penalty:
    id: str
    title: str
    points: float
    """Negative."""

    @staticmethod
    def of(item: raw.Penalty) -> Penalty:
        return Penalty(_text(item.id), _text(item.title), item.points / 1000)


@dataclass(frozen=True)
class Band:
    name: str
    at: float

    @staticmethod
    def of(item: raw.Band) -> Band:
        return Band(_text(item.name), item.at / 1000)


@dataclass(frozen=True)
class Evidence:
    """A quotation. start and end count bytes of the answer in UTF-8, not characters."""

    signal: str
    text: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int

    @staticmethod
    def of(item: raw.Evidence) -> Evidence:
        return Evidence(
            _text(item.signal), _text(item.text), item.start, item.end, item.line, item.column,
            item.end_line, item.end_column,
        )  # fmt: skip


@dataclass(frozen=True)
class CriterionResult:
    id: str
    title: str
    section: str
    level: int
    max_level: int
    undetermined: bool
    """A limit kept it from being decided; level is a lower bound."""
    points: float
    max_points: float
    reason: str
    advice: Optional[str]
    probe: Optional[str]
    evidence: tuple[Evidence, ...]

    @staticmethod
    def of(item: raw.CriterionResult, evidence: Sequence[Evidence]) -> CriterionResult:
        return CriterionResult(
            _text(item.id), _text(item.title), _text(item.section), item.level, item.max_level,
            bool(item.undetermined), item.points / 1000, item.max_points / 1000,
            _text(item.reason), _text_or_none(item.advice), _text_or_none(item.probe),
            tuple(evidence),
        )  # fmt: skip


@dataclass(frozen=True)
class PenaltyResult:
    id: str
    title: str
    present: bool
    undetermined: bool
    points: float
    advice: Optional[str]
    evidence: tuple[Evidence, ...]

    @staticmethod
    def of(item: raw.PenaltyResult, evidence: Sequence[Evidence]) -> PenaltyResult:
        return PenaltyResult(
            _text(item.id), _text(item.title), bool(item.present), bool(item.undetermined),
            item.points / 1000, _text_or_none(item.advice), tuple(evidence),
        )  # fmt: skip


@dataclass(frozen=True)
class NextStep:
    id: str
    title: str
    gain: float
    advice: Optional[str]
    probe: Optional[str]

    @staticmethod
    def of(item: raw.NextStep) -> NextStep:
        return NextStep(
            _text(item.id), _text(item.title), item.gain / 1000, _text_or_none(item.advice),
            _text_or_none(item.probe),
        )  # fmt: skip
