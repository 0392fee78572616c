import Backup
import Foundation
import SehatApp
import SehatCore
import SehatStore
import TestKit
import Testing

/// `sehat key split` and `sehat key join` by the real executable, from the papers as they are printed.
@Suite(.serialized) struct KeySharingTests {
    /// The words of a paper, in the order of their numbers.
    private static func words(_ paper: URL) async throws -> [String] {
        let text = try await Binary.run(["-layout", paper.path, "-"], executable: URL(filePath: "/usr/bin/pdftotext"))
        // pdftotext marks the direction of each piece.
        let output = String(
            String.UnicodeScalarView(text.output.unicodeScalars.filter { $0.properties.generalCategory != .format }))
        #expect(text.status == 0 && output.contains("5"), "\(text)")
        return output.matches(of: /(\d+) ([a-z]{5})(?=\s)/).compactMap { match in
            Int(match.1).map { ($0, String(match.2)) }
        }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    @Test func anyThreePapersOfFiveOpenTheHospital() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        hospital.close()
        let folder = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: folder) }
        let data = ["--data", hospital.directory.path]
        let split = try await Binary.run(
            ["key", "split", "--of", "5", "--need", "3", "--out", folder.path] + data)
        #expect(split.status == 0, "\(split)")
        let again = try await Hospital.open(at: hospital.directory.url, key: hospital.key)
        let noted = try await again.store.read(as: .system("test")) { tx in
            try AuditLog.newest(AuditFilter(), limit: 5, in: tx).filter { $0.action == "appliance.key.papersMade" }
        }
        again.close()
        #expect(noted.count == 1 && "\(noted)".contains("parts"), "\(noted)")
        var papers: [String] = []
        for number in 1...5 {
            let paper = folder.appending(path: "officer-\(number)-of-5.pdf")
            #expect(split.output.contains(paper.path))
            let mode = try FileManager.default.attributesOfItem(atPath: paper.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let words = try await Self.words(paper)
            #expect(try KeyShare(sheet: words.joined(separator: " ")).number == number)
            papers.append(words.joined(separator: " "))
        }
        // The second paper is typed twice, which counts once.
        let typed = [papers[4], papers[1], papers[1], papers[2]].joined(separator: "\n") + "\n"
        let tried = try await Binary.run(["key", "join", "--check"] + data, input: Data(typed.utf8))
        #expect(tried.status == 0 && tried.output.contains("good"), "\(tried)")
        let file = folder.appending(path: "joined.key")
        let joined = try await Binary.run(["key", "join", "--out", file.path], input: Data(typed.utf8))
        #expect(joined.status == 0, "\(joined)")
        #expect(try DatabaseKey(file: file).opens(hospital.directory.database))
        let twice = try await Binary.run(["key", "join", "--out", file.path], input: Data(typed.utf8))
        #expect(twice.status == 73 && twice.errors.contains("is there already"), "\(twice)")
        let few = try await Binary.run(
            ["key", "join", "--check"] + data, input: Data("\(papers[0])\n\(papers[3])\n\n".utf8))
        #expect(few.status == 65 && few.output.isEmpty, "\(few)")
    }

    @Test func papersOfTwoSplitsAreNotMixed() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        hospital.close()
        let folder = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: folder) }
        let data = ["--data", hospital.directory.path]
        let split = ["key", "split", "--of", "3", "--need", "2", "--out", folder.path] + data
        #expect(try await Binary.run(split).status == 0)
        let paper = folder.appending(path: "officer-1-of-3.pdf")
        let first = try Data(contentsOf: paper)
        let again = try await Binary.run(split)
        #expect(again.status == 73 && again.errors.contains("officer-1-of-3.pdf"), "\(again)")
        #expect(try Data(contentsOf: paper) == first, "the paper of the first split was lost")
        let opened = try await Hospital.open(at: hospital.directory.url, key: hospital.key)
        let noted = try await opened.store.read(as: .system("test")) { tx in
            try AuditLog.newest(AuditFilter(), limit: 9, in: tx).filter { $0.action == "appliance.key.papersMade" }
        }
        opened.close()
        #expect(noted.count == 1, "papers that were not made are in the log")

        let one = try #require(KeyShare.split(hospital.key, need: 3, count: 3))
        let other = try #require(KeyShare.split(hospital.key, need: 3, count: 3))
        let mixed = try await Binary.run(
            ["key", "join", "--check"] + data, input: Data("\(one[0].sheetText)\n\(other[1].sheetText)\n".utf8))
        #expect(mixed.status == 65 && mixed.errors.contains("Paper 2 was not made together"), "\(mixed)")
    }

    @Test func papersOfAnotherHospitalAndWrongNumbersAreRefused() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        hospital.close()
        let data = ["--data", hospital.directory.path]
        let shares = try #require(KeyShare.split(.random(), need: 2, count: 2))
        let typed = shares.map(\.sheetText).joined(separator: "\n") + "\n"
        let foreign = try await Binary.run(["key", "join", "--check"] + data, input: Data(typed.utf8))
        #expect(foreign.status == 65 && foreign.errors.contains("not this hospital's"), "\(foreign)")
        let wrong = try await Binary.run(["key", "split", "--of", "3", "--need", "4", "--out", "/nowhere"] + data)
        #expect(wrong.status == 64, "\(wrong)")
    }
}
