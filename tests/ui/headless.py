#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs without a terminal: streams, ends, exit statuses, saved disks."""
import hashlib
import os
import stat
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True
from common import *


def guests_that_end(folder):
    def guest(code, status, said, *options):
        path = write(folder, "sector", boot_sector(code))
        got, output, errors = run("run", "--headless", path, *options)
        check(got == status, f"status {status}", said, got, errors)
        check(errors.startswith("bootscope: " + said), "ends as " + said,
              errors)
        check(errors.count("\n") == 1, "one line", errors)
        return output

    guest(HALT, 0, "halted")
    guest(HANG, 1, "hung")
    guest(TRIPLE_FAULT, 1, "crashed")
    guest(b"\xeb\xfe", 3, "limit", "--limit", "3_000_000")
    guest(b"\xeb\xfe", 3, "limit", "--limit", "3M")
    guest(b"\xeb\xfe", 0, "stopped", "--until", "insn:3000000")
    guest(HANG, 0, "stopped", "--until", "phase:boot-sector")
    guest(TRIPLE_FAULT, 3, "limit", "--on-triple-fault", "reset",
          "--limit", "30M")
    output = guest(send_com1(b"hi\n\x00\xff") + HALT, 0, "halted")
    check(output == b"hi\n\x00\xff", "the bytes of COM1, no more", output)


def an_image_may_end_in_a_sector(folder):
    path = write(folder, "odd", boot_sector(HALT) + b"rest")
    status, _, errors = run("run", "--headless", path)
    check(status == 0 and "halted" in errors, "padded with zeros", errors)


def the_debug_console_goes_to_a_file(folder):
    sector = write(folder, "sector", boot_sector(send(0xe9, b"seen") + HALT))
    file = folder + "/debug"
    status, output, _ = run("run", "--headless", sector, "--debugcon", file)
    check(status == 0 and output == b"", "COM1 stays quiet", output)
    check(open(file, "rb").read() == b"seen", "the bytes of port E9h")


def standard_input_goes_to_com1(folder):
    sector = write(folder, "sector", boot_sector(ECHO_UNTIL_Q))
    text = bytes(range(1, 0x71)) * 20 + b"q"
    status, output, _ = run("run", "--headless", sector, stdin=text)
    check(status == 0 and output == text, "all bytes in order", output)
    status, output, errors = run("run", stdin=b"uptime\npoweroff\n")
    check(status == 0 and errors.startswith("bootscope: shut down"),
          "poweroff by COM1", status, errors)
    check(b"bootscope$ uptime" in output, "the shell echoes", output)


def the_bundled_machine():
    status, output, errors = run("run", "--headless", "--until",
                                 "screen:" + PROMPT, "--screen")
    check(status == 0, "status 0", status, errors)
    check(b"[ok] terminal" in output, "services on COM1", output)
    check(output.endswith(b"\n" + PROMPT.encode() + b"\n"),
          "the screen comes last, trimmed", output)
    status, output, errors = run("run", "--headless", "--keys", "poweroff\\n")
    check(status == 0 and "shut down" in errors, "keys at the prompt", errors)
    status, output, _ = run(
        "run", "--headless", "--keys", "phase:menu=2", "--keys", "echo one\\x20two\\n",
        "--keys", "screen:\none two=poweroff\\n", "--screen")
    check(status == 0 and b"one two" in output, "keys at moments", output)
    status, output, _ = run(
        "run", "--headless", "--keys", "phase:menu then int:16 ax<0x2000"
        "=\\n", "--keys", 'screen:"bootscope$" then time:+50ms=echo a=b\\n',
        "--keys", 'screen:"\na=b"=poweroff\\n', "--limit", "30M", "--screen")
    check(status == 0 and b"a=b" in output, "keys at joined moments", output)
    status, _, errors = run("run", "--headless", "--until",
                            "change:cr0.pg new=1 phase=operating-system",
                            "--limit", "30M")
    check(status == 0 and "memory-management" in errors, "until", errors)
    status, output, errors = run("run", "--headless", "--disk", "none",
                                 "--limit", "30M", "--screen")
    check(b"boot" in output.lower(), "no disk is told on the screen", output)


def other_machines():
    """Each boots to the prompt; the files of the bundled one to the same."""
    def boots(*options):
        status, output, errors = run("run", "--headless", "--until",
                                     "screen:" + PROMPT, "--limit", "300M",
                                     *options)
        check(status == 0 and "stopped" in errors, "to the prompt", options,
              errors)
        return output, errors

    for model in "386", "pentium", "i686":
        boots("--cpu", model)
    for size in "4M", "128M":
        boots("--ram", size)
    check(boots() == boots("--bios", "phases/images/bios.rom",
                           "phases/images/disk.img"), "the same run")
    boots("--disk", "phases/images/disk.img", "--disk",
          "phases/images/disk.img", "--boot", "dc")
    output, _ = boots("--append", "a=b verbose")
    check(b'loader with "a=b verbose"' in output, "--append", output)


