import Documents
import PrintQueue
import SehatCore
import SehatStore
import Typesetting

/// A stored document to be looked at, as it was or would be printed: by the product's own template where the hospital's
/// cannot be set.
struct PreviewPapers: Sendable {
    /// When the document was stored.
    let created: Instant
    private let document: PrintDocument
    /// What the product's own template makes of the same data; nil where nobody kept the data.
    private let spare: PrintDocument?

    /// - Throws: `printQueue.document.notFound`; `printing.document.unprintable` for one that cannot be read.
    init(_ id: ID<StoredDocument>, in tx: ReadTx) throws {
        let stored = try PrintQueue.document(id, in: tx)
        do {
            document = try stored.complete(in: tx)
        } catch is DocumentFileError {
            throw Problem.documentUnprintable
        }
        created = stored.createdAt
        // A spare that cannot be made is none: it is needed for few documents.
        spare = try? PaperFallback.document(of: stored, in: tx)
    }

    /// What a way of setting makes of the document.
    ///
    /// - Throws: `printing.document.unprintable` when neither can be set.
    func shown(_ set: (PrintDocument) throws -> [UInt8]) throws -> [UInt8] {
        for paper in [document, spare].compactMap({ $0 }) {
            do {
                return try set(paper)
            } catch is TypesettingError {
                continue
            }
        }
        throw Problem.documentUnprintable
    }
}
