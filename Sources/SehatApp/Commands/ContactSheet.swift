import Documents
import Foundation
import SehatCore
import Typesetting

/// Every shipped document in every language as pictures, for a person to look at.
enum ContactSheet {
    /// Writes the pictures, one for each page.
    ///
    /// - Throws: `CommandFailure` when a file cannot be written, `TypesettingError` when a document cannot be set.
    static func write(to folder: String) throws {
        let folder = URL(filePath: folder)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure("\(folder.path) cannot be made: \(error.localizedDescription)", exitCode: .cannotOpen)
        }
        for language in Language.allCases {
            for (name, document) in try documents(language) {
                let pages = try DocumentRenderer().render(document, as: .png, created: Instant(milliseconds: 0))
                for (index, page) in pages.enumerated() {
                    let file = "\(name)-\(language.rawValue)" + (index == 0 ? "" : "-\(index + 1)") + ".png"
                    try save(page, to: folder.appending(path: file))
                    Terminal.line(file)
                }
            }
        }
    }

    private static func documents(_ language: Language) throws -> [(String, PrintDocument)] {
        [("testPage", TestPage.document(language))]
            + (try ShippedTemplates.all.map { ($0.name, try $0.sample(in: language)) })
    }

    /// Writes a file whole or not at all.
    ///
    /// - Throws: `CommandFailure` when it cannot be written.
    static func save(_ bytes: [UInt8], to url: URL) throws {
        do {
            try Data(bytes).write(to: url, options: .atomic)
        } catch {
            throw CommandFailure("\(url.path) cannot be written: \(error.localizedDescription)", exitCode: .cannotOpen)
        }
    }
}
