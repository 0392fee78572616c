import SehatCore
import SehatStore

/// The tables of the ledger. Charges and postings are only ever added; a wrong one is undone by its reversal.
enum LedgerSchema {
    static let migrations = [
        Migration(
            "2026-11-21.5-ledger-books",
            """
            CREATE TABLE ledgerCharge (
                id INTEGER PRIMARY KEY,
                source TEXT NOT NULL,
                patientID INTEGER NOT NULL CONSTRAINT ledgerChargePatient REFERENCES patientsPatient (id),
                encounterID INTEGER CONSTRAINT ledgerChargeEncounter REFERENCES encountersEncounter (id),
                departmentID INTEGER,
                serviceID INTEGER NOT NULL CONSTRAINT ledgerChargeService REFERENCES directoryService (id),
                code TEXT NOT NULL,
                name TEXT NOT NULL,
                quantity INTEGER NOT NULL CHECK (quantity <> 0),
                unitPrice INTEGER NOT NULL CHECK (unitPrice >= 0),
                amount INTEGER NOT NULL,
                day TEXT NOT NULL,
                postedAt INTEGER NOT NULL,
                postedBy INTEGER,
                reversalOf INTEGER CONSTRAINT ledgerChargeReversed REFERENCES ledgerCharge (id),
                CONSTRAINT ledgerChargeAmount CHECK (amount = quantity * unitPrice),
                CONSTRAINT ledgerChargeSign CHECK ((reversalOf IS NOT NULL) = (quantity < 0))
            ) STRICT;
            CREATE UNIQUE INDEX ledgerChargeSource ON ledgerCharge (source);
            CREATE UNIQUE INDEX ledgerChargeReversal ON ledgerCharge (reversalOf) WHERE reversalOf IS NOT NULL;
            CREATE INDEX ledgerChargeByPatient ON ledgerCharge (patientID, id);

            CREATE TABLE ledgerClaim (
                chargeID INTEGER PRIMARY KEY CONSTRAINT ledgerClaimCharge REFERENCES ledgerCharge (id),
                billID INTEGER NOT NULL
            ) STRICT;

            CREATE TABLE ledgerPosting (
                sourceID INTEGER NOT NULL,
                event TEXT NOT NULL,
                account TEXT NOT NULL,
                departmentID INTEGER NOT NULL,
                amount INTEGER NOT NULL CHECK (amount <> 0),
                day TEXT NOT NULL,
                postedAt INTEGER NOT NULL,
                postedBy INTEGER,
                stationID INTEGER,
                CONSTRAINT ledgerPostingOnce PRIMARY KEY (sourceID, event, account, departmentID)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX ledgerPostingByDay ON ledgerPosting (day);

            CREATE TABLE ledgerDailyTotal (
                day TEXT NOT NULL,
                account TEXT NOT NULL,
                departmentID INTEGER NOT NULL,
                debit INTEGER NOT NULL CHECK (debit >= 0),
                credit INTEGER NOT NULL CHECK (credit >= 0),
                PRIMARY KEY (day, account, departmentID)
            ) STRICT, WITHOUT ROWID;
            """)
    ]

    static let violations: [String: Problem] = [
        "ledgerChargeSource": .chargedTwice,
        "ledgerCharge.source": .chargedTwice,
        "ledgerChargeReversal": .chargeReversed,
        "ledgerCharge.reversalOf": .chargeReversed,
        "ledgerClaim.chargeID": .chargeBilled,
        "ledgerPosting.sourceID, ledgerPosting.event, ledgerPosting.account, ledgerPosting.departmentID": .postedTwice,
    ]

    /// The columns of a charge that never change; whose it is may change with a merge, which the patient master watches.
    private static let chargeColumns = """
         OF id, source, encounterID, departmentID, serviceID, code, name, quantity, unitPrice, amount, day, postedAt,
        postedBy, reversalOf
        """

    /// The triggers that keep the books append-only.
    static let views = [("ledgerCharge", chargeColumns), ("ledgerPosting", "")].map { table, columns in
        """
        DROP TRIGGER IF EXISTS \(table)NoUpdate;
        CREATE TRIGGER \(table)NoUpdate BEFORE UPDATE\(columns) ON \(table)
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        DROP TRIGGER IF EXISTS \(table)NoDelete;
        CREATE TRIGGER \(table)NoDelete BEFORE DELETE ON \(table)
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        """
    }
}
