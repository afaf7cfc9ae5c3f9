"""A process that has its data gives up the rest of the world: no network, no programs, no files.

So an engine that would fetch something, for whatever reason, cannot. On Linux a filter of system
calls (seccomp) takes away sockets, io_uring and the start of programs, for good and for every
thread that is started later; a bound on open files takes away all files beyond those that are open.
Where the system has no such filter, the scan of the query's text (`sparql.scanning`) stands alone.

The filter is written out here, a dozen instructions, because the library for it needs one of the
system's own that is not everywhere (the kernel's Documentation/userspace-api/seccomp_filter).
"""

import ctypes
import errno
import os
import platform
import resource
import struct
import sys
from pathlib import Path
from typing import Final

_NO_NEW_PRIVILEGES: Final = 38  # PR_SET_NO_NEW_PRIVS
_SET_SECCOMP: Final = 22  # PR_SET_SECCOMP
_FILTER: Final = 2  # SECCOMP_MODE_FILTER
_LOAD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
_EQUAL: Final = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_AT_LEAST: Final = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_RETURN: Final = 0x06  # BPF_RET | BPF_K
_ALLOW: Final = 0x7FFF0000
_DENY: Final = 0x00050000 | errno.EACCES
_OTHER_NUMBERING: Final = 0x40000000  # x32 on x86-64: numbers of its own for the same calls
_MACHINES: Final = {
    # machine: (AUDIT_ARCH_…, socket, socketpair, io_uring_setup, execve, execveat, ptrace)
    "x86_64": (0xC000003E, (41, 53, 425, 59, 322, 101)),
    "aarch64": (0xC00000B7, (198, 199, 425, 221, 281, 117)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def without_network() -> bool:
    """Take sockets and the start of programs away; says whether this system can."""
    known = _MACHINES.get(platform.machine()) if sys.platform == "linux" else None
    if known is None:
        return False
    code = _instructions(*known)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.addressof(buffer))
    system = ctypes.CDLL(None, use_errno=True)
    zero = ctypes.c_ulong(0)
    done: int = system.prctl(_NO_NEW_PRIVILEGES, ctypes.c_ulong(1), zero, zero, zero)
    if done == 0:
        done = system.prctl(
            _SET_SECCOMP, ctypes.c_ulong(_FILTER), ctypes.byref(program), zero, zero
        )
    return done == 0


def without_files(*kept: int) -> None:
    """Close all files but the standard ones and those kept, and take away that any be opened."""
    own = {0, 1, 2, *kept}
    for descriptor in _open_files():
        if descriptor not in own:
            os.close(descriptor)
    most = max(own) + 1
    nowhere = os.open(os.devnull, os.O_RDWR)
    while nowhere < most:  # no number below the bound is left free
        nowhere = os.dup(nowhere)
    os.close(nowhere)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _open_files() -> list[int]:
    """The open files of this process, as far as the system tells."""
    for place in ("/proc/self/fd", "/dev/fd"):
        try:
            listed = [int(name.name) for name in Path(place).iterdir()]
        except OSError:
            continue
        return [n for n in listed if _is_open(n)]  # one of them was the list itself
    return []


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _instructions(machine: int, calls: tuple[int, ...]) -> bytes:
    """The filter: another machine's numbers and the calls are denied, the rest is allowed."""
    steps = [
        (_LOAD, 0, 0, 4),  # seccomp_data.arch
        (_EQUAL, 0, len(calls) + 2, machine),
        (_LOAD, 0, 0, 0),  # seccomp_data.nr
        (_AT_LEAST, len(calls), 0, _OTHER_NUMBERING),
        *((_EQUAL, len(calls) - place - 1, 0, call) for place, call in enumerate(calls[:-1])),
        (_EQUAL, 0, 1, calls[-1]),
        (_RETURN, 0, 0, _DENY),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
