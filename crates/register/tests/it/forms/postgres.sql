-- step 2 is the last
CREATE TABLE "migration" ("number" BIGINT PRIMARY KEY, "name" TEXT COLLATE "C" NOT NULL);
CREATE TABLE "entry" (
  "number" BIGINT PRIMARY KEY,
  "request" TEXT COLLATE "C" NOT NULL,
  "day" TEXT COLLATE "C" NOT NULL,
  "kind" TEXT COLLATE "C" NOT NULL,
  "bytes" BYTEA NOT NULL,
  CONSTRAINT "entry(request)" UNIQUE ("request")
);
CREATE INDEX "entry by day" ON "entry" ("day", "number");
CREATE INDEX "entry by kind" ON "entry" ("kind", "number");
CREATE TABLE "node" ("level" BIGINT NOT NULL, "place" BIGINT NOT NULL, "hash" BYTEA NOT NULL,
  PRIMARY KEY ("level", "place"));
CREATE TABLE "checkpoint" ("entries" BIGINT PRIMARY KEY REFERENCES "entry" ("number"), "note" TEXT COLLATE "C" NOT NULL);
CREATE TABLE "workspace" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "workspace" TEXT COLLATE "C" NOT NULL,
  "zone" TEXT COLLATE "C" NOT NULL,
  "fictitious" TEXT COLLATE "C" NOT NULL,
  "program" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "workspace(workspace)" UNIQUE ("workspace")
);
CREATE TABLE "signer" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "key" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "signer(key)" UNIQUE ("key")
);
CREATE TABLE "text" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "path" TEXT COLLATE "C" NOT NULL,
  "sha256" TEXT COLLATE "C" NOT NULL,
  "contract" TEXT COLLATE "C" NOT NULL,
  "kind" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place")
);
CREATE TABLE "submission" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "operator" TEXT COLLATE "C" NOT NULL,
  "submission" TEXT COLLATE "C" NOT NULL,
  "sha256" TEXT COLLATE "C" NOT NULL,
  "day" TEXT COLLATE "C" NOT NULL,
  "kind" TEXT COLLATE "C" NOT NULL,
  "stated" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "submission(operator,submission)" UNIQUE ("operator", "submission")
);
CREATE TABLE "withdrawal" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "operator" TEXT COLLATE "C" NOT NULL,
  "submission" TEXT COLLATE "C" NOT NULL,
  "piece" TEXT COLLATE "C" NOT NULL,
  "reason" TEXT COLLATE "C" NOT NULL,
  "day" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "withdrawal(operator,submission,piece)" UNIQUE ("operator", "submission", "piece")
);
CREATE TABLE "public_day" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "day" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place")
);
CREATE TABLE "account" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "account" TEXT COLLATE "C" NOT NULL,
  "person" TEXT COLLATE "C" NOT NULL,
  "language" TEXT COLLATE "C" NOT NULL,
  "day" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "account(account)" UNIQUE ("account")
);
CREATE TABLE "mandate" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "account" TEXT COLLATE "C" NOT NULL,
  "role" TEXT COLLATE "C" NOT NULL,
  "whom" TEXT COLLATE "C" NOT NULL,
  "of" TEXT COLLATE "C" NOT NULL,
  "since" TEXT COLLATE "C" NOT NULL,
  "until" TEXT COLLATE "C" NOT NULL,
  "ceiling" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place")
);
CREATE TABLE "dismissal" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "account" TEXT COLLATE "C" NOT NULL,
  "reason" TEXT COLLATE "C" NOT NULL,
  "day" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "dismissal(account)" UNIQUE ("account")
);
CREATE TABLE "deputy" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "account" TEXT COLLATE "C" NOT NULL,
  "deputy" TEXT COLLATE "C" NOT NULL,
  "since" TEXT COLLATE "C" NOT NULL,
  "until" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place")
);
CREATE TABLE "secret" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "account" TEXT COLLATE "C" NOT NULL,
  "means" TEXT COLLATE "C" NOT NULL,
  "seal" TEXT COLLATE "C" NOT NULL,
  "day" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place")
);
CREATE TABLE "factor" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "account" TEXT COLLATE "C" NOT NULL,
  "seal" TEXT COLLATE "C" NOT NULL,
  "day" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place")
);
CREATE TABLE "proposal" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "contract" TEXT COLLATE "C" NOT NULL,
  "path" TEXT COLLATE "C" NOT NULL,
  "version" TEXT COLLATE "C" NOT NULL,
  "how" TEXT COLLATE "C" NOT NULL,
  "parties" TEXT COLLATE "C" NOT NULL,
  "agreement" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place")
);
CREATE TABLE "part" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "agreement" TEXT COLLATE "C" NOT NULL,
  "part" TEXT COLLATE "C" NOT NULL,
  "name" TEXT COLLATE "C" NOT NULL,
  "sha256" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place")
);
CREATE TABLE "signature" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "proposal" TEXT COLLATE "C" NOT NULL,
  "agreement" TEXT COLLATE "C" NOT NULL,
  "party" TEXT COLLATE "C" NOT NULL,
  "act" TEXT COLLATE "C" NOT NULL,
  "file" TEXT COLLATE "C" NOT NULL,
  "signed_on" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place")
);
CREATE TABLE "proposal_end" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "proposal" TEXT COLLATE "C" NOT NULL,
  "contract" TEXT COLLATE "C" NOT NULL,
  "reason" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "proposal_end(proposal)" UNIQUE ("proposal")
);
CREATE TABLE "in_force" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "proposal" TEXT COLLATE "C" NOT NULL,
  "contract" TEXT COLLATE "C" NOT NULL,
  "agreement" TEXT COLLATE "C" NOT NULL,
  "path" TEXT COLLATE "C" NOT NULL,
  "sha256" TEXT COLLATE "C" NOT NULL,
  "how" TEXT COLLATE "C" NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL,
  "reference" TEXT COLLATE "C" NOT NULL,
  "published" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "in_force(proposal)" UNIQUE ("proposal")
);
CREATE TABLE "witness" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "entries" TEXT COLLATE "C" NOT NULL,
  "root" TEXT COLLATE "C" NOT NULL,
  "key" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "witness(entries,key)" UNIQUE ("entries", "key")
);
CREATE TABLE "lost" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "first" TEXT COLLATE "C" NOT NULL,
  "last" TEXT COLLATE "C" NOT NULL,
  "root" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "lost(first)" UNIQUE ("first")
);
CREATE TABLE "enrolment" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "operator" TEXT COLLATE "C" NOT NULL,
  "act" TEXT COLLATE "C" NOT NULL,
  "day" TEXT COLLATE "C" NOT NULL,
  "contracts" TEXT COLLATE "C" NOT NULL,
  "ecosystems" TEXT COLLATE "C" NOT NULL,
  "grouping" TEXT COLLATE "C" NOT NULL,
  "sites" TEXT COLLATE "C" NOT NULL,
  "source" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place")
);
CREATE TABLE "held" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "operator" TEXT COLLATE "C" NOT NULL,
  "affiliation" TEXT COLLATE "C" NOT NULL,
  "since" TEXT COLLATE "C" NOT NULL,
  "until" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place")
);
CREATE TABLE "balance" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "operator" TEXT COLLATE "C" NOT NULL,
  "head" TEXT COLLATE "C" NOT NULL,
  "year" TEXT COLLATE "C" NOT NULL,
  "key" TEXT COLLATE "C" NOT NULL,
  "decided" TEXT COLLATE "C" NOT NULL,
  "paid" TEXT COLLATE "C" NOT NULL,
  "source" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "balance(operator,head,year,key)" UNIQUE ("operator", "head", "year", "key")
);
CREATE TABLE "wrong_clock" (
  "entry" BIGINT NOT NULL REFERENCES "entry" ("number"),
  "place" BIGINT NOT NULL,
  "first" TEXT COLLATE "C" NOT NULL,
  "last" TEXT COLLATE "C" NOT NULL,
  "day" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "wrong_clock(last)" UNIQUE ("last")
);
