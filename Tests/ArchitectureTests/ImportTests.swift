import Foundation
import Testing

/// The constitution: a target imports strictly lower tiers, and native and web libraries stay behind their owners.
@Suite struct ImportTests {
    private static let tiers = ["Native": 0, "Base": 1, "Libraries": 2, "Spine": 3, "Features": 4, "Edges": 5]

    /// Same-tier edges that the picture of the architecture shows.
    private static let sameTier: Set<String> = [
        "SehatStore→SehatCore", "SehatWeb→SehatCore", "SehatWeb→SehatStore", "Typesetting→Documents",
        "Typesetting→Pictures",
        "Encounters→Directory", "Encounters→Patients", "Ledger→Directory", "Ledger→Patients", "Ledger→Encounters",
        "Downtime→Directory", "Downtime→Patients", "Downtime→Encounters", "Downtime→PrintQueue",
        "PrinterDevices→Outgoing", "Spooler→Outgoing",
    ]

    /// Libraries that only these targets may import.
    private static let owners: [String: Set<String>] = [
        "Hummingbird": ["SehatWeb", "SehatApp"],
        "CText": ["Typesetting"],
        "CPictures": ["Pictures"],
        "CFonts": ["Typesetting", "SehatApp"],
        "CCups": ["Spooler"],
        "CSodium": ["Access", "Backup"],
    ]

    private struct Import: CustomStringConvertible {
        let file: String
        let target: String
        let imported: String
        var description: String { "\(file): \(target) imports \(imported)" }
    }

    @Test func importsGoStrictlyDown() throws {
        let tierOf = try Self.tierOfTarget()
        for found in try Self.imports() {
            guard let from = tierOf[found.target], let to = tierOf[found.imported] else { continue }
            let isAllowed = to < from || Self.sameTier.contains("\(found.target)→\(found.imported)")
            #expect(isAllowed, "\(found)")
        }
    }

    @Test func librariesStayBehindTheirOwners() throws {
        for found in try Self.imports() {
            guard let owners = Self.owners[found.imported] else { continue }
            #expect(owners.contains(found.target), "\(found)")
        }
    }

    /// The measuring program stands beside the product: it uses what the tests use, and the product knows nothing of it.
    @Test func theBenchStandsBesideTheProduct() throws {
        let allowed: Set<String> = [
            "ArgumentParser", "Backup", "BenchReference", "Documents", "Foundation", "Glibc", "GRDB", "Patients",
            "SehatCore",
            "SehatStore", "Synchronization", "TestKit", "Typesetting",
        ]
        let found = Set(try Repository.files(below: "Packaging/Bench", endingIn: ["swift"]).flatMap(Self.imported(by:)))
        #expect(found.contains("BenchReference") && found.subtracting(allowed).isEmpty, "\(found.subtracting(allowed))")
        for found in try Self.imports() {
            #expect(!["BenchReference", "TestKit"].contains(found.imported), "\(found)")
        }
    }

    @Test func theWalkSeesTheWholeTree() throws {
        let targets = Set(try Self.imports().map(\.target))
        #expect(targets.isSuperset(of: ["SehatCore", "SehatStore", "SehatWeb", "Typesetting", "Patients", "Billing"]))
    }

    private static func tierOfTarget() throws -> [String: Int] {
        var tierOf: [String: Int] = [:]
        for (folder, tier) in tiers {
            let names = try FileManager.default.contentsOfDirectory(
                atPath: Repository.root.appending(path: "Sources/\(folder)").path)
            for name in names { tierOf[name] = tier }
        }
        return tierOf
    }

    private static func imports() throws -> [Import] {
        try Repository.files(below: "Sources", endingIn: ["swift"]).flatMap { file -> [Import] in
            let parts = file.path.split(separator: "/")
            let target = tiers[String(parts[1])] == nil ? String(parts[1]) : String(parts[2])
            return imported(by: file).map { Import(file: file.path, target: target, imported: $0) }
        }
    }

    private static func imported(by file: Repository.SourceFile) -> [String] {
        let pattern = /^(?:@\w+ )?(?:public |package |internal |private )?import (?:struct |class |enum |func )?(\w+)/
        return file.lines.compactMap { line in
            (try? pattern.firstMatch(in: line)).map { String($0.1) }
        }
    }
}
