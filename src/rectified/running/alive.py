"""Imported by the server of child processes: it ends with the builder.

multiprocessing would let it know through a pipe, which its children hold as well.
"""

from __future__ import annotations

from rectified.running.limits import end_with_parent

end_with_parent()
