"""The command with no network, telling what it wrote to where it should only read."""

from __future__ import annotations

import json
import os
import resource
import sys

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = {"os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.chmod", "os.utime", "os.link"}


def main(source: str, arguments: list[str]) -> int:
    """Run the command; end stderr with JSON: programs run, changes, most memory in MB."""
    os.umask(0)  # so that a file's rights are those that it was made with
    changed: list[str] = []
    programs: list[str] = []

    def watched(event: str, args: tuple[object, ...]) -> None:
        if event.startswith("socket.") and event != "socket.gethostname":
            raise AssertionError(f"the main job asked the network: {event}")
        if event == "subprocess.Popen":
            programs.append(os.fsdecode(args[0]) if isinstance(args[0], str | bytes) else "?")
        if event in CHANGES or (event == "open" and isinstance(args[2], int) and args[2] & WRITES):
            path = args[0]
            if isinstance(path, str | bytes | os.PathLike):
                told = os.fsdecode(path)
                if told == source or told.startswith(source + os.sep):
                    changed.append(f"{event} {told}")

    sys.addaudithook(watched)
    from evidence_kit.cli import run

    code = run(arguments)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = {"changed": changed, "programs": programs, "megabytes": used}
    print(json.dumps(told), file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
