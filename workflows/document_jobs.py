"""What the worker does for documents. Every job is safe to run twice, and its arguments are ids only."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from expertteam.cases import scanning
from workflows.links import case_path

# A scanner that is being updated is back within minutes; after that, once an hour.
RETRY = RetryStrategy(max_attempts=5, exponential_wait=4)


@app.task(name=scanning.JOB, retry=RETRY)
def scan_document(document_id: int) -> None:
    """Let the virus scanner judge one document."""
    scanning.scan(document_id=document_id, path_of=case_path)


@app.periodic(cron="30 * * * *")
@app.task(name="scan_waiting_documents", queueing_lock="scan_waiting_documents")
def scan_waiting_documents(timestamp: int) -> None:
    """Every hour: once more for each document that is still in quarantine."""
    for document in scanning.waiting():
        scanning.queue(document)
