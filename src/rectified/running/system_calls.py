"""Which system calls the kernel refuses a child process: those that reach other processes, the network, or last.

libseccomp writes the filter, which is the same for all children but for the number of the process. So the server that
children are forked from lets it be written once, and each child puts its number in: that takes a quarter of the time.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

if sys.platform == "linux":
    try:
        import pyseccomp
    except RuntimeError:  # it does not find libseccomp
        pyseccomp = None

#: Attributes of files are no part of what Landlock guards.
_ATTRIBUTES = """chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes futimesat utimensat
    setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr setxattrat removexattrat file_setattr"""
#: Objects that outlive a process or belong to others.
_OBJECTS = """shmget shmat semget msgget mq_open mq_unlink keyctl add_key request_key bpf perf_event_open
    socketpair connect bind listen memfd_create memfd_secret fanotify_init"""
#: Other processes: what looks into them, signals or slows them.
_OTHERS = """ptrace process_vm_readv process_vm_writev process_madvise process_mrelease pidfd_open pidfd_getfd
    pidfd_send_signal kcmp tkill rt_sigqueueinfo rt_tgsigqueueinfo move_pages migrate_pages setsid setpgid setpriority
    ioprio_set sched_setattr sched_setparam sched_setaffinity"""
#: The rights of this process, the system itself, and ways round the rest.
_RIGHTS = """setrlimit setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setgroups capset
    mount umount2 move_mount open_tree mount_setattr fsopen fsconfig fsmount fspick pivot_root chroot unshare setns
    io_uring_setup io_uring_enter io_uring_register name_to_handle_at open_by_handle_at userfaultfd iopl ioperm reboot
    swapon swapoff init_module finit_module delete_module kexec_load kexec_file_load acct quotactl quotactl_fd syslog
    settimeofday clock_settime adjtimex clock_adjtime sethostname setdomainname"""
_PROCESSES = "execve execveat fork vfork"

_CLONE_THREAD = 0x10000
_AF_UNIX, _AF_NETLINK, _FAMILIES = 1, 16, 64
_INT = 0xFFFFFFFF  # the bits of an argument that the kernel looks at
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _SCHED_OTHER = 1, 38, 0
_F_SETOWN, _F_SETSIG, _F_SETOWN_EX = 8, 10, 15
_IOCTL_TYPE, _IOCTL_FLAGS = 0xFF00, (ord("f"), ord("X"), 0x94)  # attributes of files, in three families of systems
_SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC = 1, 1
_INSTRUCTION = 8  # bytes

#: Stands in the filter for the number of the process; none has one so large.
_THIS_PROCESS = 0x7EC71F1E

#: A rule: the error that a call ends in, its name, the conditions on its arguments.
_Rule = tuple[int, str, list[Any]]


def available() -> bool:
    """Whether libseccomp is installed, without which nothing is refused."""
    return pyseccomp is not None


def refuse_others() -> None:
    """Refuse this process, all its threads included, other processes, sockets and lasting objects."""
    code = _compiled().replace(struct.pack("=I", _THIS_PROCESS), struct.pack("=I", os.getpid()))
    libc = ctypes.CDLL(None, use_errno=True)
    number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, "seccomp")
    program = _Program(len(code) // _INSTRUCTION, code)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.syscall(number, _SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC, ctypes.byref(program)):
        raise OSError(ctypes.get_errno(), "the kernel does not take the filter of system calls")


def refuse_network() -> None:
    """Refuse this process sockets but those of the file system, and of the list of interfaces, which ZeroMQ needs."""
    _filter(_network_rules()).load()


def prepare() -> None:
    """Let the filter be written, for this process and all that it forks."""
    _compiled()


class _Program(ctypes.Structure):
    """The kernel's `struct sock_fprog`: how many instructions, and where they are."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


@cache
def _compiled() -> bytes:
    """The instructions of the filter that `refuse_others` loads."""
    reading, writing = os.pipe()
    with open(reading, "rb") as source:
        with open(writing, "wb") as target:
            _filter(_rules()).export_bpf(target)
        return source.read()


def _filter(rules: Iterable[_Rule]) -> Any:
    """A filter that allows everything but what the rules say, for all threads of the process that it is loaded in."""
    chosen = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    chosen.set_attr(pyseccomp.Attr.CTL_TSYNC, 1)
    for error, call, conditions in rules:
        number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, call)
        if number >= 0:  # others are unknown to this processor, or newer than libseccomp
            chosen.add_rule(pyseccomp.ERRNO(error), number, *conditions)
    return chosen


def _network_rules() -> Iterator[_Rule]:
    for family in {*range(_FAMILIES)} - {_AF_UNIX, _AF_NETLINK}:
        yield errno.EPERM, "socket", [pyseccomp.Arg(0, pyseccomp.EQ, family)]
    yield errno.EPERM, "socket", [pyseccomp.Arg(0, pyseccomp.GE, _FAMILIES)]


def _rules() -> Iterator[_Rule]:
    """No process but this one: none started, none signalled, none looked into; no lasting object, no attribute.

    The call by which a process says that it is to end with its parent is refused as well: it could be taken back.
    """
    for call in f"socket {_PROCESSES} {_ATTRIBUTES} {_OBJECTS} {_OTHERS} {_RIGHTS}".split():
        yield errno.EPERM, call, []
    for call in ("kill", "tgkill"):
        yield errno.EPERM, call, [pyseccomp.Arg(0, pyseccomp.NE, _THIS_PROCESS)]
    # The usual way of sharing the processor may be asked for: ZeroMQ does in each thread, and aborts if it may not.
    yield errno.EPERM, "sched_setscheduler", [pyseccomp.Arg(1, pyseccomp.NE, _SCHED_OTHER)]
    yield errno.EPERM, "clone", [pyseccomp.Arg(0, pyseccomp.MASKED_EQ, _CLONE_THREAD, 0)]
    yield errno.ENOSYS, "clone3", []  # its flags stand in memory, where a filter does not look: libc uses clone
    yield errno.EPERM, "prlimit64", [pyseccomp.Arg(2, pyseccomp.NE, 0)]
    yield errno.EPERM, "prctl", [pyseccomp.Arg(0, pyseccomp.MASKED_EQ, _INT, _PR_SET_PDEATHSIG)]
    for command in (_F_SETOWN, _F_SETSIG, _F_SETOWN_EX):  # any signal, whenever a file can be read
        yield errno.EPERM, "fcntl", [pyseccomp.Arg(1, pyseccomp.MASKED_EQ, _INT, command)]
    for family in _IOCTL_FLAGS:
        yield errno.EPERM, "ioctl", [pyseccomp.Arg(1, pyseccomp.MASKED_EQ, _IOCTL_TYPE, family << 8)]
