-- What was sent under a key and had an effect: sent again it has none, and is answered as before.
CREATE TABLE sent (
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    -- A digest of method, address and body: the same key with another is refused.
    fingerprint TEXT NOT NULL,
    -- Tells the request that had the effect from others under the same key.
    arrival TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- What was answered, once it is known.
    status INTEGER,
    location TEXT,
    PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX sent_by_time ON sent (at);