def the_disk_is_saved(folder):
    saved = folder + "/saved"
    status, _, errors = run(
        "run", "--headless", "--save-disk", saved, "--keys",
        "sector 40 written\\n", "--keys", "screen:sector 40=poweroff\\n")
    image = open(saved, "rb").read()
    check(status == 0, "status 0", status, errors)
    check(b"written" in image[40 * 512:41 * 512], "what was written")
    bundled = open("phases/images/disk.img", "rb").read()
    check(len(image) == len(bundled), "a whole disk", len(image))
    check(os.listdir(folder) == ["saved"], "nothing else is left",
          os.listdir(folder))
    status, _, errors = run("run", "--headless", "--until", "insn:1000",
                            "--save-disk", folder + "/none/disk")
    check(status == 1 and "--save-disk" in errors, "a disk that cannot be "
          "saved", status, errors)
    os.mkfifo(folder + "/pipe")
    status, _, errors = run("run", "--headless", "--until", "insn:1000",
                            "--save-disk", folder + "/pipe")
    check(status == 1 and "something else than a file" in errors, "no disk in "
          "the place of a pipe", status, errors)
    check(stat.S_ISFIFO(os.stat(folder + "/pipe").st_mode), "it is still there")


def the_screen_is_saved(folder):
    saved = folder + "/screen.ppm"
    run("run", "--headless", "--until", "phase:user-space", "--screenshot",
        saved)
    head, size, most, pixels = open(saved, "rb").read().split(b"\n", 3)
    check((head, size, most) == (b"P6", b"720 400", b"255"), "a pixmap", head,
          size, most)
    check(len(pixels) == 720 * 400 * 3, "a whole picture", len(pixels))
    check(b"\x55\xff\x55" in pixels, "the green of [ok]")
    status, _, errors = run("run", "--headless", "--until", "insn:1000",
                            "--screenshot", folder + "/dark.ppm")
    check(status == 1 and "is dark" in errors, "a dark screen", errors)
    check(not os.path.exists(folder + "/dark.ppm"), "no file")
    status, _, errors = run("run", "--headless", "--until", "phase:menu",
                            "--screenshot", folder + "/none/screen.ppm")
    check(status == 1 and "--screenshot" in errors, "no such folder", errors)


def own_files_are_never_written(folder):
    disk = write(folder, "disk", open("phases/images/disk.img", "rb").read())
    before = hashlib.sha256(open(disk, "rb").read()).digest()
    run("run", "--headless", disk, "--keys", "sector 40 written\\n",
        "--keys", "screen:sector 40=poweroff\\n")
    after = hashlib.sha256(open(disk, "rb").read()).digest()
    check(before == after, "the image is as it was")


def broken_streams():
    done = subprocess.run(f"'{PROGRAM}' trace | head -n 2 | wc -l", shell=True,
                          capture_output=True, timeout=60)
    check(done.stdout.strip() == b"2" and b"cannot" not in done.stderr,
          "a reader may leave", done)
    done = subprocess.run(f"exec '{PROGRAM}' trace --until insn:1000 >&-",
                          shell=True, capture_output=True, timeout=60)
    check(done.returncode == 1 and b"cannot write" in done.stderr,
          "standard output is closed", done)
    if os.path.exists("/dev/full"):
        done = subprocess.run(f"exec '{PROGRAM}' help >/dev/full", shell=True,
                              capture_output=True, timeout=60)
        check(done.returncode == 1 and b"No space" in done.stderr,
              "the disk is full", done)


def signals_end_it_politely(folder):
    sector = write(folder, "sector", boot_sector(b"\xeb\xfe"))
    for number in signal.SIGINT, signal.SIGTERM, signal.SIGHUP:
        child = subprocess.Popen([PROGRAM, "run", "--headless", sector],
                                 stdin=subprocess.DEVNULL,
                                 stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE)
        time.sleep(0.4)
        child.send_signal(number)
        _, errors = child.communicate(timeout=20)
        check(child.returncode == 0 and errors.startswith(b"bootscope: run"),
              f"signal {number}", child.returncode, errors)


def virtual_time_keeps_its_pace(folder):
    sector = write(folder, "sector", boot_sector(b"\xeb\xfe"))
    start = time.monotonic()
    run("run", "--headless", "--speed", "2", "--until", "insn:20000000",
        sector)
    passed = time.monotonic() - start
    check(passed > 0.48, "1 s of virtual time at speed 2", passed)


in_folder(guests_that_end)
in_folder(an_image_may_end_in_a_sector)
in_folder(the_debug_console_goes_to_a_file)
in_folder(standard_input_goes_to_com1)
the_bundled_machine()
other_machines()
in_folder(the_disk_is_saved)
in_folder(the_screen_is_saved)
in_folder(own_files_are_never_written)
broken_streams()
in_folder(signals_end_it_politely)
in_folder(virtual_time_keeps_its_pace)
end()
