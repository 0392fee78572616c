import Documents
import Foundation
import PrintQueue
import SehatCore
import SehatStore
import Typesetting

/// A template's text with sample data, as it would come out of a printer of this hospital.
struct TemplatePreview: Sendable {
    let settings: PaperSettings
    private let renderer: DocumentRenderer
    /// The files of the hospital's pictures, by digest.
    private let pictures: [String: Data]
    /// A template is looked at by its first sheets.
    private static let sheetLimit = 8

    init(_ renderer: DocumentRenderer, in tx: ReadTx) throws {
        self.renderer = renderer
        settings = try PaperSettings.inUse(in: tx)
        var files: [String: Data] = [:]
        for picture in settings.pictures.values {
            files[picture.sha256] = try PaperPicture.of(picture.sha256, in: tx)?.png
        }
        pictures = files
    }

    /// The paper as pictures, or the place of what is wrong.
    func view(_ name: String, _ input: PreviewInput) throws -> PreviewView {
        do {
            let isSparse = input.isSparse ?? false
            let sample = try document(name, input.text, input.language, isSparse: isSparse)
            let document = finished(sample)
            let dpi = Double(min(max(input.dpi ?? 96, 48), 300))
            let pages: [LaidOutPage]
            do {
                pages = try renderer.layout(document).pages
            } catch let error as TypesettingError {
                return PreviewView(sheets: [], fault: fault(error, name, input, document, isSparse: isSparse))
            }
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
                sheets: [],
                fault: .init(
                    line: place.line, column: place.column, path: error.path, words: error.words,
                    code: error.fault.code, params: error.fault.params))
        }
    }

    /// The sample document of a text.
    ///
    /// - Throws: `DocumentFileError`; `printQueue.template.notFound` for a name that is none.
    func document(_ name: String, _ text: String, _ language: Language, isSparse: Bool = false) throws -> PrintDocument
    {
        guard let shipped = ShippedTemplates.named(name) else {
            throw Problem(.notFound, "printQueue.template.notFound")
        }
        let samples = try shipped.samples(of: DocumentTemplate(Array(text.utf8)), in: language)
        return samples[isSparse ? samples.count - 1 : 0]
    }

    /// Sets every sample of a text in every language on every paper that it may be printed on.
    ///
    /// - Throws: a problem with the line of the block that does not fit.
    func check(_ text: CheckedTemplate) throws {
        guard let shipped = ShippedTemplates.named(text.name) else { return }
        let template = try DocumentTemplate(Array(text.body.utf8))
        for language in Language.allCases {
            let places = try shipped.places(of: template, in: language)
            for (index, sample) in try shipped.samples(of: template, in: language).enumerated() {
                for document in shipped.onEveryPaper(sample) { try check(finished(document), places[index]) }
            }
        }
    }

    private func check(_ document: PrintDocument, _ places: [SourcePlace]) throws {
        do {
            _ = try renderer.layout(document)
        } catch let error as TypesettingError {
            throw LayoutFault(error: error, language: document.language, place: place(of: document, places)).problem
        }
    }

    /// A document with the hospital's digits, calendar and pictures.
    private func finished(_ document: PrintDocument) -> PrintDocument {
        settings.applied(to: document).withPictures { pictures[$0] }
    }

    private func fault(
        _ error: TypesettingError, _ name: String, _ input: PreviewInput, _ document: PrintDocument, isSparse: Bool
    ) -> PreviewView.Fault {
        var places: [SourcePlace] = []
        if let shipped = ShippedTemplates.named(name), let template = try? DocumentTemplate(Array(input.text.utf8)),
            let all = try? shipped.places(of: template, in: input.language)
        {
            places = all[isSparse ? all.count - 1 : 0]
        }
        let place = place(of: document, places)
        let problem = LayoutFault(error: error, language: input.language, place: place).problem
        return .init(
            line: place?.line ?? 0, column: place?.column ?? 0, path: "", words: "", problem: problem.code,
            params: problem.params)
    }

    /// Where the first block stands that cannot be set by itself.
    private func place(of document: PrintDocument, _ places: [SourcePlace]) -> SourcePlace? {
        guard places.count == document.blocks.count else { return nil }
        return renderer.faultyBlock(of: document).map { places[$0] }
    }

    private static func millimetres(_ points: Double) -> Double { (points * 254 / 72).rounded() / 10 }
}
