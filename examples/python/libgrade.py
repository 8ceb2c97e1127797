"""libgrade from Python: a typed module over ctypes, nothing but the standard library.

    with Library() as library, library.builtin("senior-data-engineer") as rubric:
        with rubric.grader() as grader, grader.grade(text) as result:
            print(result.score, result.band)

A rubric may be used by any number of threads; a grader by one at a time (a second
one gets Error with Status.BUSY). Calls release Python's lock, so threads with a
grader each grade at the same time. What is not closed is freed when nothing refers
to it any more. Points and scores are thousandths in the library and floats here.

May be copied and changed freely, without notice (CC0-1.0).
"""

from __future__ import annotations

import ctypes
import os
import weakref
from collections.abc import Callable, Iterator, Sequence
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_uint32, c_void_p
from ctypes.util import find_library
from enum import IntEnum
from pathlib import Path, PurePosixPath
from typing import Any, Optional, TypeVar, Union

from libgrade_types import (
    Band,
    Criterion,
    CriterionResult,
    Diagnostic,
    Evidence,
    NextStep,
    Penalty,
    PenaltyResult,
    Severity,
    raw,
)

__all__ = [
    "Band", "Criterion", "CriterionResult", "Diagnostic", "Error", "Evidence", "Grader",
    "Library", "NextStep", "Penalty", "PenaltyResult", "Result", "Rubric", "Severity", "Status",
]  # fmt: skip

Text = Union[str, bytes]
Progress = Callable[[], bool]
"""Polled now and then while an answer is graded; True cancels."""


class Status(IntEnum):
    OK = 0
    NO_MEMORY = -1
    INVALID_ARGUMENT = -2
    LIMIT = -3
    REJECTED = -4
    UNSUPPORTED = -5
    CANCELLED = -6
    BUSY = -7
    SINK_REFUSED = -8
    INTERNAL = -9


class Error(Exception):
    """A call that failed: what kind of failure, and what the library said about it."""

    def __init__(self, status: int, text: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        self.status: int = Status(status) if status in Status._value2member_map_ else status
        self.text = text
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n  ".join([text, *map(str, self.diagnostics)]))


_READER = ctypes.CFUNCTYPE(
    c_int, c_void_p, c_char_p, POINTER(c_void_p), POINTER(c_size_t)
)
_SINK = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_size_t)
_HANDLE = POINTER(c_void_p)

# What the library exports, as far as it is used here: the result, the arguments.
_FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {
    "lgr_status_text": (c_char_p, [c_int]),
    "lgr_version": (c_char_p, []),
    "lgr_scoring_version": (c_uint32, []),
    "lgr_diagnostics_new": (c_int, [_HANDLE, c_void_p]),
    "lgr_diagnostics_free": (None, [c_void_p]),
    "lgr_diagnostics_get": (c_int, [c_void_p, c_size_t, POINTER(raw.Diagnostic)]),
    "lgr_rubric_parse": (
        c_int,
        [_HANDLE, c_char_p, c_size_t, POINTER(raw.RubricOptions), c_void_p],
    ),
    "lgr_rubric_builtin": (c_int, [_HANDLE, c_char_p, c_void_p]),
    "lgr_rubric_builtin_id": (c_char_p, [c_size_t]),
    "lgr_rubric_free": (None, [c_void_p]),
    "lgr_rubric_id": (c_char_p, [c_void_p]),
    "lgr_rubric_title": (c_char_p, [c_void_p]),
    "lgr_rubric_version": (c_char_p, [c_void_p]),
    "lgr_rubric_digest": (c_char_p, [c_void_p]),
    "lgr_rubric_criterion": (c_int, [c_void_p, c_size_t, POINTER(raw.Criterion)]),
    "lgr_rubric_penalty": (c_int, [c_void_p, c_size_t, POINTER(raw.Penalty)]),
    "lgr_rubric_band": (c_int, [c_void_p, c_size_t, POINTER(raw.Band)]),
    "lgr_rubric_criterion_points": (ctypes.c_int64, [c_void_p, c_size_t, c_uint32]),
    "lgr_grader_new": (c_int, [_HANDLE, c_void_p, POINTER(raw.GraderOptions)]),
    "lgr_grader_free": (None, [c_void_p]),
    "lgr_grade": (c_int, [_HANDLE, c_void_p, POINTER(raw.Answer)]),
    "lgr_result_free": (None, [c_void_p]),
    "lgr_result_score": (ctypes.c_int64, [c_void_p]),
    "lgr_result_band": (c_char_p, [c_void_p]),
    "lgr_result_complete": (c_int, [c_void_p]),
    "lgr_result_is_design": (c_int, [c_void_p]),
    "lgr_result_path": (c_char_p, [c_void_p]),
    "lgr_result_diagnostics": (c_void_p, [c_void_p]),
    "lgr_result_cap": (c_char_p, [c_void_p, c_size_t]),
    "lgr_result_criterion": (c_int, [c_void_p, c_size_t, POINTER(raw.CriterionResult)]),
    "lgr_result_criterion_evidence": (
        c_int,
        [c_void_p, c_size_t, c_size_t, POINTER(raw.Evidence)],
    ),
    "lgr_result_penalty": (c_int, [c_void_p, c_size_t, POINTER(raw.PenaltyResult)]),
    "lgr_result_penalty_evidence": (
        c_int,
        [c_void_p, c_size_t, c_size_t, POINTER(raw.Evidence)],
    ),
    "lgr_result_next": (c_int, [c_void_p, c_size_t, POINTER(raw.NextStep)]),
    "lgr_report_format": (c_char_p, [c_size_t]),
    "lgr_report_write": (
        c_int,
        [c_char_p, POINTER(c_void_p), c_size_t, c_void_p, POINTER(raw.ReportOptions), _SINK,
         c_void_p],
    ),
}  # fmt: skip


