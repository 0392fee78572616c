import Foundation
import Testing

/// `Tests/features.tsv` says which features hold and which tests prove each; a name that is not a test is a lie.
@Suite struct FeatureMapTests {
    @Test func everyNamedTestExists() throws {
        let sources = try Repository.files(below: "Tests", endingIn: ["swift"])
        let rows = try Repository.text("Tests/features.tsv").split(separator: "\n").dropFirst()
        #expect(!rows.isEmpty)
        for row in rows {
            let columns = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            try #require(columns.count == 3, "id, feature and tests are wanted: \(row)")
            let tests = columns[2].split(separator: " ").map(String.init)
            #expect(!tests.isEmpty, "\(columns[0]) names no test")
            for test in tests {
                #expect(Self.exists(test, in: sources), "\(columns[0]) names \(test)")
            }
        }
    }

    /// A test is named `Suite.function`.
    private static func exists(_ name: String, in sources: [Repository.SourceFile]) -> Bool {
        let parts = name.split(separator: ".").map(String.init)
        guard parts.count == 2 else { return false }
        return sources.contains { file in
            file.text.contains("struct \(parts[0])") && file.text.contains("func \(parts[1])(")
        }
    }
}
