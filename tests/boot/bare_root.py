"""bare_root.py ROOT PACKAGE…: a bare Debian in ROOT, made where it is missing, with what the packages need downloaded but
not installed, so that it can be installed later without a network."""

import os
import shutil
import subprocess
import sys

MIRROR = "http://deb.debian.org/debian"
# What boots, and nothing that the package itself should ask for.
INCLUDED = "systemd,systemd-sysv,dbus"


def make(root):
    unfinished = root + ".unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    print("bare root: debootstrap (a minute, once)", flush=True)
    subprocess.run(["debootstrap", "--variant=minbase", "--include=" + INCLUDED, "bookworm", unfinished, MIRROR],
                   check=True, stdout=subprocess.DEVNULL)
    shutil.copy("/etc/resolv.conf", unfinished + "/etc/resolv.conf")
    subprocess.run(["chroot", unfinished, "apt-get", "-qq", "update"], check=True)
    os.makedirs(unfinished + "/var/log/journal", exist_ok=True)  # the journal is kept over reboots
    os.rename(unfinished, root)


def download_needs(root, package):
    """What is there already is not fetched again; without a network that is enough."""
    inside = root + "/" + os.path.basename(package)
    shutil.copy(package, inside)
    try:
        subprocess.run(["chroot", root, "apt-get", "-qq", "--yes", "--no-install-recommends", "--download-only",
                        "install", "/" + os.path.basename(package), "acl"], check=True, stdout=subprocess.DEVNULL)
    finally:
        os.remove(inside)


def main(root, packages):
    if not os.path.isdir(root):
        make(root)
    for package in packages:
        download_needs(root, package)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
