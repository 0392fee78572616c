import ArgumentParser
import Foundation
import Names

/// How names are read and compared; works without a hospital.
struct NamesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "names", abstract: "How names are matched across scripts: explain, compare, rank.",
        discussion: "Example: sehat names compare \"Mohd Usman\" \"محمد عثمان\"",
        subcommands: [Explain.self, Compare.self, Rank.self])

    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "explain", abstract: "Print the words of a name with the keys under which it is found.",
            discussion: "Example: sehat names explain \"Mst. Nasreen Bibi\"")

        @Argument(help: "A name in Latin, Urdu, Arabic or Devanagari letters.") var name: String
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let words = try NameArgument.read(name).words.map(WordExplanation.init)
                if json { return try Terminal.json(NameExplanation(name: name, words: words)) }
                Terminal.table(
                    ["WORD", "SCRIPT", "ROLE", "SOUNDS", "SKELETONS"],
                    words.map {
                        [
                            $0.word, $0.script, $0.role, $0.sounds.joined(separator: " "),
                            $0.skeletons.joined(separator: " "),
                        ]
                    })
            }
        }
    }

    struct Compare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "compare", abstract: "Print how near two names are, 0 to 100, and why.",
            discussion: """
                From \(NameComparison.threshold) on the two count as one name. The order of the two makes no difference.

                Example: sehat names compare "Abdul Rehman" "عبدالرحمٰن"
                """)

        @Argument(help: "A name.") var name: String
        @Argument(help: "Another name.") var other: String
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let comparison = NameComparison(try NameArgument.read(name), try NameArgument.read(other))
                if json { return try Terminal.json(ComparedNames(comparison)) }
                Terminal.line(
                    "\(comparison.score)  \(comparison.match.rawValue)  \(comparison.isSame ? "same" : "not the same")")
            }
        }
    }

    struct Rank: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rank", abstract: "Rank the names of a file by how near they are to one, nearest first.",
            discussion: """
                The file is UTF-8 with one name a line; lines without a letter are left out. With --queries several names \
                are ranked in one run, each line then beginning with its query's number.

                Example: sehat names rank --query "Mohd Usman" --among patients.txt --limit 10
                """)

        @Option(help: "The name to look for.") var query: String?
        @Option(help: "A file of names to look for, one a line, instead of --query.") var queries: String?
        @Option(help: "The file of names, one a line.") var among: String
        @Option(help: "How many lines at most; 0 for all.") var limit = 20
        @Flag(help: "Print JSON.") var json = false

        func validate() throws {
            if (query == nil) == (queries == nil) { throw ValidationError("Give either --query or --queries.") }
            if limit < 0 { throw ValidationError("--limit is 0 or more.") }
        }

        func run() async throws {
            try await running {
                let lines = try NameArgument.lines(among)
                let read = lines.enumerated().map {
                    (number: $0.offset + 1, text: $0.element, name: PersonName($0.element))
                }
                .filter { !$0.name.words.isEmpty }
                let ranking = NameRanking(among: read.map(\.name))
                let wanted = try query.map { [$0] } ?? NameArgument.lines(queries ?? "")
                var answers: [RankedNames] = []
                for text in wanted {
                    let rows = ranking.rank(try NameArgument.read(text), limit: limit == 0 ? read.count : limit)
                    answers.append(
                        RankedNames(
                            query: text,
                            names: rows.map { row in
                                RankedName(line: read[row.index].number, name: read[row.index].text, row.comparison)
                            }))
                }
                if json { return query == nil ? try Terminal.json(answers) : try Terminal.json(answers.first) }
                for (number, answer) in answers.enumerated() {
                    for row in answer.names {
                        let columns = ["\(row.score)", row.match.rawValue, "\(row.line)", row.name]
                        Terminal.line((query == nil ? ["\(number + 1)"] + columns : columns).joined(separator: "\t"))
                    }
                }
            }
        }
    }
}

/// Names as they come from the command line.
private enum NameArgument {
    /// - Throws: `CommandFailure` when the text holds no letter.
    static func read(_ text: String) throws -> PersonName {
        let name = PersonName(text)
        if name.words.isEmpty { throw CommandFailure("“\(text)” holds no letters of a name", exitCode: .data) }
        return name
    }

    /// The lines of a file, without those that are empty at the end.
    static func lines(_ path: String) throws -> [String] {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("\(path) cannot be read", exitCode: .cannotOpen)
        }
        guard let text = String(data: bytes, encoding: .utf8) else {
            throw CommandFailure("\(path) is not UTF-8", exitCode: .data)
        }
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}

private struct NameExplanation: Encodable {
    let name: String
    let words: [WordExplanation]
}

private struct WordExplanation: Encodable {
    let word: String
    let script: String
    let role: String
    let sounds: [String]
    let skeletons: [String]

    init(_ word: PersonName.Word) {
        self.word = word.text
        script = word.script.rawValue
        role = word.role.rawValue
        sounds = word.soundLetters
        skeletons = word.skeletons
    }
}

private struct ComparedNames: Encodable {
    let score: Int
    let reason: NameMatch
    let same: Bool

    init(_ comparison: NameComparison) {
        score = comparison.score
        reason = comparison.match
        same = comparison.isSame
    }
}

private struct RankedNames: Encodable {
    let query: String
    let names: [RankedName]
}

private struct RankedName: Encodable {
    let line: Int
    let name: String
    let score: Int
    let match: NameMatch

    init(line: Int, name: String, _ comparison: NameComparison) {
        self.line = line
        self.name = name
        score = comparison.score
        match = comparison.match
    }

    enum CodingKeys: String, CodingKey {
        case line, name, score
        case match = "reason"
    }
}
