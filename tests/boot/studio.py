"""The studio on the booted machine: its recordings, its operator's configuration, a person with the command line."""

import json
import shutil
import socket
import time

from callers import Callers

SOUNDS = "/usr/share/asterisk/sounds/es_MX_f_Allison"
SOCKET = "/run/understudy/understudy.sock"
UNIT = "understudyd.service"


class Studio:
    def __init__(self, machine, cloud, report):
        self.machine, self.cloud, self.report = machine, cloud, report

    def bring_recordings(self):
        """Half an hour of a person's voice, in a folder that only its owner may read."""
        recordings = self.machine.root + "/srv/recordings"
        shutil.copytree(SOUNDS, recordings + "/allison")
        self.machine.run("chown -R games: /srv/recordings && chmod 0750 /srv/recordings")

    def configure(self):
        shutil.copy(self.cloud.ca_path, self.machine.root + "/etc/understudy/cloud.pem")
        self.machine.run("chmod 0644 /etc/understudy/cloud.pem")
        self.machine.put("/etc/understudy/understudy.toml", f"""[cartesia]
base_url = "{self.cloud.url}"
ca_file = "/etc/understudy/cloud.pem"
requests_per_second = 100
[recordings]
roots = ["/srv/recordings"]
[training]
poll_interval = "1s"
""")

    def cli(self, words, user="anna", check=True):
        return self.machine.run("understudy " + words, user=user, check=check)

    def submit(self, name):
        """Its id; it goes up as fast as `limit` lets it."""
        answer = self.cli(f"submit /srv/recordings/allison --name {name} --language es --yes --json")
        return json.loads(answer)["id"]

    def job(self, job_id):
        return json.loads(self.cli(f"show {job_id} --json"))

    def state(self, job_id):
        return self.job(job_id)["state"]

    def is_in_mid_upload(self, job_id):
        job = self.job(job_id)
        return job["state"] == "uploading" and 0 < job["progress"]["files_done"] < job["progress"]["files_total"]

    def in_mid_upload(self, name):
        self.cli("limit 512KiB")
        job_id = self.submit(name)
        self.report.until(f"{name} is in mid-upload", lambda: self.is_in_mid_upload(job_id), wrong=self.journal)
        return job_id

    def in_mid_training(self, name):
        self.cli("limit off")
        job_id = self.submit(name)
        self.report.until(f"{name} is in mid-training", lambda: self.state(job_id) == "training" and
                          self.job(job_id)["fine_tune_id"], wrong=self.journal)
        return job_id

    def purchases(self, name):
        return [purchase for purchase in self.cloud.purchases() if purchase["name"] == name]

    def ends_well(self, name, job_id):
        """It is brought to its end, and was paid once, with every recording in its dataset once."""
        self.cli("limit off")
        self.report.until(f"{name} is in training in the end, whatever happened", lambda:
                          self.state(job_id) in ("training", "completed") and self.purchases(name), wrong=self.journal)
        self.cloud.finish_trainings()
        self.report.until(f"{name} is completed", lambda: self.state(job_id) == "completed", wrong=self.journal)
        bought = self.purchases(name)
        self.report.see(f"{name} was paid once", len(bought) == 1, bought)
        dataset = self.job(job_id)["dataset_id"]
        names = [file["filename"] for file in self.cloud.files() if file["dataset"] == dataset]
        total = self.job(job_id)["progress"]["files_total"]
        self.report.see(f"each of its {total} recordings is in the cloud once",
                        len(names) == len(set(names)) == total, f"{len(names)} files, {len(set(names))} names")

    def fact(self, name, unit=UNIT):
        return self.machine.run(f"systemctl show --value -p {name} {unit}").strip()

    def runs(self):
        return self.fact("ActiveState") == "active"

    def journal(self, lines=25):
        return self.machine.run(f"journalctl --no-pager -o cat -n {lines} -u {UNIT} -u understudyd.socket", check=False)

    def said(self, words):
        return words in self.machine.run(f"journalctl --no-pager -o cat -u {UNIT}", check=False)

    def callers(self):
        """By TCP and by the unix socket, as root."""
        return Callers({"tcp": (socket.AF_INET, ("127.0.0.1", 7878)),
                        "unix": (socket.AF_UNIX, self.machine.seen_from_here(SOCKET))})

    def install(self, package):
        """Without a network: what it needs, and the recommended acl, has been downloaded. What apt said."""
        shutil.copy(package, self.machine.root + "/new.deb")
        return self.machine.run("apt-get --yes --no-install-recommends install /new.deb acl")

    def seconds_of(self, script):
        begun = time.monotonic()
        self.machine.run(script)
        return time.monotonic() - begun
