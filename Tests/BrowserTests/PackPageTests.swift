import Foundation
import SehatCore
import SehatStore
import TestKit
import Testing

/// A downtime pack opened from the disk in a real Chromium, with no server anywhere.
@Suite(.serialized) struct PackPageTests {
    private static let passphrase = "سات نیلے گھوڑے"

    /// A pack of a hospital that is closed again.
    private static func pack(in folder: URL) async throws -> URL {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        _ = try await hospital.ground(patients: 0)
        let token = try await hospital.token(roles: ["administrator", "registration"])
        let file = try await hospital.serving { anybody in
            let caller = anybody.with(token: token)
            let departments = try await caller.json("GET", "/api/departments")["items"]
            let visit = """
                {"newPatient": {"name": "محمد عثمان چوہدری", "otherName": "Muhammad Usman", "sex": "male", "ageYears": 40,
                "noPhone": true}, "departmentID": "\(departments[0]["id"].text ?? "")", "printSlip": false}
                """
            let opened = try await caller.call("POST", "/api/counter/visits", visit, key: "visit")
            #expect(opened.status == 201, "\(opened)")
            let place = """
                {"name": "Ward 3", "directory": "\(folder.path)", "language": "ur", "forms": 1, "passphrase": "\(passphrase)"}
                """
            let made = try await caller.json("POST", "/api/downtime/places", place)
            let packed = try await caller.json("POST", "/api/downtime/places/\(made["id"].text ?? "")/make", "{}")
            return packed["file"].text ?? ""
        }
        return folder.appending(path: file)
    }

    @Test(.timeLimit(.minutes(3))) func aWardOpensItsPackWithoutAServer() async throws {
        let folder = TestStore.newDirectory()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try await Self.pack(in: folder)
        try await Browser.page(trusting: "") { page in
            try await page.go(to: file.absoluteString)
            try await page.wait(for: "document.activeElement.id === 'phrase'")
            #expect(try await page.text("document.documentElement.dir") == "rtl")
            #expect(!(try await page.holds("document.body.innerText.includes('عثمان')")))
            try await page.type("wrong")
            try await page.press("Enter")
            try await page.wait(for: "document.getElementById('told').textContent.includes('درست نہیں')")
            #expect(try await page.holds("document.getElementById('shown').hidden"))
            try await page.value("document.getElementById('phrase').value = ''")
            try await page.type(Self.passphrase)
            try await page.press("Enter")
            try await page.wait(for: "!document.getElementById('shown').hidden")
            try await page.picture("downtime-pack")
            #expect(
                try await page.holds(
                    "document.querySelector('#patients tbody').textContent.includes('محمد عثمان چوہدری')"))
            #expect(
                try await page.holds("document.querySelector('#patients tbody').textContent.includes('Muhammad Usman')")
            )
            #expect(try await page.holds("document.querySelectorAll('#prices tbody tr').length > 3"))
            try await page.type("usman")
            let shown = "[...document.querySelectorAll('#prices tbody tr')].every(line => line.hidden)"
            try await page.wait(for: shown)
            #expect(
                try await page.holds("[...document.querySelectorAll('#patients tbody tr')].some(line => !line.hidden)"))
            // Both papers are whole PDF files.
            #expect(try await page.text("document.querySelectorAll('nav button').length") == "2")
        }
    }
}
