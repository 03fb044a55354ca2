"""What happens to a studio's server, in this order, on one machine."""

import json


def it_is_installed(studio, package):
    """From a bare Debian to a service that waits for a key."""
    see, machine = studio.report.see, studio.machine
    see("a bare Debian boots, with nothing failed", machine.boot() == "running", machine.run("systemctl --failed"))
    said = studio.install(package)
    see("the package is installed, with all that it needs", "Setting up understudy" in said, said)
    for what in ("/etc/credstore/cartesia_api_key", "setfacl", "usermod -aG understudy NAME"):
        see(f"it says what to do next: {what}", what in said, said)
    see("the service runs at once, with its configuration as it came", studio.runs(), studio.journal())
    see("so does its socket", studio.fact("ActiveState", "understudyd.socket") == "active")
    see("both will after a reboot", machine.run(
        "systemctl is-enabled understudyd.service understudyd.socket").split() == ["enabled", "enabled"])
    see("it waits for a key and says so", studio.said("jobs wait for an API key"), studio.journal())
    see("nothing failed", not machine.run("systemctl --failed --no-legend").strip())
    see("it is installed a second time without a complaint", "error" not in machine.run(
        "dpkg -i /new.deb && sh /var/lib/dpkg/info/understudy.postinst configure").lower())
    exposed = machine.run("systemd-analyze security understudyd.service | tail -n 1").strip()
    studio.report.note("as it runs: " + exposed.lstrip("→ "))


def it_is_set_up(studio):
    """What an operator does once: key, recordings, people."""
    see, machine = studio.report.see, studio.machine
    studio.bring_recordings()
    studio.configure()
    machine.run("useradd --create-home anna")
    refused = studio.cli("list", check=False)
    see("a person who is not in the group is told how to get in", "usermod -aG understudy" in refused, refused)
    machine.run("usermod -aG understudy anna")
    machine.put("/key", studio.cloud.KEY + "\n", 0o600)
    machine.run("install -D -m 0600 /key /etc/credstore/cartesia_api_key && rm /key && systemctl restart understudyd")
    checks = json.loads(studio.cli("doctor --json", check=False))["checks"]
    root = [check for check in checks if check["name"] == "root"]
    see("doctor says how to let the service read the recordings", root and "setfacl -R -m u:understudy:rX /srv/recordings"
        in str(root[0]["cure"]), root)
    machine.run("setfacl -R -m u:understudy:rX,d:u:understudy:rX /srv/recordings")
    checks = json.loads(studio.cli("doctor --json", check=False))["checks"]
    failed = [check for check in checks if check["verdict"] == "fail"]
    see("after that, doctor finds nothing wrong: key, probe, recordings, database", not failed, failed)


def recordings_lie_in_a_home(studio):
    """Hidden by the unit, closed by its owner: what doctor says is done, line by line, until it is content."""
    machine, folder = studio.machine, "/home/anna/recordings"
    machine.run(f"mkdir {folder} && cp /srv/recordings/allison/vm-*.wav {folder} && chown -R anna: /home/anna && "
                "chmod 0700 /home/anna && cp /etc/understudy/understudy.toml /good && "
                f"sed -i 's|^roots = .*|roots = [\"{folder}\"]|' /etc/understudy/understudy.toml && "
                "systemctl restart understudyd")
    cures, check = [], {}
    for _ in range(5):
        checks = json.loads(studio.cli("doctor --json", check=False))["checks"]
        check = [check for check in checks if check["name"] == "root"][0]
        if check["verdict"] == "pass":
            break
        cures.append(check["cure"])
        for line in check["cure"].split("\n")[1:]:
            if not line.endswith(":"):
                machine.run(line.replace("sudo ", ""))
    studio.report.see("doctor says that homes are hidden", "ProtectHome=read-only" in str(cures), check)
    studio.report.see("and its lines, one after the other, cure it", check["verdict"] == "pass", cures)
    machine.run("cp /good /etc/understudy/understudy.toml && rm -r /etc/systemd/system/understudyd.service.d && "
                "systemctl daemon-reload && systemctl restart understudyd")


def it_works(studio):
    """A job from its submission to the voices, by a person of the group."""
    job_id = studio.in_mid_training("Allison")
    studio.ends_well("Allison", job_id)
    voices = json.loads(studio.cli(f"voices {job_id} --json"))
    studio.report.see("its voices are there", len(voices["data"] if isinstance(voices, dict) else voices) == 4, voices)
    report = studio.cli(f"preflight /srv/recordings/allison --json", check=False)
    studio.report.see("the probe hears recordings inside the unit", '"pass"' in report or '"warn"' in report, report[:400])


def it_is_reloaded_and_restarted(studio):
    see = studio.report.see
    pid = studio.fact("MainPID")
    with studio.callers() as callers:
        studio.machine.run("systemctl reload understudyd")
        studio.report.until("a reload is taken over", lambda: studio.said("configuration reloaded"))
    see("nobody was refused during the reload", callers.all_were_answered(), callers.words())
    see("it is the same process", studio.fact("MainPID") == pid)
    with studio.callers() as callers:
        studio.machine.run("systemctl restart understudyd && systemctl restart understudyd")
    see("nobody was refused during two restarts", callers.all_were_answered(), callers.words())
    see("it is another process", studio.fact("MainPID") != pid)


