public import Access
public import Foundation
import Logging
public import SehatApp
public import SehatCore
public import SehatStore
import SehatWeb

/// A whole hospital in a temporary directory: every module, a random key, users as tests need them.
///
/// `serving` puts it behind a live listener; `close` lets go of the directory, so that the real binary can take it;
/// `remove` takes it away.
public struct Hospital: Sendable {
    public let directory: DataDirectory
    public let key: DatabaseKey
    public let appliance: Appliance
    private let services: AccessServices

    public var store: Store { appliance.store }

    /// The password of every user that `user` makes.
    public static let password = "mango tree behind ward 3"

    /// What the hospitals of tests are: Pakistani rupees, cash in whole rupees, papers in Urdu.
    public static let profile = HospitalProfile(
        name: LocalizedText(en: "Test Hospital", ur: "آزمائشی ہسپتال", hi: "परीक्षण अस्पताल", ar: "مستشفى الاختبار"))

    /// Makes a hospital, or opens the one at `url`.
    ///
    /// - Parameters:
    ///   - url: its data directory; by default a new one in the temporary folder.
    ///   - isPlain: whether `serving` speaks plain HTTP.
    ///   - reserveMiB: the room that the server keeps on the disk.
    ///   - isReadOnly: whether it is only looked at.
    /// - Throws: what opening throws.
    public static func open(
        at url: URL? = nil, key: DatabaseKey = .random(), clock: WallClock = .system, isPlain: Bool = true,
        reserveMiB: Int = 0, isReadOnly: Bool = false
    ) async throws -> Hospital {
        let directory = DataDirectory((url ?? TestStore.newDirectory()).path)
        let isNew = !directory.exists
        var configuration = Configuration()
        configuration.plainHTTP = isPlain
        configuration.backupTime = ""
        configuration.hosts = ["localhost", "127.0.0.1"]
        // Port 9 answers nobody: no test prints on the machine's own printers.
        configuration.cupsServer = "127.0.0.1:9"
        try FileManager.default.createDirectory(
            at: directory.url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let appliance = try await Appliance.open(
            directory, key: key, configuration: configuration, clock: clock, isNew: isNew, reserveMiB: reserveMiB,
            isReadOnly: isReadOnly, logger: Logger(label: "test") { _ in SilentLog() })
        if isNew {
            try writeKey(key, to: directory.keyFile)
            try await appliance.store.write(as: .system("init")) { tx in
                try tx.setHospital(profile)
                tx.audit("appliance.hospital.made")
            }
        }
        return Hospital(
            directory: directory, key: key, appliance: appliance, services: try AccessServices(cost: .cheapest))
    }

    /// Writes a key file as `sehat init` does.
    ///
    /// - Throws: when the file cannot be written.
    public static func writeKey(_ key: DatabaseKey, to file: URL) throws {
        try Data((key.withBytes { Hex.text($0) } + "\n").utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }

    /// Makes a person with these roles, and with exactly these permissions besides.
    ///
    /// - Parameters:
    ///   - roles: codes of built-in roles.
    ///   - language: of the pages.
    /// - Returns: the new username; the password is `Hospital.password`.
    public func user(
        _ permissions: [Permission] = [], roles: [String] = [], language: Language = .en
    ) async throws -> String {
        let number = UInt32.random(in: 1...UInt32.max)
        let username = "person\(number)"
        try await store.write(as: .system("test")) { [services] tx in
            var held = roles
            if !permissions.isEmpty {
                held.append(
                    try Roles.add(NewRole(name: "Role \(number)", permissions: permissions), in: tx).id.description)
            }
            let user = try Users.add(
                NewUser(username: username, fullName: "Nadia Khan", language: language, roles: held),
                password: try services.hasher.oneTimePasswordBlocking(), in: tx)
            try AccessSetup.setPassword(of: user.id, to: Self.password, services: services, in: tx)
        }
        return username
    }

    /// The token of a new session of this person.
    public func token(of username: String) async throws -> String {
        try await SigningIn(services).signIn(
            Credentials(username: username, password: Self.password),
            from: Origin(address: "127.0.0.1", userAgent: "test"), in: store
        ).token
    }

    /// The token of a new person with exactly these permissions and these built-in roles.
    public func token(_ permissions: [Permission] = [], roles: [String] = []) async throws -> String {
        try await token(of: user(permissions, roles: roles))
    }

    /// Serves the hospital on a free port of the loopback address while `body` runs.
    ///
    /// - Throws: what `body` throws, or why the server does not listen.
    public func serving<Value: Sendable>(
        _ body: @escaping @Sendable (Caller) async throws -> Value
    ) async throws -> Value {
        let (ready, teller) = AsyncStream.makeStream(of: String.self)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { [appliance] in
                defer { teller.finish() }
                try await appliance.serve(listen: ListenAddress("127.0.0.1:0")) { teller.yield($0.url) }
            }
            guard let url = await ready.first(where: { _ in true }) else {
                try await tasks.waitForAll()
                throw NotServing()
            }
            defer { tasks.cancelAll() }
            return try await Caller.with(url, body)
        }
    }

    /// Lets go of the data directory and leaves it as it is.
    public func close() {
        appliance.close()
    }

    /// Closes the hospital and removes its directory.
    public func remove() {
        close()
        try? FileManager.default.removeItem(at: directory.url)
    }

    struct NotServing: Error {}
}
