import Foundation
import SehatCore
import Testing

@testable import Patients

@Suite struct PhoneNumberTests {
    @Test(arguments: [
        (Currency.PKR, "0300-1234567", "+923001234567"), (.PKR, "0300 123 4567", "+923001234567"),
        (.PKR, "3001234567", "+923001234567"), (.PKR, "+92 300 1234567", "+923001234567"),
        (.PKR, "0092-300-1234567", "+923001234567"), (.PKR, "923001234567", "+923001234567"),
        (.PKR, "+92 (0)300 1234567", "+923001234567"), (.PKR, "۰۳۰۰-۱۲۳۴۵۶۷", "+923001234567"),
        (.PKR, "٠٣٠٠١٢٣٤٥٦٧", "+923001234567"), (.PKR, "०३०० १२३४५६७", "+923001234567"),
        (.PKR, "042-35761234", "+924235761234"), (.PKR, "(051) 9261234", "+92519261234"),
        (.PKR, "+971 50 123 4567", "+971501234567"), (.PKR, "+44 20 7946 0958", "+442079460958"),
        (.INR, "98765 43210", "+919876543210"), (.INR, "098765-43210", "+919876543210"),
        (.INR, "+91 98765 43210", "+919876543210"), (.AED, "050 123 4567", "+971501234567"),
        (.AED, "04 234 5678", "+97142345678"), (.SAR, "0501234567", "+966501234567"),
        (.QAR, "3312 3456", "+97433123456"),
        (.OMR, "92123456", "+96892123456"), (.KWD, "50123456", "+96550123456"), (.BHD, "36123456", "+97336123456"),
        (.USD, "0300-1234567", "+923001234567"),
    ])
    func numbersAreReadAsPeopleWriteThem(_ home: Currency, _ text: String, _ number: String) throws {
        #expect(try PhoneNumber.e164(text, home: home) == number)
        #expect(try PhoneNumber.e164(number, home: home) == number, "what was read is read again")
    }

    @Test(arguments: [
        ("0300-123456", "patients.field.phoneLength"), ("0300-12345678", "patients.field.phoneLength"),
        ("050-1234567890", "patients.field.phoneLength"), ("0000000000", "patients.field.phoneLength"),
        ("+92 300 12345", "patients.field.phoneLength"),
        ("+1", "patients.field.phoneLength"), ("+1234567890123456", "patients.field.phoneLength"),
        ("0300-CALLME1", "patients.field.phoneCharacters"), ("03001234567 home", "patients.field.phoneCharacters"),
        ("0300+1234567", "patients.field.phoneCharacters"),
    ])
    func whatIsNoNumberIsSaidClearly(_ text: String, _ code: String) {
        let problem = #expect(throws: Problem.self) { try PhoneNumber.e164(text, home: .PKR) }
        #expect(problem?.fields.map(\.code) == [code])
        #expect(problem?.fields.first?.field == "phone")
        #expect(problem?.fields.first?.params["example"] == "0300-1234567")
    }

    @Test func everyTypedFormEndsInTheStoredDigits() throws {
        let stored = PhoneNumber.searchKey(e164: "+923001234567")
        for typed in ["03001234567", "3001234567", "923001234567", "00923001234567", "1234567", "4567"] {
            #expect(stored.hasPrefix(PhoneNumber.searchKey(typed: typed)), "\(typed)")
        }
    }
}

@Suite struct PatientIdentifierTests {
    @Test(arguments: [
        (IdentifierType.cnic, "3520212345671", "35202-1234567-1"), (.cnic, "35202 1234567 1", "35202-1234567-1"),
        (.cnic, "۳۵۲۰۲-۱۲۳۴۵۶۷-۱", "35202-1234567-1"), (.bform, "3520212345671", "35202-1234567-1"),
        (.abha, "91 1234 5678 9012", "91-1234-5678-9012"), (.passport, "ab 123 4567", "AB1234567"),
        (.panel, " EFU-۱۲۳ / 45 ", "EFU-123 / 45"), (.other, "سروس ۱۲", "سروس 12"),
        (.aadhaar, "۴۳۲۱", "4321"), (.abhaAddress, "Ayesha.Khan@ABDM", "ayesha.khan@abdm"),
        (.insurance, "INS-9", "INS-9"),
    ])
    func valuesAreKeptInTheirUsualForm(_ type: IdentifierType, _ text: String, _ value: String) throws {
        let clean = try IdentifierRules.shipped.normalised(PatientIdentifier(type: type, value: text), field: "x")
        #expect(clean.value == value)
        #expect(try IdentifierRules.shipped.normalised(clean, field: "x") == clean)
    }

