import Foundation
import Glibc
import SehatApp
import TestKit
import Testing

/// The real server when it may open no more files: who is there goes on, nothing is lost, and it goes on by itself when
/// connections end.
@Suite(.serialized) struct OutOfFilesTests {
    /// Connections that say nothing.
    private struct Silent {
        private var descriptors: [Int32] = []

        /// As many as the other side's queue takes.
        init(_ count: Int, port: UInt16) {
            for _ in 0..<count {
                let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
                guard descriptor >= 0 else { continue }
                descriptors.append(descriptor)
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_port = port.bigEndian
                address.sin_addr.s_addr = inet_addr("127.0.0.1")
                _ = withUnsafePointer(to: &address) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                    }
                }
            }
        }

        var count: Int { descriptors.count }

        func close() { for descriptor in descriptors { Glibc.close(descriptor) } }
    }

    @Test(.timeLimit(.minutes(3))) func withoutFilesNothingIsLostAndItHeals() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let ground = try await hospital.ground(patients: 1)
        let token = try await hospital.token(roles: ["cashier", "supervisor", "auditor"])
        hospital.close()
        let server = try await ServerProcess.start(data: hospital.directory.url)
        let port = try #require(UInt16(server.url.split(separator: ":").last ?? ""))
        let tally = CrashTally()
        var client = CrashClient(number: 0, patient: ground.patients[0], services: ground.services)
        try await Caller.with(server.url) { caller in
            let caller = caller.with(token: token)
            client = await client.settleOne(caller, tally)
            try await server.limitFiles(to: 4)
            let silent = Silent(40, port: port)
            #expect(silent.count == 40)
            // Who has a connection already may be served or refused in words; what is answered counts.
            for _ in 0..<5 { client = await client.settleOne(caller, tally) }
            silent.close()
        }
        let refused = await tally.takeFaults()
        // A new connection, after the silent ones are gone, and what was refused is asked again.
        try await Caller.with(server.url) { caller in
            let caller = caller.with(token: token)
            client = await client.settleOne(caller, tally)
            #expect(await tally.takeFaults() == [], "after \(refused)")
            let audit = try await caller.json("GET", "/api/audit/verify")
            #expect(audit["fault"] == .null, "\(audit)")
        }
        #expect(await server.stop() == 0)
        let answered = await tally.answered
        #expect(answered.bills.count >= 2 && answered.bills.count == answered.payments.count)
        let books = CrashBooks(file: hospital.directory.database, key: hospital.key)
        #expect(try books.faults(answered, unanswered: 0) == [])
    }
}
