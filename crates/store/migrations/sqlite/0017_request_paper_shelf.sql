-- A file of a request may stand on a shelf beside the database, under its digest: its row then has an empty `sealed`.
CREATE INDEX request_paper_on_shelf ON request_paper (digest) WHERE sealed = '';
