import Foundation

extension ShippedTemplates {
    /// The kinds of paper that the product knows: those that its templates make, and the test page; by name.
    public static let kinds: [DocumentKind] = {
        struct Head: Decodable {
            struct Document: Decodable { let kind: String }
            let document: Document
        }
        let made = all.compactMap { try? JSONDecoder().decode(Head.self, from: Data($0.text.utf8)).document.kind }
        return Set(made + [DocumentKind.testPage.rawValue]).sorted().map(DocumentKind.init(rawValue:))
    }()
}
