import Foundation
import SehatApp
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing

/// Every route of the product called as nobody, with nothing, and with exactly what it asks for.
@Suite(.serialized) struct SecurityMatrixTests {
    /// The calls of one route that did not end as its gate says.
    private static func faults(_ endpoint: Endpoint, _ hospital: Hospital, _ nobody: String, _ caller: Caller)
        async throws
        -> [String]
    {
        let path = RouteTable.examplePath(of: endpoint)
        func status(_ token: String?) async throws -> Answer {
            let body = endpoint.method.isWrite ? "{}" : nil
            return try await caller.with(token: token)
                .call(endpoint.method.rawValue, path, body, key: "key-\(UUID().uuidString)")
        }
        var faults: [String] = []
        func expect(_ isRight: Bool, _ who: String, _ answer: Answer) {
            if !isRight { faults.append("\(endpoint.gate) as \(who): \(answer)") }
        }
        let anonymous = try await status(nil)
        let bare = try await status(try await hospital.token(of: nobody))
        switch endpoint.gate {
        case .anonymous:
            expect(anonymous.status < 500 && anonymous.status != 403, "anonymous", anonymous)
            expect(bare.status < 500 && bare.status != 403, "signed in", bare)
        case .signedIn:
            expect(anonymous.status == 401, "anonymous", anonymous)
            expect(bare.status < 500 && bare.status != 401 && bare.status != 403, "signed in", bare)
        case .requires(let permission):
            expect(anonymous.status == 401, "anonymous", anonymous)
            expect(bare.status == 403, "signed in", bare)
            let held = try await status(try await hospital.token([permission]))
            expect(held.status < 500 && held.status != 401 && held.status != 403, permission.code, held)
        }
        return faults
    }

    @Test func everyRouteKeepsItsGate() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let endpoints = RouteTable.securityMatrix(of: hospital.appliance.site.endpoints).map(\.endpoint)
        let nobody = try await hospital.user()
        let faults = try await hospital.serving { caller in
            var faults: [String] = []
            for endpoint in endpoints {
                faults += try await Self.faults(endpoint, hospital, nobody, caller)
            }
            return faults
        }
        #expect(endpoints.count >= 80)
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    }

    @Test func everyPermissionOfARouteIsDeclaredAndHasWords() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let declared = Set(hospital.appliance.composition.permissions.map(\.permission))
        var needed: Set<Permission> = []
        for (_, gate) in RouteTable.securityMatrix(of: hospital.appliance.site.endpoints) {
            if case .requires(let permission) = gate { needed.insert(permission) }
        }
        #expect(needed.subtracting(declared).isEmpty)
        for permission in needed {
            for language in Language.allCases {
                let title = hospital.store.catalogue.text("permission.\(permission.code)", language)
                #expect(title != "permission.\(permission.code)" && !title.isEmpty)
            }
        }
    }
}
