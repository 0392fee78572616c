import Foundation
import Logging
import SehatStore

/// Lets a command speak to the hospital: to the running server, or to one that is opened for this command alone.
enum Control {
    static func perform<Result: Sendable>(
        _ options: DataOptions, _ body: @escaping @Sendable (ControlClient) async throws -> Result
    ) async throws -> Result {
        let configuration = try options.loaded()
        let directory = DataDirectory(configuration.dataDirectory)
        if isServed(directory) { return try await body(ControlClient(socketPath: directory.socket)) }
        let key = try directory.key(file: configuration.keyFile)
        return try await ServiceAccount.acting(asOwnerOf: directory.path) {
            let appliance = try await Appliance.open(
                directory, key: key, configuration: configuration, logger: quietLogger)
            defer { appliance.close() }
            return try await appliance.serveLocally(body)
        }
    }

    /// Whether a server answers at the socket of the data directory.
    static func isServed(_ directory: DataDirectory) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array(directory.socket.utf8)
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
        }
    }

    /// A logger for commands: only what went wrong, on standard error.
    static var quietLogger: Logger {
        var logger = Logger(label: "sehat") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        return logger
    }
}
