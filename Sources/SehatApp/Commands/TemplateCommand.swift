public import ArgumentParser
import Documents
import Foundation
import SehatCore
import Templates
import Typesetting

struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Templates of papers, and the digits, calendar and pictures of all papers.",
        discussion: """
            A paper is changed by writing its template out, changing the file, looking at it and publishing it.

            Example: sehat template show receipt > receipt.json

            Example: sehat template check receipt receipt.json --preview receipt.png

            Example: sehat template publish receipt receipt.json
            """,
        subcommands: [
            List.self, Show.self, Fields.self, Check.self, Publish.self, RollBack.self, Papers.self, Picture.self,
        ])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the templates and the versions in use.",
            discussion: "Example: sehat template list --json")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let list = try await Control.perform(data) { client in
                    try await client.send(.get, "/api/templates").decode(TemplateList.self)
                }
                if json { return try Terminal.json(list.items) }
                Terminal.table(
                    ["name", "version", "published by", "draft by"],
                    list.items.map { [$0.name, String($0.number), $0.publishedByName ?? "", $0.draftBy ?? ""] })
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Print the text of a template.",
            discussion: "Example: sehat template show receipt --number 2")

        @OptionGroup var data: DataOptions
        @Argument(help: "The name, as list prints it.") var name: String
        @Option(help: "The version; 1 is the product's own. Default: the version in use.") var number: Int64?

        func run() async throws {
            let (name, number) = (try TemplateCommand.shipped(name).name, number)
            try await running {
                let text = try await Control.perform(data) { client in
                    guard let number else {
                        return try await client.send(.get, "/api/templates/\(name)").decode(TemplateView.self).text
                    }
                    return try await client.send(.get, "/api/templates/\(name)/versions/\(number)").decode(
                        TemplateText.self
                    ).text
                }
                Terminal.line(text)
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Check a template file with sample data; no server is needed.",
            discussion: "Example: sehat template check receipt receipt.json --language ur --preview receipt.png")

        @Argument(help: "The name of the template that the file is to replace.") var name: String
        @Argument(help: "The template file.") var file: String
        @Option(help: "The language of the picture: en, ur, hi or ar.") var language: Language = .en
        @Option(help: "Write the first sheet as PNG into this file.") var preview: String?

        func run() async throws {
            let wish = self
            try await running { try wish.check() }
        }

        private func check() throws {
            let entry = try TemplateCommand.shipped(name)
            let text = try TemplateCommand.contents(of: file)
            if let fault = entry.fault(in: text) { throw CommandFailure("\(file): \(fault)", exitCode: .data) }
            let template = try DocumentTemplate(Array(text.utf8))
            let renderer = DocumentRenderer()
            for language in Language.allCases {
                for sample in try entry.samples(of: template, in: language) {
                    for document in entry.onEveryPaper(sample) { try check(document, renderer) }
                }
            }
            if let preview, let png = try renderer.png(try entry.samples(of: template, in: language)[0]) {
                try ContactSheet.save(png, to: URL(filePath: preview))
            }
            Terminal.line("\(file) is a template for \(name).")
        }

        private func check(_ document: PrintDocument, _ renderer: DocumentRenderer) throws {
            do {
                _ = try renderer.layout(document)
            } catch let error as TypesettingError {
                let (language, width) = (document.language.rawValue, document.paper.width.micrometres / 1000)
                throw CommandFailure("\(file): in \(language) on paper of \(width) mm: \(error.words)", exitCode: .data)
            }
        }
    }

    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "publish", abstract: "Make new papers from a template file from now on.",
            discussion: "Example: sehat template publish receipt receipt.json")

        @OptionGroup var data: DataOptions
        @Argument(help: "The name, as list prints it.") var name: String
        @Argument(help: "The template file.") var file: String

        func run() async throws {
            let (name, text) = (try TemplateCommand.shipped(name).name, try TemplateCommand.contents(of: file))
            try await running {
                let number = try await Control.perform(data) { client in
                    let path = "/api/templates/\(name)"
                    let base = try await client.send(.get, path).decode(TemplateView.self).number
                    let body = PublishBody(text: text, base: base)
                    return try await client.send(.post, path + "/publish", body).decode(TemplateView.self).number
                }
                Terminal.line("\(name) is published as version \(number).")
            }
        }

        private struct PublishBody: Encodable, Sendable {
            let text: String
            let base: Int64
        }
    }

    struct RollBack: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rollback", abstract: "Publish an earlier version once more.",
            discussion: "Example: sehat template rollback receipt --to 1")

        @OptionGroup var data: DataOptions
        @Argument(help: "The name, as list prints it.") var name: String
        @Option(help: "The version to bring back; 1 is the product's own.") var to: Int64

        func run() async throws {
            let (name, to) = (try TemplateCommand.shipped(name).name, to)
            try await running {
                let number = try await Control.perform(data) { client in
                    let path = "/api/templates/\(name)"
                    let base = try await client.send(.get, path).decode(TemplateView.self).number
                    let body = RollBackBody(number: to, base: base)
                    return try await client.send(.post, path + "/rollback", body).decode(TemplateView.self).number
                }
                Terminal.line("\(name) is as in version \(to) again, published as version \(number).")
            }
        }

        private struct RollBackBody: Encodable, Sendable {
            let number: Int64
            let base: Int64
        }
    }

    /// The template of a name.
    ///
    /// - Throws: `CommandFailure` naming those that there are.
    static func shipped(_ name: String) throws -> ShippedTemplates.Entry {
        if let entry = ShippedTemplates.named(name) { return entry }
        let known = ShippedTemplates.all.map(\.name).joined(separator: ", ")
        throw CommandFailure("there is no template \(name); known: \(known)", exitCode: .usage)
    }

    fileprivate static func contents(of file: String) throws -> String {
        do {
            return String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
        } catch {
            throw CommandFailure("\(file) cannot be read: \(error.localizedDescription)", exitCode: .cannotOpen)
        }
    }
}