def it_is_misconfigured(studio):
    """Exit code 78: nothing is tried again and again, not even by callers; corrected, a restart is enough."""
    see, machine = studio.report.see, studio.machine
    machine.run("cp /etc/understudy/understudy.toml /good && echo 'nonsense = 1' >>/etc/understudy/understudy.toml")
    machine.run("systemctl reload understudyd")
    see("a reload of a wrong configuration changes nothing", studio.runs() and studio.said("was not reloaded"))
    machine.run("systemctl restart understudyd", check=False)
    see("with a wrong configuration it does not start, and says so", studio.fact("ExecMainStatus") == "78" and
        studio.said("nonsense"), studio.journal())
    said = studio.cli("list", check=False)
    see("who calls is told that there is no answer", "does not answer" in said or "answer-lost" in said, said)
    studio.report.until("it comes to rest, whoever calls", lambda: studio.fact("ActiveState") == "failed" and
                        studio.fact("ActiveState", "understudyd.socket") == "failed", wrong=studio.journal)
    machine.run("cp /good /etc/understudy/understudy.toml && systemctl restart understudyd")
    see("corrected, a restart is enough", studio.runs() and "data" in studio.cli("list --json"), studio.journal())
    see("and its socket is back, too", studio.fact("ActiveState", "understudyd.socket") == "active")


def it_is_stopped_in_mid_upload(studio):
    job_id = studio.in_mid_upload("Stopped")
    seconds = studio.seconds_of("systemctl stop understudyd.socket understudyd.service")
    studio.report.note(f"stopped in mid-upload within {seconds:.2f} s")
    studio.report.see("it ended as it was asked to", studio.fact("Result") == "success", studio.journal())
    studio.machine.run("systemctl start understudyd.socket understudyd.service")
    studio.ends_well("Stopped", job_id)


def it_is_killed(studio):
    job_id = studio.in_mid_upload("Killed")
    before = int(studio.fact("NRestarts"))
    studio.machine.run("systemctl kill --kill-whom=main --signal=KILL understudyd")
    studio.report.until("it is back after kill -9", lambda: int(studio.fact("NRestarts")) > before and studio.runs())
    studio.ends_well("Killed", job_id)


def it_hangs(studio):
    """SIGSTOP: the watchdog, shortened here, hears nothing any more."""
    studio.machine.put("/etc/systemd/system/understudyd.service.d/watchdog.conf", "[Service]\nWatchdogSec=3s\n")
    studio.machine.run("systemctl daemon-reload && systemctl restart understudyd")
    job_id = studio.in_mid_training("Hung")
    before = int(studio.fact("NRestarts"))
    studio.machine.run("systemctl kill --kill-whom=main --signal=STOP understudyd")
    studio.report.until("what hangs is ended and started again", lambda: int(studio.fact("NRestarts")) > before and
                        studio.runs(), wrong=studio.journal)
    studio.report.see("by the watchdog", "Watchdog timeout" in studio.journal(200), studio.journal())
    studio.machine.run("rm /etc/systemd/system/understudyd.service.d/watchdog.conf && systemctl daemon-reload && "
                       "systemctl restart understudyd")
    studio.ends_well("Hung", job_id)


def it_reboots(studio):
    see, machine = studio.report.see, studio.machine
    uploading = studio.in_mid_upload("Rebooted-in-upload")
    see("it reboots in mid-upload", machine.reboot() == "running", machine.run("systemctl --failed"))
    studio.ends_well("Rebooted-in-upload", uploading)
    training = studio.in_mid_training("Rebooted-in-training")
    see("it reboots in mid-training", machine.reboot() == "running", machine.run("systemctl --failed"))
    studio.ends_well("Rebooted-in-training", training)
    training = studio.in_mid_training("Without-power")
    uploading = studio.in_mid_upload("Without-power-either")
    see("its power is cut, in mid-training and mid-upload", machine.cut_the_power() == "running",
        machine.run("systemctl --failed"))
    studio.ends_well("Without-power", training)
    studio.ends_well("Without-power-either", uploading)


def it_is_upgraded(studio, package):
    see, machine = studio.report.see, studio.machine
    training = studio.in_mid_training("Upgraded-in-training")
    uploading = studio.in_mid_upload("Upgraded-in-upload")
    old = machine.run("dpkg-query -W -f '${Version}' understudy")
    with studio.callers() as callers:
        said = studio.install(package)
        studio.report.until("the service runs after the upgrade", studio.runs, wrong=studio.journal)
    see("nobody was refused during the upgrade", callers.all_were_answered(), callers.words())
    new = machine.run("dpkg-query -W -f '${Version}' understudy")
    see(f"it is another version: {old}, then {new}", old != new, said)
    see("what the operator configured is kept, and nobody was asked", studio.cloud.url in machine.run(
        "cat /etc/understudy/understudy.toml"), said)
    studio.ends_well("Upgraded-in-training", training)
    studio.ends_well("Upgraded-in-upload", uploading)


def it_is_removed(studio, package):
    see, machine = studio.report.see, studio.machine
    jobs = studio.cli("list --limit 100 --json")
    machine.run("apt-get --yes remove understudy")
    see("removed, it does not run", studio.fact("ActiveState") != "active")
    see("nor does anything listen for it", not machine.run("ls /run/understudy/understudy.sock 2>/dev/null", check=False))
    see("what was bought is kept", machine.run("ls /var/lib/understudy/understudy.db"))
    studio.install(package)
    studio.report.until("installed again, it runs", studio.runs, wrong=studio.journal)
    see("with all its jobs", studio.cli("list --limit 100 --json") == jobs)
    said = machine.run("apt-get --yes purge understudy")
    see("a purge says that what was bought stays in the cloud", "stays in the cloud" in said, said)
    left = machine.run("ls -d /var/lib/understudy /etc/understudy/understudy.toml /run/understudy 2>/dev/null; "
                       "find /etc/systemd /var/lib/systemd/deb-systemd-helper* -name 'understudy*'", check=False)
    see("and leaves nothing of its own", not left.strip(), left)
    see("a second purge has nothing to do", "isn't installed" in machine.run("dpkg --purge understudy"))
    see("nothing failed on the machine", not machine.run("systemctl --failed --no-legend").strip())