def _bytes(text: Text) -> bytes:
    """UTF-8. Half a surrogate pair becomes bytes that are none; the library repairs them."""
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def _name(text: Optional[Text]) -> Optional[bytes]:
    """What the library reads up to a NUL: one inside would cut the rest off in silence."""
    if text is None:
        return None
    name = _bytes(text)
    if b"\0" in name:
        raise ValueError("a name or prompt with a NUL in it")
    return name


def _text(found: Optional[bytes]) -> str:
    return (found or b"").decode("utf-8", "replace")


_Closable = TypeVar("_Closable", bound="_Object")


class _Object:
    """Something of the library that is freed once: by close(), or with the last reference."""

    def __init__(self, library: Library, handle: c_void_p, free: Callable[[c_void_p], None],
                 *needed: _Object) -> None:  # fmt: skip
        self._library = library
        self._handle = handle
        # `needed` stays alive until this is freed, also when the garbage collector
        # finds both at once.
        self._free = weakref.finalize(self, _free, free, handle, needed)

    @property
    def closed(self) -> bool:
        return not self._free.alive

    def close(self) -> None:
        """Frees it; no other thread may be using it. A second call does nothing."""
        self._free()

    def __enter__(self: _Closable) -> _Closable:
        self._borrow()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _borrow(self) -> c_void_p:
        if self.closed:
            raise ValueError(f"{type(self).__name__} is closed")
        return self._handle

    def _each(self, function: str, structure: Any, *place: int) -> Iterator[Any]:
        """Structures number 0, 1, 2 … until the library says that there is no more."""
        get = getattr(self._library.functions, function)
        index = 0
        item = structure()
        while get(self._borrow(), *place, index, byref(item)) == Status.OK:
            yield item
            item = structure()
            index += 1


def _free(free: Callable[[c_void_p], None], handle: c_void_p, needed: tuple[_Object, ...]) -> None:
    free(handle)
    del needed


