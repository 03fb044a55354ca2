"""A Debian of the test's own under systemd-nspawn: a copy of the bare root, booted, entered, rebooted, cut off."""

import os
import shutil
import subprocess
import tempfile

REBOOTED = 133  # systemd-nspawn: the machine asked for it


class Machine:
    def __init__(self, bare_root):
        self.folder = tempfile.mkdtemp(prefix="understudy-boot-")
        self.root = self.folder + "/root"
        subprocess.run(["cp", "-a", "--reflink=auto", bare_root, self.root], check=True)
        self.nspawn = None

    def boot(self):
        """Returns when all that is to be started has been; the word of systemctl is-system-running."""
        with open(self.folder + "/console", "ab") as console:
            self.nspawn = subprocess.Popen(
                ["systemd-nspawn", "--quiet", "-D", self.root, "--boot", "--register=no", "--keep-unit",
                 "--console=pipe", "--resolv-conf=off", "--timezone=off"],
                stdin=subprocess.DEVNULL, stdout=console, stderr=console)
        return self.until_it_runs()

    def until_it_runs(self):
        for _ in range(600):
            said = self.run("systemctl is-system-running --wait", check=False).strip()
            if said in ("running", "degraded"):
                return said
            self.rest()
        raise RuntimeError("the machine did not come up; see " + self.folder + "/console")

    def rest(self, seconds=0.2):
        """Lets a moment pass, or notices that the machine is gone."""
        try:
            self.nspawn.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return

    def leader(self):
        """The process id, out here, of the machine's first process; None before there is one."""
        try:
            with open(f"/proc/{self.nspawn.pid}/task/{self.nspawn.pid}/children", encoding="ascii") as file:
                children = file.read().split()
        except FileNotFoundError:
            return None
        return int(children[0]) if children else None

    def run(self, script, check=True, user=None):
        """What a shell in the machine says to `script`, standard error included. RuntimeError where it fails."""
        leader = self.leader()
        if leader is None:
            return ""
        become = ["runuser", "-u", user, "--"] if user else []
        done = subprocess.run(
            ["nsenter", "-t", str(leader), "-m", "-u", "-i", "-p", "--", "env", "-i", "LC_ALL=C.UTF-8",
             "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", *become, "sh", "-c", script],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if check and done.returncode != 0:
            raise RuntimeError(f"{script}: exit code {done.returncode}: {done.stdout}")
        return done.stdout

    def seen_from_here(self, path):
        """A path of the running machine, its temporary file systems included."""
        return f"/proc/{self.leader()}/root{path}"

    def put(self, path, text, mode=0o644):
        whole = self.root + path
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(whole, mode)

    def reboot(self):
        """In good order."""
        self.run("systemctl reboot", check=False)
        code = self.nspawn.wait(timeout=120)
        if code != REBOOTED:
            raise RuntimeError(f"the machine did not reboot but ended with {code}")
        return self.boot()

    def cut_the_power(self):
        """Every process is gone at once, and it boots again."""
        subprocess.run(["kill", "-KILL", str(self.leader())], check=True)
        self.nspawn.wait(timeout=60)
        return self.boot()

    def end(self, keep):
        if self.nspawn and self.nspawn.poll() is None:
            leader = self.leader()
            if leader:
                subprocess.run(["kill", "-KILL", str(leader)], check=False)
            try:
                self.nspawn.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.nspawn.kill()
        if keep:
            print("kept " + self.folder)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)
