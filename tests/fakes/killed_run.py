"""The command, killed by SIGKILL at the Nth time that it touches a folder's files."""

from __future__ import annotations

import os
import signal
import sys

TOUCHES = {
    "open",
    "os.chmod",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.scandir",
    "os.utime",
    "shutil.copyfile",
}


def main(home: str, at: int, arguments: list[str]) -> int:
    """Run the command (`at` 0 kills nobody); end stderr with how many touches there were."""
    touches = 0

    def touched(event: str, args: tuple[object, ...]) -> None:
        nonlocal touches
        if event not in TOUCHES or not isinstance(args[0], str | bytes | os.PathLike):
            return
        if os.fsdecode(args[0]).startswith(home):
            touches += 1
            if touches == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(touched)
    from evidence_kit.cli import run

    code = run(arguments)
    print(touches, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), sys.argv[3:]))
