import pytest

pytest.register_assert_rewrite("tests.reports.pdf_checks")
