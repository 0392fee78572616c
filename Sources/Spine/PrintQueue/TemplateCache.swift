import Documents
import Synchronization

/// Templates that were parsed before, by the digest of their text.
///
/// A digest never changes its meaning, so that nothing has to be told to the cache; it is emptied when it grows beyond what
/// hospitals have.
enum TemplateCache {
    private static let parsed = Mutex<[String: DocumentTemplate]>([:])
    private static let limit = 64

    /// The template of a text.
    ///
    /// - Throws: `DocumentFileError` when it is no template.
    static func template(_ body: String, sha256: String) throws(DocumentFileError) -> DocumentTemplate {
        if let known = parsed.withLock({ $0[sha256] }) { return known }
        let template = try DocumentTemplate(Array(body.utf8))
        parsed.withLock { all in
            if all.count >= limit { all.removeAll() }
            all[sha256] = template
        }
        return template
    }
}