class Library:
    """The shared library: `path`, or LIBGRADE_LIBRARY, or where the system looks."""

    def __init__(self, path: Union[str, os.PathLike[str], None] = None) -> None:
        name = path or os.environ.get("LIBGRADE_LIBRARY") or find_library("grade")
        self.functions = ctypes.CDLL(os.fspath(name or "libgrade.so.0"))
        for function, (result, arguments) in _FUNCTIONS.items():
            exported = getattr(self.functions, function)
            exported.restype = result
            exported.argtypes = arguments

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        """Stays loaded: objects made with it may live on."""

    @property
    def version(self) -> str:
        return _text(self.functions.lgr_version())

    @property
    def scoring_version(self) -> int:
        return int(self.functions.lgr_scoring_version())

    def builtin_ids(self) -> list[str]:
        return self._names("lgr_rubric_builtin_id")

    def report_formats(self) -> list[str]:
        return self._names("lgr_report_format")

    def builtin(self, name: str) -> Rubric:
        """A rubric that is part of the library; Error with UNSUPPORTED if there is none such."""
        handle = c_void_p()
        status = self.functions.lgr_rubric_builtin(byref(handle), _name(name), None)
        self._check(status, f'built-in rubric "{name}"')
        return Rubric(self, handle, ())

    def load(self, path: Union[str, os.PathLike[str]]) -> Rubric:
        """A rubric in a file; what it includes is read from the same folder."""
        file = Path(path)

        def read_beside(name: str) -> bytes:
            if PurePosixPath(name).is_absolute():
                raise FileNotFoundError(name)
            return (file.parent / name).read_bytes()

        return self.parse(file.read_bytes(), origin=str(file), read_include=read_beside)

    def parse(self, yaml: Text, *, origin: str = "rubric",
              read_include: Optional[Callable[[str], bytes]] = None) -> Rubric:  # fmt: skip
        """A rubric in memory. `read_include` gives the bytes of a file it names; OSError
        says that there is none. Any other exception ends the call."""
        kept: list[bytes] = []  # must stay until the parse returns
        raised: list[BaseException] = []

        def read(_: object, name: bytes, out: Any, length: Any) -> int:
            try:
                assert read_include is not None
                kept.append(read_include(_text(name)))
            except OSError:
                return 1
            except BaseException as exception:  # must not cross the library's frames
                raised.append(exception)
                return 1
            out[0] = ctypes.cast(c_char_p(kept[-1]), c_void_p)
            length[0] = len(kept[-1])
            return 0

        reader = _READER(read) if read_include is not None else None
        options = raw.RubricOptions(origin=_name(origin))
        if reader is not None:
            options.read_include = ctypes.cast(reader, c_void_p)
        content = _bytes(yaml)
        handle = c_void_p()
        with _Diagnostics(self) as diagnostics:
            status = self.functions.lgr_rubric_parse(
                byref(handle), content, len(content), byref(options), diagnostics.handle
            )
            told = diagnostics.list()
        if raised:
            self.functions.lgr_rubric_free(handle)
            raise raised[0]
        self._check(status, origin, told)
        return Rubric(self, handle, told)

    def report(self, format: str, results: Sequence[Result], *, width: int = 0,
               color: bool = False, verbose: int = 0, strict: bool = False,
               root: Optional[str] = None) -> bytes:  # fmt: skip
        """One report over all results, in that order; UTF-8."""
        pieces: list[bytes] = []
        raised: list[BaseException] = []

        def receive(_: object, piece: int, length: int) -> int:
            try:
                pieces.append(ctypes.string_at(piece, length))
            except BaseException as exception:
                raised.append(exception)
            return len(raised)

        options = raw.ReportOptions(width=width, color=color, verbose=verbose, strict=strict,
                                    root=_name(root))  # fmt: skip
        handles = (c_void_p * max(len(results), 1))(*(r._borrow() for r in results))
        status = self.functions.lgr_report_write(
            _name(format), handles, len(results), None, byref(options), _SINK(receive), None
        )
        if raised:
            raise raised[0]
        self._check(status, f'report "{format}"')
        return b"".join(pieces)

    def _names(self, function: str) -> list[str]:
        names: list[str] = []
        while (name := getattr(self.functions, function)(len(names))) is not None:
            names.append(_text(name))
        return names

    def _check(self, status: int, what: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        if status != Status.OK:
            said = _text(self.functions.lgr_status_text(status))
            raise Error(status, f"{what}: {said}", diagnostics)


class _Diagnostics:
    """A list that a call fills; read before it is freed."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.handle = c_void_p()
        status = library.functions.lgr_diagnostics_new(byref(self.handle), None)
        library._check(status, "diagnostics")

    def __enter__(self) -> _Diagnostics:
        return self

    def __exit__(self, *_: object) -> None:
        self.library.functions.lgr_diagnostics_free(self.handle)

    def list(self) -> tuple[Diagnostic, ...]:
        return _read_diagnostics(self.library, self.handle)


def _read_diagnostics(library: Library, handle: Any) -> tuple[Diagnostic, ...]:
    found: list[Diagnostic] = []
    item = raw.Diagnostic()
    while library.functions.lgr_diagnostics_get(handle, len(found), byref(item)) == Status.OK:
        found.append(Diagnostic.of(item))
    return tuple(found)


class Rubric(_Object):
    """Immutable; any thread. Graders made for it keep it alive."""

    def __init__(self, library: Library, handle: c_void_p,
                 diagnostics: tuple[Diagnostic, ...]) -> None:  # fmt: skip
        super().__init__(library, handle, library.functions.lgr_rubric_free)
        self.diagnostics = diagnostics
        """Warnings of the parse."""
        self._graders: weakref.WeakSet[Grader] = weakref.WeakSet()

    def close(self) -> None:
        """ValueError while a grader for it is open: the library forbids it."""
        if any(not grader.closed for grader in tuple(self._graders)):
            raise ValueError("a grader for this rubric is still open")
        super().close()

    @property
    def id(self) -> str:
        return _text(self._library.functions.lgr_rubric_id(self._borrow()))

    @property
    def title(self) -> str:
        return _text(self._library.functions.lgr_rubric_title(self._borrow()))

    @property
    def version(self) -> str:
        return _text(self._library.functions.lgr_rubric_version(self._borrow()))

    @property
    def digest(self) -> str:
        return _text(self._library.functions.lgr_rubric_digest(self._borrow()))

    @property
    def criteria(self) -> list[Criterion]:
        points = self._library.functions.lgr_rubric_criterion_points
        return [
            Criterion.of(item, [points(self._borrow(), index, level)
                                for level in range(item.max_level + 1)])
            for index, item in enumerate(self._each("lgr_rubric_criterion", raw.Criterion))
        ]  # fmt: skip

    @property
    def penalties(self) -> list[Penalty]:
        return [Penalty.of(item) for item in self._each("lgr_rubric_penalty", raw.Penalty)]

    @property
    def bands(self) -> list[Band]:
        """Highest first."""
        return [Band.of(item) for item in self._each("lgr_rubric_band", raw.Band)]

    def grader(self, progress: Optional[Progress] = None) -> Grader:
        return Grader(self, progress)


class Grader(_Object):
    """Grades many answers, one at a time. Make one for each thread and keep it."""

    def __init__(self, rubric: Rubric, progress: Optional[Progress] = None) -> None:
        self.rubric = rubric
        self._progress = progress
        self._raised: list[BaseException] = []
        # The library keeps the callback: it must not go before the grader, nor hold it.
        callback = raw.PROGRESS(_Poll(progress, self._raised)) if progress is not None else None
        options = raw.GraderOptions()
        if callback is not None:
            options.progress = callback
        library = rubric._library
        handle = c_void_p()
        status = library.functions.lgr_grader_new(
            byref(handle), rubric._borrow(), byref(options)
        )
        library._check(status, "grader")
        super().__init__(library, handle, library.functions.lgr_grader_free, rubric,
                         callback)  # type: ignore[arg-type]  # fmt: skip
        rubric._graders.add(self)

    def grade(self, text: Text, *, name: str = "", prompt: Optional[str] = None) -> Result:
        """Grades one answer. What the progress callback raises comes out here."""
        content = _bytes(text)
        answer = raw.Answer(text=content, length=len(content), name=_name(name),
                            prompt=_name(prompt))  # fmt: skip
        handle = c_void_p()
        status = self._library.functions.lgr_grade(byref(handle), self._borrow(), byref(answer))
        if self._raised and status != Status.BUSY:
            self._library.functions.lgr_result_free(handle)
            raise self._raised.pop()
        self._library._check(status, name or "answer")
        return Result(self._library, handle)


class _Poll:
    def __init__(self, progress: Progress, raised: list[BaseException]) -> None:
        self.progress = progress
        self.raised = raised

    def __call__(self, _: object) -> int:
        try:
            return 1 if self.progress() else 0
        except BaseException as exception:  # also KeyboardInterrupt
            self.raised[:] = [exception]
            return 1


class Result(_Object):
    """Stands on its own: it outlives its grader and its rubric. Any thread."""

    def __init__(self, library: Library, handle: c_void_p) -> None:
        super().__init__(library, handle, library.functions.lgr_result_free)

    @property
    def score(self) -> float:
        """0 to 100. When the result is not complete, what is certain."""
        return int(self._library.functions.lgr_result_score(self._borrow())) / 1000

    @property
    def band(self) -> Optional[str]:
        """None: the rubric has none, or the result is not complete."""
        band = self._library.functions.lgr_result_band(self._borrow())
        return None if band is None else _text(band)

    @property
    def complete(self) -> bool:
        return bool(self._library.functions.lgr_result_complete(self._borrow()))

    @property
    def is_design(self) -> bool:
        return bool(self._library.functions.lgr_result_is_design(self._borrow()))

    @property
    def name(self) -> str:
        return _text(self._library.functions.lgr_result_path(self._borrow()))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        borrowed = self._library.functions.lgr_result_diagnostics(self._borrow())
        return _read_diagnostics(self._library, borrowed)

    @property
    def caps(self) -> list[str]:
        """Why the score is capped."""
        reasons: list[str] = []
        cap = self._library.functions.lgr_result_cap
        while (reason := cap(self._borrow(), len(reasons))) is not None:
            reasons.append(_text(reason))
        return reasons

    @property
    def criteria(self) -> list[CriterionResult]:
        return [
            CriterionResult.of(item, self._evidence("lgr_result_criterion_evidence", index))
            for index, item in enumerate(self._each("lgr_result_criterion", raw.CriterionResult))
        ]

    @property
    def penalties(self) -> list[PenaltyResult]:
        return [
            PenaltyResult.of(item, self._evidence("lgr_result_penalty_evidence", index))
            for index, item in enumerate(self._each("lgr_result_penalty", raw.PenaltyResult))
        ]

    @property
    def next_steps(self) -> list[NextStep]:
        """What gains most first; gains add up."""
        return [NextStep.of(item) for item in self._each("lgr_result_next", raw.NextStep)]

    def report(self, format: str = "text", **options: Any) -> bytes:
        """A report over this result alone; see Library.report."""
        return self._library.report(format, [self], **options)

    def _evidence(self, function: str, index: int) -> list[Evidence]:
        return [Evidence.of(item) for item in self._each(function, raw.Evidence, index)]
