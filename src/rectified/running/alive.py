"""Imported by the server of child processes: it ends with the builder or before it, and seldom looks for garbage.

multiprocessing would let it know of the end through a pipe, which a child holds as well until it has begun. Python
looks through all that the server has loaded whenever so many objects are new; in a child that lives for a second it
finds next to nothing.
"""

from __future__ import annotations

import gc

from rectified.running.limits import end_with_parent, go_first

end_with_parent()
go_first()
gc.set_threshold(100_000, 20, 100)
