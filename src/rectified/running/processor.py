"""How much processor time was used: told in full also where a limit on it is set, as it is in each child.

Once a process has RLIMIT_CPU, Linux answers `time.process_time` from a count that it brings up to date every few
milliseconds only: of loops of 1.5 ms it told 0.4. For `getrusage` it counts when it is asked.
"""

from __future__ import annotations

import time

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


def seconds() -> float:
    """Processor time of this process since it began, in seconds."""
    if resource is None:
        return time.process_time()
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def seconds_of_children() -> float:
    """Processor time of the processes that this one has started and waited for, in seconds; 0 on Windows."""
    if resource is None:
        return 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
