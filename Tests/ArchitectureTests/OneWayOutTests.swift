import Foundation
import Testing

/// There is one way out: whoever opens a connection to another machine asks the list first.
@Suite struct OneWayOutTests {
    /// What makes a connection or starts a program that may make one.
    private static let makers = [
        "HTTPClient(", "HTTPClient.shared", "ClientBootstrap(", "httpConnect", "URLSession", "ChildProcess.run(",
        "posix_spawn(", "Process()", "connect(descriptor", "connect(candidate", "NWConnection", "getaddrinfo(",
    ]

    /// Those that ask.
    private static let asking: Set<String> = [
        "Sources/Edges/Alarms/MailClient.swift", "Sources/Edges/Alarms/SMSGateway.swift",
        "Sources/Edges/Backup/S3Objects.swift", "Sources/Edges/Backup/SFTPObjects.swift",
        "Sources/Libraries/PrinterDevices/DeviceLink.swift", "Sources/Libraries/Spooler/IPP.swift",
    ]

    /// Those that never leave the machine: the socket of the data directory, systemd's programs and smartctl, the server's own
    /// port, the runner of programs.
    private static let local: Set<String> = [
        "Sources/SehatApp/Commands/Control.swift", "Sources/SehatApp/Commands/ControlClient.swift",
        "Sources/SehatApp/Setup/SystemUnit.swift", "Sources/SehatApp/Setup/SealedKey.swift",
        "Sources/Edges/Backup/ChildProcess.swift", "Sources/SehatApp/Watching/PortCheck.swift",
        "Sources/SehatApp/Watching/DriveCheck.swift",
    ]

    @Test func nobodyOpensAConnectionBesideTheList() throws {
        let files = try Repository.files(below: "Sources", endingIn: ["swift"])
        let found = Set(
            files.filter { file in Self.makers.contains { file.text.contains($0) } }.map(\.path))
        #expect(found == Self.asking.union(Self.local))
        for file in files where Self.asking.contains(file.path) {
            #expect(file.text.contains("Outgoing.require"), "\(file) asks nobody")
        }
    }
}
