import Foundation
import SehatApp
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing

/// A restored copy that is only looked at.
@Suite struct ReadOnlyTests {
    /// A hospital with a person who may do everything, closed again: what a restore would bring back.
    private static func copy() async throws -> (directory: URL, key: DatabaseKey, username: String) {
        let hospital = try await Hospital.open()
        defer { hospital.close() }
        let permissions = hospital.appliance.composition.permissions.map(\.permission)
        let username = try await hospital.user(permissions)
        return (hospital.directory.url, hospital.key, username)
    }

    @Test func everyChangeIsRefusedAndPeopleSignInAndRead() async throws {
        let (url, key, username) = try await Self.copy()
        let hospital = try await Hospital.open(at: url, key: key, isReadOnly: true)
        defer { hospital.remove() }
        let writes = hospital.appliance.site.endpoints.filter { $0.method.isWrite }
        #expect(writes.count > 60)
        try await hospital.serving { anybody in
            let credentials = #"{"username": "\#(username)", "password": "\#(Hospital.password)"}"#
            let session = try await anybody.json("POST", "/api/session", credentials)
            #expect(session["mode"].text == "readOnly")
            let caller = anybody.with(token: session["token"].text)
            for endpoint in writes where !endpoint.isAllowedReadOnly {
                let path = endpoint.fullPath.replacing(/\{\w+\}/, with: "1")
                let answer = try await caller.call(endpoint.method.rawValue, path, "{}", key: "key-\(endpoint.name)")
                #expect(answer.status == 503 && answer.code == "app.readOnlyCopy", "\(answer)")
            }
            #expect(try await caller.call("GET", "/api/patients?q=ali").status == 200)
            #expect(try await caller.call("GET", "/api/status").status == 200)
            #expect(try await caller.call("POST", "/api/session/lock", "{}").status == 204)
        }
        let open = writes.filter(\.isAllowedReadOnly).map(\.name).sorted()
        #expect(
            open == [
                "access.session.lock", "access.session.signIn", "access.session.signOut", "access.session.station",
                "access.session.unlock", "appliance.doctor.run",
            ])
    }

    @Test func theSameDirectoryServedAsUsualTakesChanges() async throws {
        let (url, key, _) = try await Self.copy()
        let hospital = try await Hospital.open(at: url, key: key)
        defer { hospital.remove() }
        let token = try await hospital.token([.applianceRead, .applianceManage])
        try await hospital.serving { anybody in
            let answer = try await anybody.with(token: token).call("POST", "/api/doctor", "{}")
            #expect(answer.status == 200, "\(answer)")
        }
    }
}
