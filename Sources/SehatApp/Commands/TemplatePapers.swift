import ArgumentParser
import Foundation
import PrintQueue
import SehatCore

extension TemplateCommand {
    struct Papers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "papers", abstract: "Show or set what all papers share: digits, calendar, pictures.",
            discussion: """
                Without options it shows them. Hijri dates are those of Umm al-Qura; --hijri -1 begins months a day later.

                Example: sehat template papers --digits ur,hi --hijri -1
                """)

        @OptionGroup var data: DataOptions
        @Option(
            help: "Languages whose papers have their own digits, such as ur,hi,ar; none for Western ones everywhere.")
        var digits: String?
        @Option(help: "Days by which Hijri dates stand beside Umm al-Qura, -2 to 2; off for Gregorian dates only.")
        var hijri: String?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let (digits, hijri) = (try digits.map(Self.languages), try hijri.map(Self.shift))
            try await running {
                let settings = try await Control.perform(data) { client in
                    var now = try await client.send(.get, "/api/paper-settings").decode(PaperSettings.self)
                    if digits != nil || hijri != nil {
                        if let digits { now.localDigits = digits }
                        if let hijri { now.hijriShift = hijri }
                        let body = Body(localDigits: now.localDigits, hijriShift: now.hijriShift, version: now.version)
                        now = try await client.send(.put, "/api/paper-settings", body).decode(PaperSettings.self)
                    }
                    return now
                }
                if json { return try Terminal.json(settings) }
                let own = settings.localDigits.map(\.rawValue).joined(separator: ",")
                Terminal.line("digits of their own: \(own.isEmpty ? "none" : own)")
                Terminal.line(
                    "Hijri dates: \(settings.hijriShift.map { "Umm al-Qura \($0 < 0 ? "" : "+")\($0) days" } ?? "off")")
                Terminal.table(
                    ["picture", "pixels"],
                    settings.pictures.sorted { $0.key < $1.key }.map {
                        [$0.key, "\($0.value.width)x\($0.value.height)"]
                    })
            }
        }

        private struct Body: Encodable, Sendable {
            let localDigits: [Language]
            let hijriShift: Int?
            let version: Int64
        }

        private static func languages(_ text: String) throws -> [Language] {
            if text == "none" { return [] }
            return try text.split(separator: ",").map { name in
                guard let language = Language(rawValue: String(name)), language != .en else {
                    throw CommandFailure(
                        "\"\(name)\" has no digits of its own here; known: ur, hi, ar.", exitCode: .usage)
                }
                return language
            }
        }

        private static func shift(_ text: String) throws -> Int? {
            if text == "off" { return nil }
            guard let days = Int(text), (-2...2).contains(days) else {
                throw CommandFailure("--hijri is -2 to 2, or off.", exitCode: .usage)
            }
            return days
        }
    }

    struct Picture: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "picture",
            abstract: "Put a picture under a name, or take it away; logo stands in every letterhead.",
            discussion: """
                The file is a PNG or a JPEG. Papers printed before keep their picture.

                Example: sehat template picture logo logo.png

                Example: sehat template picture logo --remove
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "The name: small letters, digits, hyphens.") var name: String
        @Argument(help: "The PNG or JPEG file.") var file: String?
        @Flag(help: "Take the picture away; new papers do without it.") var remove = false

        func validate() throws {
            guard (file != nil) != remove else { throw ValidationError("Give a file or --remove.") }
        }

        func run() async throws {
            let (name, body) = (name, try file.map(Self.body))
            try await running {
                let path = "/api/pictures/\(name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
                let settings = try await Control.perform(data) { client in
                    let answer =
                        if let body { try await client.send(.put, path, body) } else {
                            try await client.send(.delete, path)
                        }
                    return try answer.decode(PaperSettings.self)
                }
                guard let picture = settings.pictures[name] else { return Terminal.line("\(name) is taken away.") }
                Terminal.line("\(name) is \(picture.width) by \(picture.height) pixels on every new paper.")
            }
        }

        private struct Body: Encodable, Sendable {
            let png: String
        }

        private static func body(_ file: String) throws -> Body {
            guard let bytes = try? Data(contentsOf: URL(filePath: file)) else {
                throw CommandFailure("\(file) cannot be read.", exitCode: .cannotOpen)
            }
            return Body(png: bytes.base64EncodedString())
        }
    }
}
