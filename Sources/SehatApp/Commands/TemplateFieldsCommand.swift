import ArgumentParser
import Documents
import SehatCore
import Templates

extension TemplateCommand {
    struct Fields: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fields", abstract: "List what a template may show; no server is needed.",
            discussion: """
                Fields of the parts of the data that the product's own template shows come first.

                Example: sehat template fields receipt --language ur
                """)

        @Argument(help: "The name, as list prints it.") var name: String
        @Option(help: "The language of the examples and of the words: en, ur, hi or ar.") var language: Language = .en
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let wish = self
            try await running {
                let material = try TemplateMaterial(try TemplateCommand.shipped(wish.name), in: wish.language)
                if wish.json { return try Terminal.json(material) }
                let catalogue = try Assets.catalogue()
                Terminal.table(
                    ["field", "in", "kind", "what it is", "example", "written"],
                    material.fields.map { field in
                        [
                            field.path, field.list ?? "", field.kind.rawValue, catalogue.meaning(of: field),
                            field.example ?? "", field.written,
                        ]
                    })
                Terminal.line("")
                Terminal.table(["word", "says", "written"], material.words.map { [$0.name, $0.text, $0.written] })
            }
        }
    }
}

extension Catalogue {
    /// What a field is, in English, from the outermost part of the data inwards.
    fileprivate func meaning(of field: TemplateField) -> String {
        let words = field.parts.map { text("templates.data.\($0)", .en) }
        return words.isEmpty ? text("templates.fields.item", .en) : words.joined(separator: " > ")
    }
}
