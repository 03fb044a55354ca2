"""boot_test.py --root BARE --previous DEB --package DEB --emulator FILE [--keep]: see scripts/boot, which starts it with a
network of its own. Prints a line for each thing seen; 1 when one was not."""

import argparse
import signal
import sys
import traceback

import stories
from cloud import Cloud
from machine import Machine
from report import Report
from studio import Studio


def tell(studio, options):
    stories.it_is_installed(studio, options.previous)
    stories.it_is_set_up(studio)
    stories.recordings_lie_in_a_home(studio)
    stories.it_works(studio)
    stories.it_is_reloaded_and_restarted(studio)
    stories.it_is_misconfigured(studio)
    stories.it_is_stopped_in_mid_upload(studio)
    stories.it_is_killed(studio)
    stories.it_hangs(studio)
    stories.it_reboots(studio)
    stories.it_is_upgraded(studio, options.package)
    stories.it_is_removed(studio, options.package)


def main():
    parser = argparse.ArgumentParser()
    for name in ("root", "previous", "package", "emulator"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGINT):  # the machine is ended in any case
        signal.signal(number, lambda *_: sys.exit(1))
    machine = Machine(options.root)
    report = Report(machine.rest)
    cloud = None
    try:
        cloud = Cloud(options.emulator, machine.folder)
        studio = Studio(machine, cloud, report)
        try:
            tell(studio, options)
        except Exception:  # pylint: disable=broad-except
            report.see("every step could be taken", False, traceback.format_exc() + studio.journal())
    finally:
        if cloud:
            cloud.end()
        machine.end(options.keep)
    print(f"{report.count - report.failed} of {report.count} seen", flush=True)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
