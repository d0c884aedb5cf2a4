-- What was sent under a key and had an effect: sent again it has none, and is answered as before.
CREATE TABLE sent (
    account TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    -- A digest of method, address and body: the same key with another is refused.
    fingerprint TEXT COLLATE "C" NOT NULL,
    -- Tells the request that had the effect from others under the same key.
    arrival TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    -- What was answered, once it is known.
    status BIGINT,
    location TEXT COLLATE "C",
    PRIMARY KEY (account, key)
);
CREATE INDEX sent_by_time ON sent (at);
