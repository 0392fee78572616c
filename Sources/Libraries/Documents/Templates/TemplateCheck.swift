import SehatCore

extension ShippedTemplates.Entry {
    /// A sample on every paper that it may be printed on, its own first.
    public func onEveryPaper(_ sample: PrintDocument) -> [PrintDocument] {
        ([sample.paper] + papers.filter { $0 != sample.paper }).map { paper in
            var document = sample
            if paper != sample.paper {
                document.paper = paper
                document.margins = .standard(for: paper)
            }
            return document
        }
    }

    /// Where and why a text may not take this template's place; nil when it may. It must make a document of the same kind in
    /// every language, both of data with every value and of data with those only that are never missing.
    public func fault(in text: String) -> DocumentFileError? {
        do throws(DocumentFileError) {
            let template = try DocumentTemplate(Array(text.utf8))
            for language in Language.allCases {
                let kind = try sample(in: language).kind
                for sample in try samples(of: template, in: language) where sample.kind != kind {
                    throw DocumentFileError(
                        place: SourcePlace(line: 1, column: 1), path: "document.kind",
                        fault: DocumentFault("template.kind", ["name": kind.rawValue]))
                }
            }
            return nil
        } catch {
            return error
        }
    }
}
