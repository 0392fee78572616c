public import Documents

/// Sets documents: typed values to positioned glyphs on pages. Safe to use from any thread; calls are synchronous.
public struct Typesetter: Sendable {
    /// A typesetter. All of them share the process-wide caches.
    public init() {}

    /// Sets a document for its paper.
    ///
    /// The base direction comes from the document's language; values are isolated by their type; lines are packed by
    /// their ink. Characters that no font has are replaced by a sign and reported as warnings.
    /// - Parameter dotsPerInch: The grid on which codes, rules and baselines stand; nil for that of the paper's print head,
    ///   if it has one.
    /// - Parameter shrinks: Whether a label on which something does not fit is set in smaller letters, as it must be when it is
    ///   to come out whatever a patient is called; who makes a template wants to hear of it instead.
    /// - Throws: `TypesettingError` when a value, code or table does not fit, or a font cannot be loaded.
    public func layout(_ document: PrintDocument, dotsPerInch: Double? = nil, shrinks: Bool = false) throws
        -> LaidOutDocument
    {
        if let dotsPerInch, !(20...1200).contains(dotsPerInch) { throw TypesettingError.badGeometry }
        return try EnginePool.use { engine in
            let context = DocumentContext(document, engine, dotsPerInch: dotsPerInch, shrinks: shrinks)
            let pages = try Paginator(context).pages()
            let missing = context.missing.sorted { $0.value < $1.value }
            return LaidOutDocument(
                pages: pages, warnings: missing.map(TypesettingWarning.missingGlyph), title: document.title,
                paper: document.paper)
        }
    }
}
