"""The test of traffic sees what is not as the document says."""

import json
import unittest

from document import document_of_the_project
from traffic_rule import answer_faults, request_faults

DOCUMENT = document_of_the_project()


def exchange(**other):
    usual = {"method": "GET", "target": "/livez", "headers": [], "body": "", "status": 200,
             "answer_headers": [["Content-Type", "application/json"], ["Cache-Control", "no-store"]],
             "answer": '{"status":"alive"}\n'}
    return {**usual, **other}


def submission(body, status=201):
    job = DOCUMENT.root["components"]["examples"]["DraftJob"]["value"]
    return exchange(method="POST", target="/v1/jobs", body=json.dumps(body), status=status, answer=json.dumps(job),
                    headers=[["Content-Type", "application/json"]],
                    answer_headers=[["content-type", "application/json"], ["Location", "/v1/jobs/x"], ["ETag", '"1-0"']])


class AnAnswer(unittest.TestCase):
    def test_that_is_described_is_good(self):
        self.assertEqual(answer_faults(DOCUMENT, exchange()), [])
        self.assertEqual(answer_faults(DOCUMENT, exchange(method="HEAD", answer="")), [])

    def test_that_is_not_described_is_seen(self):
        for other in ({"status": 418},
                      {"answer": '{"status":"alive","mood":"fine"}'},
                      {"answer": "{"},
                      {"answer_headers": [["Content-Type", "text/plain"]]},
                      {"answer_headers": [["Content-Type", "application/json"], ["X-Mood", "fine"]]},
                      {"target": "/nothing"}):
            self.assertEqual(len(answer_faults(DOCUMENT, exchange(**other))), 1, other)

    def test_that_lacks_a_header_is_seen(self):
        good = submission({})
        self.assertEqual(answer_faults(DOCUMENT, good), [])
        good["answer_headers"].pop()
        self.assertEqual(len(answer_faults(DOCUMENT, good)), 1)


class ARequest(unittest.TestCase):
    def test_that_was_carried_out_must_be_allowed(self):
        good = {"name": "Anna", "language": "en", "recordings": ["/srv/recordings/anna"]}
        self.assertEqual(request_faults(DOCUMENT, submission(good)), [])
        for bad in ({**good, "nmae": "x"}, {**good, "start": "yes"}, {"name": "Anna", "language": "en"}):
            self.assertEqual(len(request_faults(DOCUMENT, submission(bad))), 1, bad)
            self.assertEqual(request_faults(DOCUMENT, submission(bad, status=422)), [])

    def test_with_a_parameter_that_is_not_described_is_seen(self):
        for target, faults in (("/v1/jobs?limit=7&state=draft,failed", 0), ("/v1/jobs?limit=many", 1),
                               ("/v1/jobs?state=asleep", 1), ("/v1/jobs?colour=red", 1)):
            self.assertEqual(len(request_faults(DOCUMENT, exchange(target=target))), faults, target)


if __name__ == "__main__":
    unittest.main()
