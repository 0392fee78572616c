import Foundation
import HTTPTypes
import HummingbirdTesting
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing

@testable import Directory

@Suite struct DirectoryEndpointTests {
    private func routed(
        as principal: Principal = .administrator, _ body: @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let test = try TestStore.directory()
        defer { test.remove() }
        try await test.routed([DirectoryModule.module()], as: principal, body)
    }

    @Test func theDirectoryIsFilledOverTheWire() async throws {
        try await routed { client in
            let made = try await client.send(.post, "/api/departments", #"{"code":"MED","name":{"en":"Medicine"}}"#)
            #expect(made.status == .created)
            let department = try #require(try made.object()["id"] as? String)
            let doctor = try await client.send(
                .post, "/api/practitioners", #"{"departmentID":"\#(department)","name":{"en":"Dr Zafar"}}"#)
            #expect(doctor.status == .created)
            let station = try await client.send(
                .post, "/api/stations",
                #"{"number":3,"name":{"en":"Counter 3"},"departmentID":"\#(department)"}"#)
            #expect(station.status == .created)
            let service = try await client.send(
                .post, "/api/services",
                #"{"code":"CONS","name":{"en":"Consultation"},"price":{"amount":150000,"currency":"PKR"}}"#)
            #expect((try service.object()["price"] as? [String: Any])?["amount"] as? Int == 150_000)
            #expect(try service.object()["searchText"] == nil)
            let id = try #require(try service.object()["id"] as? String)
            let price = try await client.send(
                .post, "/api/services/\(id)/prices",
                #"{"amount":{"amount":200000,"currency":"PKR"},"from":"2026-12-01"}"#)
            #expect(price.status == .created)

            for (path, count) in [
                ("/api/departments", 1), ("/api/practitioners?departmentID=\(department)", 1), ("/api/stations", 1),
                ("/api/services?q=cons", 1), ("/api/services/\(id)/prices", 2),
                ("/api/practitioners?departmentID=7", 0),
            ] {
                let items = try await client.send(.get, path).object()["items"] as? [[String: Any]]
                #expect(items?.count == count, "\(path)")
            }
            let renamed = try await client.send(
                .patch, "/api/departments/\(department)", #"{"name":{"en":"General Medicine"}}"#, ["if-match": "\"1\""])
            #expect(try renamed.object()["version"] as? Int == 2)
            let again = try await client.send(.post, "/api/departments", #"{"code":"MED","name":{"en":"Twice"}}"#)
            #expect(again.status == .conflict)
            #expect(try again.object()["code"] as? String == "directory.department.codeTaken")
            let hospital = try await client.send(.patch, "/api/hospital", #"{"version":1,"phone":"042-111"}"#)
            #expect((try hospital.object()["profile"] as? [String: Any])?["phone"] as? String == "042-111")
        }
    }

    @Test func whoMayOnlySeeChangesNothing() async throws {
        try await routed(as: .user("bilal", .directoryView)) { client async throws in
            #expect(try await client.send(.get, "/api/services").status == .ok)
            #expect(try await client.send(.get, "/api/hospital").status == .ok)
            for (method, path) in [
                (HTTPRequest.Method.post, "/api/departments"), (.patch, "/api/departments/7"),
                (.post, "/api/practitioners"),
                (.post, "/api/stations"), (.post, "/api/services"), (.post, "/api/services/7/prices"),
                (.patch, "/api/hospital"),
            ] {
                #expect(try await client.send(method, path, "{}").status == .forbidden, "\(path)")
            }
        }
    }
}
