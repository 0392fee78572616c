import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

/// A word too much, an honour or the father's name with it never makes somebody unfindable.
@Suite struct PartialNameTests {
    @Test(arguments: [
        ("Khadija", "Khadija Bibi"), ("Khadija", "Mst. Khadija Bibi"), ("Khadija", "Bibi Khadija"),
        ("خدیجہ", "خدیجہ بی بی"), ("Khadija", "خدیجہ بی بی"), ("ख़दीजा", "Khadija Begum"), ("Khadija", "ख़दीजा बेगम"),
        ("Usman Singh", "Muhammad Usman Singh"), ("Usman Singh", "M. Usman Singh"), ("Usman Singh", "Syed Usman Singh"),
        ("Usman Singh", "Chaudhry Usman Singh"), ("عثمان سنگھ", "محمد عثمان سنگھ"), ("Usman Singh", "Mohd. Usman"),
        ("Usman Singh", "Syed Muhammad Usman Singh"), ("Usman Zafar Gul", "Usman Zafar Lodhi"),
    ])
    func aWordTooMuchIsLeftOut(_ name: String, _ text: String) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.register("Zubaida Perveen")
        let patient = try await test.register(name)
        let found = try await test.search(text)
        #expect(found.map(\.id) == [patient.id])
        #expect(found.first?.matchedBy == .name && found.first?.nameFound == .part)
    }

    /// What is left out must leave a name over: a title or a forename of thousands finds nobody by itself here.
    @Test(arguments: ["Aslam Khan", "Muhammad Imran", "Usman Malik", "Bibi", "Syed Khan"])
    func whatTellsPeopleApartIsNotLeftOut(_ text: String) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.register("Aslam Butt")
        try await test.register("Muhammad Usman")
        #expect(try await test.search(text).isEmpty)
    }

    @Test func whoHasTheHonourStandsFirst() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let plain = try await test.register("Khadija")
        let whole = try await test.register("Khadija Bibi")
        let found = try await test.search("Khadija Bibi")
        #expect(found.map(\.id) == [whole.id, plain.id])
        #expect(found.map(\.nameFound) == [.words, .part])
        #expect(try await test.found("Khadija Bibi", limit: 1) == [whole.mrn])
    }

    @Test(arguments: [
        "usman singh s/o ahmad singh", "Usman s/o Ahmad", "Usman S/O. Ahmad", "usman singh son of ahmad",
        "عثمان ولد احمد",
        "usman ولد ahmad", "उस्मान पुत्र अहमद", "Muhammad Usman Singh s/o Ahmad Singh", "usman s/o ahm",
    ])
    func theFathersNameRanks(_ text: String) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let other = try await test.register("Usman Singh") { $0.guardianName = "Bashir" }
        let patient = try await test.register("Usman Singh") {
            $0.guardianName = "Ahmad Singh"
            $0.guardianRelation = .father
        }
        try await test.register("Ahmad Singh")
        let found = try await test.search(text)
        #expect(found.map(\.id) == [patient.id, other.id])
        #expect(found.first?.matchedBy == .name && found.last?.nameFound == .part)
    }

    @Test(arguments: ["usman singh w/o", "Usman ولد", "Usman s/o Nobody"])
    func aFatherWhomNobodyHasHidesNobody(_ text: String) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await test.register("Usman Singh") { $0.guardianName = "Bashir" }
        #expect(try await test.found(text) == [patient.mrn])
    }
}

/// Numbers are typed with the word that is printed before them.
@Suite struct NumberLabelTests {
    @Test(arguments: [
        "MR ", "MRN ", "MR# ", "MR-", "MR: ", "mr no. ", "M.R. No. ", "MR number ", "ایم آر ", "ایم آر نمبر ", "एमआर ",
        "एम आर सं. ", "رقم الملف ", "MR",
    ])
    func aRecordNumberIsFoundWithItsLabel(_ label: String) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.register("Somebody Else")
        let patient = try await test.register("Ali Raza")
        for digits in [patient.mrn, "۱۰۰۰۰۰۲۴", "१०००००२४"] {
            let found = try await test.search(label + digits)
            #expect(found.map(\.id) == [patient.id] && found.first?.matchedBy == .mrn, "\(label)\(digits)")
        }
    }

    @Test(arguments: [
        ("Token A-001", "A-001"), ("ٹوکن A-001", "A-001"), ("Token no. A-1", "A-1"), ("رقم الدور A-001", "A-001"),
        ("Bill OP-2026-000123", "OP-2026-000123"), ("बिल OP-2026-000123", "OP-2026-000123"),
        ("Receipt: R-2026-000007", "R-2026-000007"), ("Phone 0300-1234567", "0300-1234567"),
        ("MR 1234567", "MR 1234567"),
        ("A-001", "A-001"), ("Ali Raza", "Ali Raza"), ("Ali 0300", "Ali 0300"), ("AB 1234567", "AB 1234567"),
    ])
    func theLabelsOfOtherPapersAreDropped(_ text: String, _ rest: String) {
        #expect(NumberLabel.dropped(from: text) == rest)
    }
}
