public import Foundation
public import Outgoing
import SehatCore

/// The hospital's mail server, as the configuration names it.
public struct MailServer: Sendable, Hashable {
    /// How the connection is protected.
    public enum Protection: String, Sendable {
        /// TLS from the first byte (RFC 8314).
        case tls = "smtps"
        /// TLS after STARTTLS (RFC 3207); without it nothing is sent.
        case startTLS = "smtp"
        /// None; only on this machine.
        case none = "smtp+plain"
    }

    public let protection: Protection
    public let host: String
    public let port: Int
    public let sender: String
    /// Nil for a server that wants none.
    public let user: String?
    /// Read whenever a message is sent, so that a new password needs no restart.
    public let passwordFile: String?
    /// The certificate of the hospital's own authority; nil for the system's authorities.
    public let authority: String?

    /// - Parameter address: `smtps://host`, `smtp://host:587`, or `smtp+plain://127.0.0.1:25`.
    /// - Throws: `MessageSettingError` naming what is wrong.
    public init(
        _ address: String, sender: String, user: String? = nil, passwordFile: String? = nil, authority: String? = nil
    ) throws {
        guard let parts = URLComponents(string: address), let scheme = parts.scheme,
            let protection = Protection(rawValue: scheme), let host = parts.host, !host.isEmpty, parts.path.count <= 1,
            parts.user == nil, parts.password == nil, parts.query == nil
        else {
            throw MessageSettingError("smtp_server wants smtps://host, smtp://host:587 or smtp+plain://127.0.0.1:25")
        }
        if protection == .none, host != "localhost", NetworkAddress(host)?.isLoopback != true {
            throw MessageSettingError("smtp_server: smtp+plain is for this machine alone")
        }
        guard Mail.isAddress(sender) else { throw MessageSettingError("smtp_from is no address") }
        guard (user == nil) == (passwordFile == nil) else {
            throw MessageSettingError("smtp_user and smtp_password_file go together")
        }
        self.protection = protection
        self.host = host
        port = parts.port ?? (protection == .tls ? 465 : protection == .startTLS ? 587 : 25)
        self.sender = sender
        self.user = user
        self.passwordFile = passwordFile
        self.authority = authority
    }

    /// The connection that it makes.
    public var rule: OutgoingRule { OutgoingRule(.mail, host: host, port: port) }
}

/// What is wrong with a setting of the messages.
public struct MessageSettingError: Error, CustomStringConvertible, Sendable {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension MessageSettingError {
    /// - Throws: for what is no address of a person.
    public static func check(addresses: [String]) throws {
        for address in addresses where !Mail.isAddress(address) {
            throw MessageSettingError("alarm_email: \"\(address)\" is no address")
        }
    }

    /// - Throws: for what is no telephone number in international form.
    public static func check(numbers: [String]) throws {
        for number in numbers where number.wholeMatch(of: /\+[0-9]{7,15}/) == nil {
            throw MessageSettingError("alarm_sms: \"\(number)\" is no number such as +923001234567")
        }
    }
}

/// Secrets that stand in files.
enum SecretFile {
    /// The first line, without the white space around it.
    static func read(_ path: String) throws -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let line = text.split(whereSeparator: \.isNewline).first
        else { throw MessageFault("\(path) cannot be read or is empty") }
        return line.trimmingCharacters(in: .whitespaces)
    }
}
