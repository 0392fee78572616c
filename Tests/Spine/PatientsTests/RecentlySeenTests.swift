import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

@Suite struct RecentlySeenTests {
    private func clerk(_ user: Int64, at station: Int64) -> Principal {
        Principal(
            kind: .user, userID: ID(rawValue: user), sessionID: ID(rawValue: user + 1000), username: "user\(user)",
            permissions: [.patientsRead, .patientsRegister], stationID: ID(rawValue: station), address: "192.0.2.1")
    }

    @Test func whomThisCounterHadLatelyComesFirst() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        var people: [PatientView] = []
        for letter in ["a", "b", "c", "d"] { people.append(try await test.register("علی رضا \(letter)")) }
        let found = { (station: Int64, limit: Int) in
            try await test.store.read(as: clerk(9, at: station)) { tx in
                try CounterSearch(parts: []).page("علی", limit: limit, after: nil, in: tx).items.map(\.mrn)
            }
        }
        let order = people.map(\.mrn)
        #expect(try await found(1, 10) == order)
        // Another user of the counter opened the last one, and another counter the third.
        let (third, last) = (people[2].id, people[3].id)
        try await test.store.write(as: clerk(8, at: 1)) { tx in tx.viewed(last, "patients.patient.read") }
        try await test.store.write(as: clerk(7, at: 2)) { tx in tx.viewed(third, "patients.patient.read") }
        #expect(try await found(1, 10) == [order[3], order[0], order[1], order[2]])
        #expect(try await found(2, 10) == [order[2], order[0], order[1], order[3]])
        #expect(try await found(1, 2) == [order[3], order[0]], "also from behind the end of the page")
        #expect(try await found(3, 10) == order)
    }

    @Test(arguments: [
        ("A-047", "A", "047"), ("op 2026/123", "OP", "2026123"), ("۲۶۰۰۰۰۰۱۸", "", "260000018"),
    ])
    func numbersOfPapersAreReadInAnyGrouping(_ text: String, _ letters: String, _ digits: String) throws {
        let number = try #require(PaperNumber(text))
        #expect(number.letters == letters && number.digits == digits)
    }

    @Test(arguments: ["", "Ali", "A-", "12 Ali", "A-1-B", "1234567890123456789"])
    func otherTextsAreNoNumbers(_ text: String) {
        #expect(PaperNumber(text) == nil)
    }
}
