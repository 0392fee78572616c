import Foundation
import Glibc
import Logging
import SehatCore
import SehatStore
import Synchronization
import TestKit
import Testing

@testable import SehatApp

/// The server under a service manager: what it tells, where it finds its key, how its log reads.
@Suite(.serialized) struct ServiceManagerTests {
    @Test(.timeLimit(.minutes(2)), arguments: [false, true]) func readyAliveAndStoppingAreTold(isAbstract: Bool)
        async throws
    {
        let hospital = try await Hospital.open()
        hospital.close()
        defer { hospital.remove() }
        let manager = try ListeningManager(folder: hospital.directory.url, isAbstract: isAbstract)
        let server = try await ServerProcess.start(
            data: hospital.directory.url,
            environment: ["NOTIFY_SOCKET": manager.name, "WATCHDOG_USEC": "200000"])
        var heard: [String] = []
        for await message in manager.messages {
            heard.append(message)
            if heard.filter({ $0 == "WATCHDOG=1" }).count == 3 { break }
        }
        let opening = try #require(heard.first)
        #expect(opening == "STATUS=Opening \(hospital.directory.path)")
        let ready = heard.filter { $0.hasPrefix("READY=1\n") }
        #expect(ready == ["READY=1\nSTATUS=Sehat \(Version.current) serves \(server.url)"])
        #expect(await server.stop() == 0)
        for await message in manager.messages where message.hasPrefix("STOPPING=1") {
            heard.append(message)
            break
        }
        #expect(heard.last?.hasPrefix("STOPPING=1") == true)
    }

    @Test func aWatchdogMeantForAnotherProcessIsNotFed() throws {
        let told = ["NOTIFY_SOCKET": "/run/notify", "WATCHDOG_USEC": "60000000"]
        let mine = try #require(ServiceManager(environment: told, processID: 7))
        #expect(mine.watchdogInterval == .seconds(30))
        let others = told.merging(["WATCHDOG_PID": "8"]) { $1 }
        #expect(try #require(ServiceManager(environment: others, processID: 7)).watchdogInterval == nil)
        let same = told.merging(["WATCHDOG_PID": "7"]) { $1 }
        #expect(try #require(ServiceManager(environment: same, processID: 7)).watchdogInterval == .seconds(30))
    }

    @Test(arguments: [[:], ["NOTIFY_SOCKET": ""], ["NOTIFY_SOCKET": "relative"], ["NOTIFY_SOCKET": "@"]])
    func withoutASocketThereIsNoManager(_ environment: [String: String]) {
        #expect(ServiceManager(environment: environment, processID: 7) == nil)
    }

    @Test func aManagerThatIsGoneStopsNothing() throws {
        let gone = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": "/nonexistent/notify"], processID: 7))
        #expect(!gone.tell(.alive))
        let long = "/" + String(repeating: "n", count: 200)
        #expect(try #require(ServiceManager(environment: ["NOTIFY_SOCKET": long], processID: 7)).tell(.alive) == false)
    }

    @Test func theKeyComesFromTheCredentialOfSystemd() async throws {
        let hospital = try await Hospital.open()
        hospital.close()
        defer { hospital.remove() }
        let credentials = hospital.directory.url.appending(path: "credentials")
        try FileManager.default.createDirectory(at: credentials, withIntermediateDirectories: true)
        try FileManager.default.moveItem(
            at: hospital.directory.keyFile, to: credentials.appending(path: "sehat-key"))
        await #expect(throws: ServerProcess.DidNotStart.self) {
            _ = try await ServerProcess.start(data: hospital.directory.url)
        }
        let server = try await ServerProcess.start(
            data: hospital.directory.url, environment: ["CREDENTIALS_DIRECTORY": credentials.path])
        #expect(await server.stop() == 0)
    }

    @Test func linesForTheJournalCarryTheirPriority() async throws {
        let (lines, teller) = AsyncStream.makeStream(of: String.self)
        var logger = Logger(label: "test") { _ in JournalLog { teller.yield($0) } }
        logger.logLevel = .trace
        logger.error("a disk\nis full", metadata: ["free": "0", "disk": "sda"])
        logger.info("started")
        logger[metadataKey: "module"] = "backup"
        logger.warning("slow")
        teller.finish()
        let all = await lines.reduce(into: []) { $0.append($1) }
        #expect(all == ["<3>a disk ⏎ is full disk=sda free=0\n", "<6>started\n", "<4>slow module=backup\n"])
    }

    /// As the journal would read it; a value of several lines is counted, not ended by its line ends.
    @Test(.timeLimit(.minutes(1))) func valuesReachTheJournalAsFields() async throws {
        let folder = URL(filePath: "/tmp/sehat-journal-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(JournalSocket(path: folder.appending(path: "none").path) == nil)
        let journal = try ListeningManager(folder: folder, isAbstract: false)
        let socket = try #require(JournalSocket(path: journal.name))
        let lines = Mutex<[String]>([])
        var logger = Logger(label: "test") { _ in
            JournalLog(journal: socket) { line in lines.withLock { $0.append(line) } }
        }
        logger[metadataKey: "printJob"] = "42"
        logger.error("a disk\nis full", metadata: ["free-mib": "0"])
        var taken = journal.messages.makeAsyncIterator()
        let entry = try #require(await taken.next())
        let message = "a disk\nis full free-mib=0 printJob=42"
        let length = String(decoding: [UInt8(message.utf8.count), 0, 0, 0, 0, 0, 0, 0], as: UTF8.self)
        #expect(
            entry
                == "MESSAGE\n\(length)\(message)\nPRIORITY=3\nSYSLOG_IDENTIFIER=sehat\nSEHAT_FREE_MIB=0\nSEHAT_PRINT_JOB=42\n"
        )
        #expect(lines.withLock { $0 }.isEmpty)
        // What the journal does not take is not lost.
        try FileManager.default.removeItem(atPath: journal.name)
        logger.info("alone")
        #expect(lines.withLock { $0 } == ["<6>alone printJob=42\n"])
    }

    @Test func theJournalIsKnownByDeviceAndInode() throws {
        var facts = stat()
        let descriptor = open("/dev/null", O_WRONLY)
        defer { close(descriptor) }
        try #require(fstat(descriptor, &facts) == 0)
        let named = "\(facts.st_dev):\(facts.st_ino)"
        #expect(JournalLog.isAttached(["JOURNAL_STREAM": named], descriptor: descriptor))
        #expect(!JournalLog.isAttached(["JOURNAL_STREAM": named + "0"], descriptor: descriptor))
        #expect(!JournalLog.isAttached([:], descriptor: descriptor))
    }
}

/// A datagram socket as the service manager has one.
private final class ListeningManager: Sendable {
    let name: String
    let messages: AsyncStream<String>
    private let descriptor: Int32

    init(folder: URL, isAbstract: Bool) throws {
        name = isAbstract ? "@sehat-test-\(UUID().uuidString)" : folder.appending(path: "notify").path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(name.utf8)
        if isAbstract { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let size = socklen_t(2 + bytes.count)
        let bound = withUnsafePointer(to: &address) { [descriptor] pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        guard bound == 0 else { throw POSIXError(.EADDRINUSE) }
        let (messages, teller) = AsyncStream.makeStream(of: String.self)
        self.messages = messages
        Thread.detachNewThread { [descriptor] in
            var buffer = [UInt8](repeating: 0, count: 4096)
            while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 {
                teller.yield(String(decoding: buffer[..<count], as: UTF8.self))
            }
            teller.finish()
        }
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }
}
