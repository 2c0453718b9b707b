"""Runs a command and writes the most memory it held at once, in KiB, as the last line on stderr.

A process's peak begins with the size of the one that started it, so this one stays small: run it
with `python -I -S`, and import nothing.
"""

import os
import sys

if __name__ == "__main__":
    _pid, status, usage = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ), 0)
    sys.stderr.write(f"\n{usage.ru_maxrss}\n")
    sys.exit(os.waitstatus_to_exitcode(status))
