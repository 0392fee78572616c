import SehatCore
import SehatStore

/// The table of the kinds of identifiers, filled with the kinds that are delivered.
enum IdentifierSchema {
    static let migrations = [
        Migration(
            "2026-11-21.50-patients-identifier-types",
            """
            CREATE TABLE patientsIdentifierType (
                id INTEGER PRIMARY KEY,
                code TEXT NOT NULL,
                name TEXT NOT NULL,
                mask TEXT,
                characters TEXT NOT NULL,
                minimumLength INTEGER NOT NULL,
                maximumLength INTEGER NOT NULL,
                example TEXT NOT NULL,
                "check" TEXT NOT NULL,
                checkRefuses INTEGER NOT NULL,
                numberSpace TEXT,
                isSearchable INTEGER NOT NULL,
                isNumbered INTEGER NOT NULL,
                numberPrefix TEXT,
                isActive INTEGER NOT NULL,
                position INTEGER NOT NULL,
                version INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX patientsIdentifierTypeCode ON patientsIdentifierType (code);
            \(shippedRows)
            """),
        Migration(
            "2026-11-21.177-patients-identifier-abha-example",
            """
            -- The example as it was delivered did not pass the check that it explains.
            UPDATE patientsIdentifierType SET example = '91-1234-5678-9015'
            WHERE code = 'abha' AND example = '91-1234-5678-9012';
            """),
    ]

    static let violations: [String: Problem] = [
        "patientsIdentifierTypeCode": Problem(
            .conflict, "patients.identifierType.taken", fields: [.init("code", "patients.field.identifierCodeTaken")])
    ]

    /// As text and not from `IdentifierRules.shipped`: a migration stays as it was when it was shipped.
    private static let shippedRows = """
        INSERT INTO patientsIdentifierType VALUES
        (1, 'cnic', '{"en":"CNIC","ur":"شناختی کارڈ","hi":"सीएनआईसी","ar":"بطاقة الهوية"}',
            '99999-9999999-9', 'digits', 1, 40, '35202-1234567-1', 'none', 0, 'nadra', 1, 0, NULL, 1, 1, 1),
        (2, 'bform', '{"en":"B-Form","ur":"ب فارم","hi":"बी-फ़ॉर्म","ar":"وثيقة تسجيل الطفل"}',
            '99999-9999999-9', 'digits', 1, 40, '35202-1234567-1', 'none', 0, 'nadra', 1, 0, NULL, 1, 2, 1),
        (3, 'abha', '{"en":"ABHA number","ur":"آبھا نمبر","hi":"आभा संख्या","ar":"رقم أبها"}',
            '99-9999-9999-9999', 'digits', 1, 40, '91-1234-5678-9012', 'luhn', 0, 'abha', 1, 0, NULL, 1, 3, 1),
        (4, 'abhaAddress', '{"en":"ABHA address","ur":"آبھا پتہ","hi":"आभा पता","ar":"عنوان أبها"}',
            NULL, 'address', 11, 39, 'ayesha.khan@abdm', 'none', 0, 'abhaAddress', 1, 0, NULL, 1, 4, 1),
        (5, 'aadhaar', '{"en":"Aadhaar, last four digits","ur":"آدھار کے آخری چار ہندسے","hi":"आधार के अंतिम चार अंक","ar":"آخر أربعة أرقام من آدهار"}',
            '9999', 'digits', 1, 40, '4321', 'none', 0, NULL, 0, 0, NULL, 1, 5, 1),
        (6, 'passport', '{"en":"Passport","ur":"پاسپورٹ","hi":"पासपोर्ट","ar":"جواز السفر"}',
            NULL, 'alphanumeric', 6, 12, 'AB1234567', 'none', 0, 'passport', 1, 0, NULL, 1, 6, 1),
        (7, 'panel', '{"en":"Panel card","ur":"پینل کارڈ","hi":"पैनल कार्ड","ar":"بطاقة الجهة المتعاقدة"}',
            NULL, 'any', 1, 40, 'PNL-1024', 'none', 0, NULL, 1, 0, NULL, 1, 7, 1),
        (8, 'insurance', '{"en":"Insurance card","ur":"انشورنس کارڈ","hi":"बीमा कार्ड","ar":"بطاقة التأمين"}',
            NULL, 'any', 1, 40, 'INS-90017', 'none', 0, NULL, 1, 0, NULL, 1, 8, 1),
        (9, 'other', '{"en":"Other number","ur":"دیگر نمبر","hi":"अन्य संख्या","ar":"رقم آخر"}',
            NULL, 'any', 1, 40, 'A-17', 'none', 0, NULL, 1, 0, NULL, 1, 9, 1);
        """
}
