import DelimitedText
import SehatCore

/// The top of a file: its headings and the first rows below them.
struct ImportHead: Hashable, Sendable {
    /// Each once: a heading that stands again has a number behind it.
    let headings: [String]
    /// The first rows that can be read, five at most.
    let sample: [[String]]
    /// Where the first row begins.
    let end: Int

    /// How many rows with an open quotation mark are stepped over to find one that can be shown.
    private static let patience = 20

    /// - Parameters:
    ///   - bytes: the beginning of the text, in UTF-8.
    ///   - isWhole: whether these are all bytes of it.
    /// - Throws: 422 on `file` where no line holds headings or nothing stands below them; where that is because of a
    ///   quotation mark that nobody closed, with its line.
    init(_ bytes: [UInt8], from start: Int, separator: UInt8, isWhole: Bool) throws {
        let text = DelimitedText(separator: separator)
        let heading: DelimitedText.Record?
        do {
            heading = try text.record(in: bytes, from: start, isLast: isWhole)
        } catch {
            throw Self.openQuote(bytes, at: start)
        }
        guard let heading, heading.fields.contains(where: { !$0.isEmpty }), heading.fields.count <= 500 else {
            throw Problem.invalid("file", "patients.field.importEmpty")
        }
        headings = Self.apart(heading.fields.map { InputText.line($0) })
        end = heading.end
        var (index, rows, open) = (heading.end, [[String]](), [Int]())
        while rows.count < 5, open.count < Self.patience {
            do {
                guard let row = try text.record(in: bytes, from: index, isLast: isWhole) else { break }
                rows.append(row.fields.map { String(InputText.line($0).prefix(80)) })
                index = row.end
            } catch {
                // As the run does: the line is lost, those after it are not.
                open.append(index)
                index = bytes[index...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
            }
        }
        if rows.isEmpty, let first = open.first { throw Self.openQuote(bytes, at: first) }
        guard !rows.isEmpty else { throw Problem.invalid("file", "patients.field.importEmpty") }
        sample = rows
    }

    private static func openQuote(_ bytes: [UInt8], at index: Int) -> Problem {
        .invalid("file", "patients.field.importOpenQuote", ["line": String(line(of: index, in: bytes))])
    }

    /// The line of a place, from 1; lines end in CR LF, LF or CR.
    private static func line(of index: Int, in bytes: [UInt8]) -> Int {
        let ends = bytes[..<index].indices.filter { place in
            bytes[place] == 0x0A || bytes[place] == 0x0D && !(place + 1 < bytes.count && bytes[place + 1] == 0x0A)
        }
        return ends.count + 1
    }

    /// The headings, so that each names one column.
    static func apart(_ headings: [String]) -> [String] {
        var seen: Set<String> = []
        return headings.map { heading in
            var (one, number) = (heading, 1)
            while !seen.insert(one).inserted {
                number += 1
                one = heading.isEmpty ? "(\(number))" : "\(heading) (\(number))"
            }
            return one
        }
    }
}
