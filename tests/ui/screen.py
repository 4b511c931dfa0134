# SPDX-License-Identifier: MIT
"""A terminal of a given size, in tmux, with the program in it."""
import os
import shutil
import subprocess
import time

from common import PROGRAM, skip

QUIET = 0.12  # seconds without a change: the program waits for a key


class Screen:
    """`with Screen(80, 24) as s`: keys in, text out. It begins when the sign is
    on the screen."""

    number = 0

    def __init__(self, columns, rows, *words, env="", sign="/S step",
                 program=PROGRAM):
        if not shutil.which("tmux"):
            skip("tmux is not installed")
        Screen.number += 1
        self.sign = sign if rows >= 8 else "? keys"
        self.server = "bootscope-%d-%d" % (os.getpid(), Screen.number)
        line = " ".join([env, program, *words])
        self.tmux("-f", "/dev/null", "new-session", "-d", "-s", "s",
                  "-x", str(columns), "-y", str(rows),
                  "%s; echo status $?; stty -a; exec sleep 60" % line)
        self.tmux("set", "-g", "escape-time", "0")
        self.tmux("set", "-g", "status", "off")

    def tmux(self, *words):
        return subprocess.run(["tmux", "-L", self.server, *words],
                              capture_output=True, text=True).stdout

    def __enter__(self):
        self.wait_for(self.sign)
        return self

    def __exit__(self, *what):
        self.tmux("kill-server")

    def text(self):
        """What is on the screen, as soon as it stands still."""
        before = None
        for _ in range(100):
            now = self.tmux("capture-pane", "-p", "-t", "s")
            if now == before:
                break
            before = now
            time.sleep(QUIET)
        return "\n".join(line.rstrip() for line in now.splitlines())

    def raw(self):
        return self.tmux("capture-pane", "-p", "-e", "-t", "s")

    def wait_for(self, text, seconds=20):
        """True once the text is on the screen."""
        end = time.time() + seconds
        while time.time() < end:
            if text in self.tmux("capture-pane", "-p", "-t", "s"):
                return True
            time.sleep(0.05)
        return False

    def keys(self, *keys):
        """Names as tmux has them: a, Enter, Up, Escape."""
        for key in keys:
            self.tmux("send-keys", "-t", "s", key)
        return self

    def line(self, text):
        self.tmux("send-keys", "-t", "s", "-l", text)
        return self.keys("Enter")

    def command(self, line):
        return self.line(":" + line)

    def resize(self, columns, rows):
        self.tmux("resize-window", "-t", "s", "-x", str(columns),
                  "-y", str(rows))

    def process(self, depth=1):
        """The program's number: the shell's child, or a child of that."""
        number = self.tmux("list-panes", "-t", "s", "-F", "#{pane_pid}")
        for _ in range(depth):
            number = subprocess.run(["ps", "-o", "pid=", "--ppid",
                                     number.strip()],
                                    capture_output=True, text=True).stdout
            number = number.split()[0]
        return int(number)