    @Test(arguments: [
        (IdentifierType.cnic, "352021234567", "patients.field.identifierDigits"),
        (.cnic, "35202123456712", "patients.field.identifierDigits"),
        (.cnic, "3520212345671A", "patients.field.identifierDigits"),
        (.abha, "911234567890", "patients.field.identifierDigits"),
        (.cnic, "00000-0000000-0", "patients.field.identifierAlike"),
        (.aadhaar, "12345", "patients.field.identifierDigits"),
        (.passport, "AB12", "patients.field.identifierLength"),
        (.passport, "PASSPORT", "patients.field.identifierLength"),
        (.panel, "  ", "app.field.required"),
        (.other, String(repeating: "x", count: 41), "patients.field.identifierLength"),
        (.aadhaar, "1234 5678 4321", "patients.field.aadhaarWhole"),
        (.abhaAddress, "ab@abdm", "patients.field.identifierLength"),
        (.abhaAddress, ".ayesha.khan@abdm", "patients.field.identifierLength"),
    ])
    func wrongValuesAreRefused(_ type: IdentifierType, _ text: String, _ code: String) {
        let problem = #expect(throws: Problem.self) {
            try IdentifierRules.shipped.normalised(
                PatientIdentifier(type: type, value: text), field: "identifiers.0.value")
        }
        #expect(problem?.fields.first?.code == code)
        #expect(problem?.fields.first?.field == "identifiers.0.value")
    }

    @Test func aChildsRegistrationAndTheLaterCardShareOneNumberSpace() {
        let rules = IdentifierRules.shipped
        let card = PatientIdentifier(type: .cnic, value: "35202-1234567-1")
        #expect(
            rules.uniqueKey(of: card) == rules.uniqueKey(of: PatientIdentifier(type: .bform, value: "35202-1234567-1")))
        #expect(rules.uniqueKey(of: PatientIdentifier(type: .panel, value: "7")) == nil)
    }
}

@Suite struct AgeTests {
    private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

    @Test(arguments: [
        ("1992-03-03", "2026-11-21", 34, 8, 18), ("2026-11-21", "2026-11-21", 0, 0, 0),
        ("2026-11-20", "2026-11-21", 0, 0, 1),
        ("2026-10-22", "2026-11-21", 0, 0, 30), ("2026-10-21", "2026-11-21", 0, 1, 0),
        ("2000-02-29", "2026-02-28", 26, 0, 0),
        ("2000-02-29", "2024-02-29", 24, 0, 0), ("2000-01-31", "2000-02-29", 0, 1, 0),
        ("2027-01-01", "2026-11-21", 0, 0, 0),
        ("1890-01-01", "2026-11-21", 136, 10, 20),
    ])
    func agesAreCompletedYearsMonthsAndDays(_ birth: String, _ on: String, _ years: Int, _ months: Int, _ days: Int)
        throws
    {
        let age = Age(bornOn: try day(birth), on: try day(on))
        #expect(age.years == years && age.months == months && age.days == days)
    }

    @Test func anAgeInMonthsComesBackFromItsBirthDay() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<3000 {
            let today = CalendarDay(daysSince1970: Int.random(in: 18_000...30_000, using: &generator))
            let months = Int.random(in: 0...Age.limit * 12, using: &generator)
            let age = Age(bornOn: Age.birthDay(months: months, before: today), on: today)
            #expect(age.years * 12 + age.months == months, "\(today) \(months)")
        }
    }
}

@Suite struct RecordNumberTests {
    @Test func numbersAreDigitsWithACheckDigit() {
        #expect(RecordNumber.format(1) == "10000016")
        #expect(RecordNumber.format(2) == "10000024")
        #expect(RecordNumber.format(9_000_000) == "100000009")
    }

    @Test func everyNumberIsValidAndEverySingleWrongDigitIsFound() {
        for serial in [1, 7, 123, 4_567, 89_012, 345_678, 8_999_999] as [Int64] {
            let number = RecordNumber.format(serial)
            #expect(RecordNumber.isValid(number))
            for place in number.indices {
                for digit in "0123456789" where digit != number[place] {
                    let wrong = number.replacingCharacters(in: place...place, with: String(digit))
                    #expect(!RecordNumber.isValid(wrong), "\(wrong)")
                }
            }
        }
    }
}
