-- step 2 is the last
CREATE TABLE "migration" ("number" INTEGER PRIMARY KEY, "name" TEXT NOT NULL) STRICT;
CREATE TABLE "entry" (
  "number" INTEGER PRIMARY KEY,
  "request" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "bytes" BLOB NOT NULL,
  CONSTRAINT "entry(request)" UNIQUE ("request")
) STRICT;
CREATE INDEX "entry by day" ON "entry" ("day", "number");
CREATE INDEX "entry by kind" ON "entry" ("kind", "number");
CREATE TABLE "node" ("level" INTEGER NOT NULL, "place" INTEGER NOT NULL, "hash" BLOB NOT NULL,
  PRIMARY KEY ("level", "place")) STRICT, WITHOUT ROWID;
CREATE TABLE "checkpoint" ("entries" INTEGER PRIMARY KEY REFERENCES "entry" ("number"), "note" TEXT NOT NULL) STRICT;
CREATE TABLE "workspace" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "workspace" TEXT NOT NULL,
  "zone" TEXT NOT NULL,
  "fictitious" TEXT NOT NULL,
  "program" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "workspace(workspace)" UNIQUE ("workspace")
) STRICT;
CREATE TABLE "signer" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "signer(key)" UNIQUE ("key")
) STRICT;
CREATE TABLE "text" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "path" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "contract" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place")
) STRICT;
CREATE TABLE "submission" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "operator" TEXT NOT NULL,
  "submission" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "stated" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "submission(operator,submission)" UNIQUE ("operator", "submission")
) STRICT;
CREATE TABLE "withdrawal" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "operator" TEXT NOT NULL,
  "submission" TEXT NOT NULL,
  "piece" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "withdrawal(operator,submission,piece)" UNIQUE ("operator", "submission", "piece")
) STRICT;
CREATE TABLE "public_day" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "day" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place")
) STRICT;
CREATE TABLE "account" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "account" TEXT NOT NULL,
  "person" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "account(account)" UNIQUE ("account")
) STRICT;
CREATE TABLE "mandate" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "account" TEXT NOT NULL,
  "role" TEXT NOT NULL,
  "whom" TEXT NOT NULL,
  "of" TEXT NOT NULL,
  "since" TEXT NOT NULL,
  "until" TEXT NOT NULL,
  "ceiling" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place")
) STRICT;
CREATE TABLE "dismissal" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "account" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "dismissal(account)" UNIQUE ("account")
) STRICT;
CREATE TABLE "deputy" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "account" TEXT NOT NULL,
  "deputy" TEXT NOT NULL,
  "since" TEXT NOT NULL,
  "until" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place")
) STRICT;
CREATE TABLE "secret" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "account" TEXT NOT NULL,
  "means" TEXT NOT NULL,
  "seal" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place")
) STRICT;
CREATE TABLE "factor" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "account" TEXT NOT NULL,
  "seal" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place")
) STRICT;
CREATE TABLE "proposal" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "contract" TEXT NOT NULL,
  "path" TEXT NOT NULL,
  "version" TEXT NOT NULL,
  "how" TEXT NOT NULL,
  "parties" TEXT NOT NULL,
  "agreement" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place")
) STRICT;
CREATE TABLE "part" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "agreement" TEXT NOT NULL,
  "part" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place")
) STRICT;
CREATE TABLE "signature" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "proposal" TEXT NOT NULL,
  "agreement" TEXT NOT NULL,
  "party" TEXT NOT NULL,
  "act" TEXT NOT NULL,
  "file" TEXT NOT NULL,
  "signed_on" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place")
) STRICT;
CREATE TABLE "proposal_end" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "proposal" TEXT NOT NULL,
  "contract" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "proposal_end(proposal)" UNIQUE ("proposal")
) STRICT;
CREATE TABLE "in_force" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "proposal" TEXT NOT NULL,
  "contract" TEXT NOT NULL,
  "agreement" TEXT NOT NULL,
  "path" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "how" TEXT NOT NULL,
  "from_day" TEXT NOT NULL,
  "reference" TEXT NOT NULL,
  "published" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "in_force(proposal)" UNIQUE ("proposal")
) STRICT;
CREATE TABLE "witness" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "entries" TEXT NOT NULL,
  "root" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "witness(entries,key)" UNIQUE ("entries", "key")
) STRICT;
CREATE TABLE "lost" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "first" TEXT NOT NULL,
  "last" TEXT NOT NULL,
  "root" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "lost(first)" UNIQUE ("first")
) STRICT;
CREATE TABLE "enrolment" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "operator" TEXT NOT NULL,
  "act" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  "contracts" TEXT NOT NULL,
  "ecosystems" TEXT NOT NULL,
  "grouping" TEXT NOT NULL,
  "sites" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place")
) STRICT;
CREATE TABLE "held" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "operator" TEXT NOT NULL,
  "affiliation" TEXT NOT NULL,
  "since" TEXT NOT NULL,
  "until" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place")
) STRICT;
CREATE TABLE "balance" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "operator" TEXT NOT NULL,
  "head" TEXT NOT NULL,
  "year" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "decided" TEXT NOT NULL,
  "paid" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "balance(operator,head,year,key)" UNIQUE ("operator", "head", "year", "key")
) STRICT;
CREATE TABLE "wrong_clock" (
  "entry" INTEGER NOT NULL REFERENCES "entry" ("number"),
  "place" INTEGER NOT NULL,
  "first" TEXT NOT NULL,
  "last" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  PRIMARY KEY ("entry", "place"),
  CONSTRAINT "wrong_clock(last)" UNIQUE ("last")
) STRICT;
