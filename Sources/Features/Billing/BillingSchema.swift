import SehatCore
import SehatStore

/// The tables of billing. A bill's snapshot, its lines, payments and tenders never change once they stand.
enum BillingSchema {
    static let migrations = [
        Migration("2026-11-21.6-billing-bill", bill),
        Migration("2026-11-21.7-billing-payment", payment),
    ]

    static let violations: [String: Problem] = [
        "billingBill.number": .stale, "billingPayment.receiptNumber": .stale,
        "billingBillPaid": .stale,
    ]

    private static let bill = """
        CREATE TABLE billingBill (
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL,
            fiscalYear INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            status TEXT NOT NULL CONSTRAINT billingBillStatus
                CHECK (status IN ('issued', 'part-paid', 'settled', 'cancelled')),
            patientID INTEGER NOT NULL CONSTRAINT billingBillPatient REFERENCES patientsPatient (id),
            encounterID INTEGER CONSTRAINT billingBillEncounter REFERENCES encountersEncounter (id),
            stationID INTEGER,
            day TEXT NOT NULL,
            patientMRN TEXT NOT NULL,
            patientName TEXT NOT NULL,
            patientOtherName TEXT,
            patientLanguage TEXT,
            visitNumber TEXT,
            token TEXT,
            departmentName TEXT,
            practitionerName TEXT,
            scheme TEXT NOT NULL,
            gross INTEGER NOT NULL CHECK (gross >= 0),
            discount INTEGER NOT NULL CHECK (discount BETWEEN 0 AND gross),
            discountBasisPoints INTEGER,
            discountReason TEXT,
            total INTEGER NOT NULL,
            paid INTEGER NOT NULL,
            rounding INTEGER NOT NULL,
            note TEXT,
            issuedAt INTEGER NOT NULL,
            issuedBy INTEGER,
            issuedByName TEXT NOT NULL,
            cancelledAt INTEGER,
            cancelledBy INTEGER,
            cancelledByName TEXT,
            cancelReason TEXT,
            version INTEGER NOT NULL,
            CONSTRAINT billingBillTotal CHECK (total = gross - discount),
            CONSTRAINT billingBillPaid CHECK (paid BETWEEN 0 AND total),
            CONSTRAINT billingBillReason CHECK ((discount = 0) OR (discountReason IS NOT NULL)),
            CONSTRAINT billingBillState CHECK (
                (status = 'issued' AND paid = 0 AND total > 0) OR (status = 'part-paid' AND paid > 0 AND paid < total)
                OR (status = 'settled' AND paid = total)
                OR (status = 'cancelled' AND paid = 0 AND cancelReason IS NOT NULL))
        ) STRICT;
        CREATE UNIQUE INDEX billingBillNumber ON billingBill (number);
        CREATE INDEX billingBillByDay ON billingBill (day, id);
        CREATE INDEX billingBillByPatient ON billingBill (patientID, id);
        CREATE INDEX billingBillOpen ON billingBill (id) WHERE status IN ('issued', 'part-paid');

        CREATE TABLE billingBillLine (
            billID INTEGER NOT NULL CONSTRAINT billingBillLineBill REFERENCES billingBill (id),
            position INTEGER NOT NULL CHECK (position >= 1),
            chargeID INTEGER NOT NULL,
            isOwn INTEGER NOT NULL,
            serviceID INTEGER NOT NULL,
            departmentID INTEGER,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 999),
            unitPrice INTEGER NOT NULL CHECK (unitPrice >= 0),
            gross INTEGER NOT NULL,
            discount INTEGER NOT NULL,
            CONSTRAINT billingBillLineGross CHECK (gross = quantity * unitPrice),
            CONSTRAINT billingBillLineDiscount CHECK (discount BETWEEN 0 AND gross),
            PRIMARY KEY (billID, position)
        ) STRICT, WITHOUT ROWID;
        """

    private static let payment = """
        CREATE TABLE billingPayment (
            id INTEGER PRIMARY KEY,
            billID INTEGER NOT NULL CONSTRAINT billingPaymentBill REFERENCES billingBill (id),
            receiptNumber TEXT NOT NULL,
            fiscalYear INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            day TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount >= 0),
            rounding INTEGER NOT NULL,
            change INTEGER NOT NULL CHECK (change >= 0),
            left INTEGER NOT NULL CHECK (left >= 0),
            stationID INTEGER,
            receivedAt INTEGER NOT NULL,
            receivedBy INTEGER,
            receivedByName TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX billingPaymentReceipt ON billingPayment (receiptNumber);
        CREATE INDEX billingPaymentByBill ON billingPayment (billID);
        CREATE INDEX billingPaymentByDay ON billingPayment (day, id);

        CREATE TABLE billingTender (
            paymentID INTEGER NOT NULL CONSTRAINT billingTenderPayment REFERENCES billingPayment (id),
            position INTEGER NOT NULL CHECK (position >= 1),
            method TEXT NOT NULL CONSTRAINT billingTenderMethod
                CHECK (method IN ('cash', 'card', 'wallet', 'bank', 'cheque')),
            tendered INTEGER NOT NULL,
            amount INTEGER NOT NULL CHECK (amount BETWEEN 0 AND tendered),
            reference TEXT,
            CONSTRAINT billingTenderChange CHECK (method = 'cash' OR amount = tendered),
            PRIMARY KEY (paymentID, position)
        ) STRICT, WITHOUT ROWID;
        """

    /// The triggers that keep what was issued and received as it was.
    static let views =
        ["billingBillLine", "billingPayment", "billingTender"].map { table in
            """
            DROP TRIGGER IF EXISTS \(table)NoUpdate;
            CREATE TRIGGER \(table)NoUpdate BEFORE UPDATE ON \(table)
            BEGIN SELECT RAISE(ABORT, 'what was billed or received is never changed'); END;
            DROP TRIGGER IF EXISTS \(table)NoDelete;
            CREATE TRIGGER \(table)NoDelete BEFORE DELETE ON \(table)
            BEGIN SELECT RAISE(ABORT, 'what was billed or received is never removed'); END;
            """
        } + [
            """
            DROP TRIGGER IF EXISTS billingBillSnapshot;
            CREATE TRIGGER billingBillSnapshot BEFORE UPDATE OF
                number, fiscalYear, sequence, encounterID, day, patientMRN, patientName, patientOtherName, patientLanguage,
                visitNumber, token, departmentName, practitionerName, scheme, gross, discount,
                discountBasisPoints, discountReason, total, note, issuedAt, issuedBy, issuedByName ON billingBill
            BEGIN SELECT RAISE(ABORT, 'what was billed or received is never changed'); END;
            DROP TRIGGER IF EXISTS billingBillNoDelete;
            CREATE TRIGGER billingBillNoDelete BEFORE DELETE ON billingBill
            BEGIN SELECT RAISE(ABORT, 'what was billed or received is never removed'); END;
            """
        ]
}
