import ArgumentParser
import Foundation
import SehatCore
import SehatStore
import SehatWeb

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Make and serve a demonstration hospital.",
        discussion: """
            Departments, 40 doctors, a price list, 2,000 patients in four scripts, a month of visits and bills, and a \
            printer that writes PDF files into DATA/paper. Starts in seconds the second time.

            Example: sehat demo --listen 127.0.0.1:8443
            """)

    @Option(help: "Where the demonstration lives.")
    var data = "\(NSHomeDirectory())/.sehat-demo"

    @Option(help: "Address and port; port 0 takes a free one.")
    var listen = "127.0.0.1:8443"

    @Option(help: "The CUPS server: a socket's path or host:port.")
    var cupsServer = ""

    @Option(help: "Lowest level of the log.")
    var logLevel = "warning"

    @Flag(help: "Print one JSON line with url, username, password and ca when it is ready.")
    var json = false

    /// What programs are told; `ca` is the path of the authority's certificate in PEM.
    struct Ready: Codable {
        var url: String
        var username: String
        var password: String
        var ca: String
    }

    func run() async throws {
        try await running {
            let directory = DataDirectory(data)
            if !directory.exists { try await make(directory) }
            var configuration = Configuration()
            configuration.dataDirectory = directory.path
            configuration.backupTime = ""
            configuration.cupsServer = cupsServer
            let appliance = try await Appliance.open(
                directory, key: directory.key(file: nil), configuration: configuration,
                logger: ServeCommand.logger(logLevel))
            defer { appliance.close() }
            let account = try DemoAccount.read(in: directory)
            let authority = try await appliance.composition.certificates.authority(appliance.store)
            let ca = directory.url.appending(path: "ca.pem")
            try Data(authority.certificate.utf8).write(to: ca, options: .atomic)
            let isJSON = json
            try await appliance.serve(listen: ListenAddress(listen)) { bound in
                let ready = Ready(url: bound.url, username: account.username, password: account.password, ca: ca.path)
                Self.announce(ready, directory, isJSON: isJSON)
            }
        }
    }

    private static func announce(_ ready: Ready, _ directory: DataDirectory, isJSON: Bool) {
        if isJSON {
            try? Terminal.json(ready, pretty: false)
            return
        }
        Terminal.line("The demonstration hospital is open.")
        Terminal.line()
        Terminal.line("  address    \(ready.url)")
        Terminal.line("  user       \(ready.username)")
        Terminal.line("  password   \(ready.password)")
        Terminal.line("  program    \(Bundle.main.executablePath ?? "sehat")")
        Terminal.line("  data       \(directory.path)")
        Terminal.line("  paper      \(directory.path)/paper")
        Terminal.line("  authority  \(ready.ca)   (import it into the browser, or accept the warning once)")
        Terminal.line()
        Terminal.line("Stop it with Ctrl-C.")
    }

    private func make(_ directory: DataDirectory) async throws {
        let now = WallClock.system.now
        let clock = SettableClock(now.adding(seconds: -Int64(DemoHospital.days + 1) * 86_400))
        try directory.prepareForNewHospital()
        let key = DatabaseKey.random()
        do {
            let appliance = try await Appliance.open(
                directory, key: key, clock: clock.clock, isNew: true, logger: Control.quietLogger)
            defer { appliance.close() }
            let demo = DemoHospital(
                store: appliance.store, clock: clock, access: appliance.composition.access,
                paperFolder: directory.url.appending(path: "paper").path, now: now)
            let password = try await demo.fill { part in
                Terminal.progress("Making the demonstration hospital: \(Int(part * 100)) %")
            }
            Terminal.endProgress()
            try DemoAccount(username: "demo", password: password).write(in: directory)
            try directory.writeKey(key)
        } catch {
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: directory.database.path + suffix)
            }
            throw error
        }
    }
}

/// The sign-in of a demonstration, kept beside its database so that it can be shown again.
struct DemoAccount: Codable {
    var username: String
    var password: String

    private static let fileName = "demo.json"

    static func read(in directory: DataDirectory) throws -> DemoAccount {
        guard let data = try? Data(contentsOf: directory.url.appending(path: fileName)) else {
            throw CommandFailure("\(directory.path) is no demonstration; give another --data.", exitCode: .data)
        }
        return try JSONDecoder().decode(DemoAccount.self, from: data)
    }

    func write(in directory: DataDirectory) throws {
        let path = directory.url.appending(path: Self.fileName).path
        let made = FileManager.default.createFile(
            atPath: path, contents: try JSONEncoder().encode(self), attributes: [.posixPermissions: 0o600])
        if !made { throw CommandFailure("\(path) cannot be written.", exitCode: .cannotOpen) }
    }
}
