import Documents
import Foundation
import SehatCore
import Typesetting

/// A template's text with sample data, as it would come out of a printer.
struct TemplatePreview: Sendable {
    let renderer: DocumentRenderer
    /// A template is looked at by its first sheets.
    private static let sheetLimit = 8

    /// The paper as pictures, or the place of what is wrong.
    func view(_ name: String, _ input: PreviewInput) throws -> PreviewView {
        do {
            let document = try document(name, input.text, input.language, isSparse: input.isSparse ?? false)
            let dpi = Double(min(max(input.dpi ?? 96, 48), 300))
            let pages = try renderer.layout(document).pages
            var sheets: [PreviewView.Sheet] = []
            for (index, page) in pages.prefix(Self.sheetLimit).enumerated() {
                guard let png = try renderer.png(document, dpi: dpi, page: index) else { break }
                sheets.append(
                    .init(
                        png: Data(png).base64EncodedString(), width: Self.millimetres(page.width),
                        height: Self.millimetres(page.height)))
            }
            return PreviewView(sheets: sheets)
        } catch let error as DocumentFileError {
            let place = error.place
            return PreviewView(
                sheets: [], fault: .init(line: place.line, column: place.column, path: error.path, words: error.words))
        } catch let error as TypesettingError {
            return PreviewView(sheets: [], fault: .init(line: 0, column: 0, path: "", words: "\(error)"))
        }
    }

    /// The sample document of a text.
    ///
    /// - Throws: `DocumentFileError`; `printQueue.template.notFound` for a name that is none.
    func document(_ name: String, _ text: String, _ language: Language, isSparse: Bool = false) throws -> PrintDocument {
        guard let shipped = ShippedTemplates.named(name) else {
            throw Problem(.notFound, "printQueue.template.notFound")
        }
        let samples = try shipped.samples(of: DocumentTemplate(Array(text.utf8)), in: language)
        return samples[isSparse ? samples.count - 1 : 0]
    }

    /// Sets a text in every language.
    ///
    /// - Throws: `templates.unprintable` when a language does not fit on the paper.
    func check(_ name: String, _ text: String) throws {
        for language in Language.allCases {
            guard let document = try? document(name, text, language) else { continue }
            do {
                _ = try renderer.layout(document)
            } catch let error as TypesettingError {
                throw Problem.templateUnprintable("\(language.rawValue): \(error)")
            }
        }
    }

    private static func millimetres(_ points: Double) -> Double { (points * 254 / 72).rounded() / 10 }
}
