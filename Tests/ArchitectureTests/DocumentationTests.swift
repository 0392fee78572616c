import Foundation
import Testing

/// The articles beside the code name files; a name that leads nowhere is a lie.
@Suite struct DocumentationTests {
    private static let folder = "Sources/Base/SehatCore/SehatCore.docc"

    /// What the walk-through of a new module makes.
    private static func isOfTheWalkThrough(_ name: String) -> Bool { name.lowercased().contains("feedback") }

    @Test func everyNamedFileIsThere() throws {
        let articles = try Repository.files(below: Self.folder, endingIn: ["md"])
        #expect(articles.count >= 6)
        let sources = try ["Sources", "Tests", "Packaging"].flatMap {
            try Repository.files(below: $0, endingIn: ["swift"]).map(\.path)
        }
        let path = /`((?:Sources|Tests|Packaging)\/[\w.\/-]+)`/
        let file = /`((?:\w+\/)*\w+\.swift)`/
        for article in articles {
            for match in article.text.matches(of: path) where !Self.isOfTheWalkThrough(String(match.1)) {
                let isThere = FileManager.default.fileExists(
                    atPath: Repository.root.appending(path: String(match.1)).path)
                #expect(isThere, "\(article) names \(match.1)")
            }
            for match in article.text.matches(of: file) where !Self.isOfTheWalkThrough(String(match.1)) {
                let isThere =
                    match.1 == "Package.swift" || sources.contains { $0.hasSuffix("/" + match.1) || $0 == match.1 }
                #expect(isThere, "\(article) names \(match.1)")
            }
        }
    }

    @Test func everyLinkLeadsToAnArticle() throws {
        let articles = try Repository.files(below: Self.folder, endingIn: ["md"])
        let names = Set(articles.map { URL(filePath: $0.path).deletingPathExtension().lastPathComponent })
        for article in articles {
            for match in article.text.matches(of: /<doc:(\w+)>/) {
                #expect(names.contains(String(match.1)), "\(article) links to \(match.1)")
            }
        }
    }
}
