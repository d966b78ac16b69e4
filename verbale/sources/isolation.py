"""What the process that parses files gives up before it sees one.

It cannot open a connection, start a program or write a file. On Linux the kernel holds it to that;
everywhere the interpreter does, for all that runs in Python.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
from typing import Final

__all__ = ["allow_seconds", "seal"]

_REFUSED_EVENTS: Final = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.truncate",
    "shutil.",
    "webbrowser.",
)
_HARMLESS_EVENTS: Final = frozenset({"builtins.id", "import"})  # in every file by the hundred
# Of a machine its mark, its number of seccomp, and those of socket, connect, execve, execveat and
# io_uring_setup, which are refused.
_SYSTEM_CALLS: Final = {
    "x86_64": (0xC000003E, 317, (41, 42, 59, 322, 425)),
    "aarch64": (0xC00000B7, 277, (198, 203, 221, 281, 425)),
}
_PR_SET_NO_NEW_PRIVS: Final = 38
_SET_FILTER: Final = 1
# Without it the processor is told to guess less, which costs a tenth of all speed and keeps off
# only attacks on secrets of the same process: this one has none.
_GUESSING_ALLOWED: Final = 4
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | 13  # with the error "permission denied"
_LOAD: Final = 0x20
_JUMP_IF_EQUAL: Final = 0x15
_JUMP_IF_AT_LEAST: Final = 0x35
_RETURN: Final = 0x06
_FOREIGN_CALLS: Final = 0x40000000  # numbers from here on are the x32 interface of x86-64


def seal(memory: int) -> None:
    """Give up network, programs and writing, and all memory above `memory` bytes, for good."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":  # elsewhere address space is not bounded, or not to this
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    sys.addaudithook(_refuse)
    if sys.platform == "linux" and platform.machine() in _SYSTEM_CALLS:
        _filter_system_calls(*_SYSTEM_CALLS[platform.machine()])


def allow_seconds(seconds: int) -> None:
    """Let the process compute for so many seconds from now on before the kernel ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _HARMLESS_EVENTS:
        return
    if event == "open":
        mode, flags = arguments[1:3]
        by_mode = isinstance(mode, str) and any(letter in mode for letter in "wax+")
        by_flags = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
        if not (by_mode or by_flags):
            return
    elif not event.startswith(_REFUSED_EVENTS):
        return
    raise PermissionError(f"a parser may not do this: {event}")


def _filter_system_calls(machine: int, seccomp: int, refused: tuple[int, ...]) -> None:
    steps = [(_LOAD, 0, 0, 4), (_JUMP_IF_EQUAL, 0, len(refused) + 3, machine), (_LOAD, 0, 0, 0)]
    steps.append((_JUMP_IF_AT_LEAST, len(refused) + 1, 0, _FOREIGN_CALLS))
    steps += [(_JUMP_IF_EQUAL, len(refused) - at, 0, number) for at, number in enumerate(refused)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    program = ctypes.create_string_buffer(code, len(code))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))

    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    filtered = Program(len(steps), ctypes.addressof(program))
    # Where the kernel knows no filters this fails, and what the interpreter refuses remains.
    libc.syscall(seccomp, _SET_FILTER, _GUESSING_ALLOWED, ctypes.byref(filtered))
