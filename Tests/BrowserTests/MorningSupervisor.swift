import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

/// Two records of the morning that are of one person: the one that was there before, and the one saved with a reason.
struct MorningMerge: Sendable {
    let survivor: String
    let survivorNumber: String
    let loser: String
    let loserNumber: String
    let loserName: String
    /// The visit of the record that will be given up.
    let encounter: String

    /// The pairs of the morning in the order of their registration.
    static func pairs(_ hospital: Hospital) async throws -> [MorningMerge] {
        try await hospital.store.read(as: .system("test")) { tx in
            try Row.fetchAll(
                tx.db,
                sql: """
                    SELECT CAST(s.id AS TEXT) AS survivor, s.mrn AS survivorNumber, CAST(l.id AS TEXT) AS loser,
                        l.mrn AS loserNumber, l.name AS loserName, CAST(e.id AS TEXT) AS encounter
                    FROM patientsPatient l JOIN patientsPatient s ON s.phone = l.phone AND s.id < l.id
                    JOIN encountersEncounter e ON e.patientID = l.id
                    WHERE l.reasonForNew IS NOT NULL ORDER BY l.id
                    """
            ).map {
                MorningMerge(
                    survivor: $0["survivor"], survivorNumber: $0["survivorNumber"], loser: $0["loser"],
                    loserNumber: $0["loserNumber"], loserName: $0["loserName"], encounter: $0["encounter"])
            }
        }
    }
}

/// Who looks after double records, by keyboard.
struct MorningSupervisor: Sendable {
    let page: Page
    let url: String

    func signIn(_ username: String) async throws {
        try await page.go(to: "\(url)/duplicates")
        try await page.wait(for: "document.activeElement?.matches('dialog.signin input')")
        try await page.picture("morning-signin")
        try await page.type(username, pause: 32)
        try await page.press("Enter")
        try await page.type(Hospital.password, pause: 32)
        try await page.press("Enter")
        try await page.wait(for: "document.querySelector('s-table tr.opens')")
    }

    /// From the list of likely doubles to the record that stands.
    func merge(_ pair: MorningMerge, takingName: Bool) async throws {
        try await page.go(to: "\(url)/duplicates")
        try await page.wait(for: "document.querySelector('s-table tr.opens')")
        try await page.press(
            "Tab",
            until:
                "document.activeElement.matches('tr.opens') && document.activeElement.innerText.includes('\(pair.loserNumber)')",
            limit: 60)
        try await page.press("Enter")
        try await page.wait(for: "document.activeElement.matches('textarea')")
        if takingName {
            try await page.press(
                "Tab", .shift, until: "document.activeElement.closest('[data-control=names]')", limit: 20)
            try await page.press("ArrowDown")
            try await page.picture("morning-merge")
            try await page.press("Tab", until: "document.activeElement.matches('textarea')", limit: 20)
        }
        try await page.commit("The same person")
        try await page.press("F9")
        try await page.wait(
            for: "location.pathname === '/patients/\(pair.survivor)' && document.querySelector('s-banner')")
    }

    /// From the record that stands back to two.
    func undo(_ pair: MorningMerge) async throws {
        try await page.wait(for: "[...document.querySelectorAll('.menu-cell button')].length > 0")
        try await page.press(
            "Tab",
            until:
                "document.activeElement.matches('.menu-cell button') && document.activeElement.closest('tr').innerText.includes('\(pair.loserNumber)')",
            limit: 80)
        try await page.press("Enter")
        try await page.wait(for: "document.activeElement.matches('.menu [role=menuitem]')")
        try await page.press("Enter")
        try await page.wait(for: "document.activeElement.matches('dialog[open] textarea')")
        try await page.commit("Two cousins after all")
        try await page.picture("morning-undo")
        try await page.press("Enter", .control)
        try await page.wait(for: "!document.querySelector('dialog[open]')")
        try await page.wait(for: "document.querySelector('s-banner')")
    }
}
