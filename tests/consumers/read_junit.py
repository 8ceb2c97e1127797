"""Reads a junit report with junitparser and prints its cases as
expected_verdicts.py does. Fails when counts are wrong or names repeat."""

import json
import sys

from junitparser import Error, Failure, JUnitXml, Skipped

STATUS = {Failure: "failure", Error: "error", Skipped: "skipped"}


def read_case(case):
    attributes = case._elem.attrib
    found = {
        "name": case.name,
        "file": attributes["file"],
        "line": attributes["line"],
        "status": "passed",
        "message": "",
        "body": case.system_out or "",
    }
    assert len(case.result) <= 1, case.result
    assert case.time == 0, case.time
    for result in case.result:
        found["status"] = STATUS[type(result)]
        found["message"] = result.message
        found["body"] = result.text
    return found


def count(cases, status):
    return sum(case["status"] == status for case in cases)


def main():
    report = JUnitXml.fromfile(sys.argv[1])
    everything, names, suites = [], set(), set()
    for suite in report:
        cases = [read_case(case) for case in suite]
        names |= {(case.classname, case.name) for case in suite}
        suites.add(suite.name)
        assert suite.tests == len(cases), suite.name
        assert suite.failures == count(cases, "failure"), suite.name
        assert suite.errors == count(cases, "error"), suite.name
        assert suite.skipped == count(cases, "skipped"), suite.name
        everything += cases
    assert len(names) == len(everything), "cases of one name"
    assert len(suites) == len(list(report)), "suites of one name"
    assert report.tests == len(everything)
    assert report.failures == count(everything, "failure")
    assert report.errors == count(everything, "error")
    json.dump(everything, sys.stdout, indent=1, sort_keys=True)
    print()


main()
