import Foundation
import Printing
import SehatCore
import TOMLKit

/// What `sehat setup` shall make: answered at the terminal, or read from a TOML file for a setup without questions.
struct SetupPlan: Codable, Sendable, Equatable {
    var hospital: HospitalAnswers
    var administrator = Administrator()
    var server = Server()
    var printer: [Printer] = []
    var backup = Backup()

    struct Administrator: Codable, Sendable, Equatable {
        var username = "admin"
    }

    struct Server: Codable, Sendable, Equatable {
        /// Address and port; nil leaves what the configuration says.
        var listen: String?
        /// Names and addresses for the certificate.
        var hosts: [String] = []
    }

    struct Printer: Codable, Sendable, Equatable {
        var name: String
        var kind: PrinterKind
        /// The CUPS queue, or the full path of the folder.
        var target: String
        /// Dots per inch of a thermal head.
        var dpi: Int?
        /// The kinds of paper that are sent there, such as `receipt`.
        var papers: [String] = []
    }

    struct Backup: Codable, Sendable, Equatable {
        /// Where backups are written; nil for `backups` in the data directory.
        var directory: String?
        /// Local time, `HH:MM`; empty for none.
        var time: String?
        var keep: Int?
        /// Where every commit is shipped, as `backup_targets` of the configuration has them.
        var targets: [String]?
    }

    /// Reads a plan; a key that is not known is an error, as in the configuration.
    ///
    /// - Throws: `CommandFailure` naming the file and the key.
    static func load(_ file: String) throws -> SetupPlan {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw CommandFailure("\(file) cannot be read.", exitCode: .configuration)
        }
        return try parse(text, file: file)
    }

    /// Reads the text of a plan.
    static func parse(_ text: String, file: String) throws -> SetupPlan {
        do {
            return try TOMLDecoder(strictDecoding: true).decode(SetupPlan.self, from: text)
        } catch let error as TOMLParseError {
            throw CommandFailure(
                "\(file), line \(error.source.begin.line): \(error.description)", exitCode: .configuration)
        } catch let error as UnexpectedKeysError {
            let keys = error.keys.keys.sorted().joined(separator: ", ")
            throw CommandFailure("\(file): there is no setting \"\(keys)\".", exitCode: .configuration)
        } catch let error as DecodingError {
            throw CommandFailure("\(file): \(Self.words(error))", exitCode: .configuration)
        }
    }

    private static func words(_ error: DecodingError) -> String {
        switch error {
        // The decoder's path ends with the missing key itself, where there is a path.
        case .keyNotFound(let key, let context):
            "\(context.codingPath.isEmpty ? key.stringValue : path(context.codingPath)) is missing."
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            "\(path(context.codingPath)) is not what it should be."
        @unknown default: "\(error)"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
}

extension SetupPlan {
    private enum CodingKeys: String, CodingKey { case hospital, administrator, server, printer, backup }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        hospital = try values.decode(HospitalAnswers.self, forKey: .hospital)
        administrator = try values.decodeIfPresent(Administrator.self, forKey: .administrator) ?? Administrator()
        server = try values.decodeIfPresent(Server.self, forKey: .server) ?? Server()
        printer = try values.decodeIfPresent([Printer].self, forKey: .printer) ?? []
        backup = try values.decodeIfPresent(Backup.self, forKey: .backup) ?? Backup()
    }
}

extension SetupPlan.Server {
    private enum CodingKeys: String, CodingKey { case listen, hosts }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        listen = try values.decodeIfPresent(String.self, forKey: .listen)
        hosts = try values.decodeIfPresent([String].self, forKey: .hosts) ?? []
    }
}

extension SetupPlan.Printer {
    private enum CodingKeys: String, CodingKey { case name, kind, target, dpi, papers }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        kind = try values.decode(PrinterKind.self, forKey: .kind)
        target = try values.decode(String.self, forKey: .target)
        dpi = try values.decodeIfPresent(Int.self, forKey: .dpi)
        papers = try values.decodeIfPresent([String].self, forKey: .papers) ?? []
    }
}
