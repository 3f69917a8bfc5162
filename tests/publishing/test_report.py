"""Reports are kept as JSON, and read again."""

from __future__ import annotations

import json

import pytest

from frontdesk.publishing.report import Report, ReportError
from tests.publishing.reports import asked, examined, report_of, with_outcomes


@pytest.mark.parametrize("report", [
    report_of(examined()), report_of(with_outcomes(examined(), asked(1, outcome="wrong", given="faq/x")), examined()),
    report_of(examined(safety=None, conversations=())),
])
def test_a_report_is_read_as_it_was_written(report: Report) -> None:
    assert Report.from_dict(json.loads(json.dumps(report.as_dict()))) == report


WHOLE = report_of(examined()).as_dict()


@pytest.mark.parametrize("data", [
    {}, {"format": 0}, {"format": 1}, {"format": 1, "figures": 5}, {**WHOLE, "figures": [{"a": 1}]},
    {**WHOLE, "more": 1}, {**WHOLE, "left_out": None},
])
def test_anything_else_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ReportError, match="read"):
        Report.from_dict(data)
