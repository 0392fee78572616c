import Foundation
import SehatCore
import SehatStore
import Synchronization

/// What tells one target from another at the same address: the file `target.json` at its root.
///
/// A path or address says nothing of the disk behind it: one may be swapped, or unmounted so that its empty mount point
/// stays. It holds a random word and nothing of the hospital; it is no secret.
struct TargetMark: Codable, Hashable, Sendable {
    let id: String

    static let fileName = "target.json"

    static func random() -> TargetMark {
        var generator = SystemRandomNumberGenerator()
        return TargetMark(id: Hex.text((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }))
    }

    /// Nil where there is none that can be read.
    static func read(_ objects: any ObjectStore) throws -> TargetMark? {
        (try objects.get(fileName) as Data?).flatMap { try? JSONDecoder().decode(TargetMark.self, from: $0) }
    }

    func write(_ objects: any ObjectStore) throws {
        try objects.put(Self.fileName, JSONEncoder().encode(self))
    }
}

/// Which disks or stores a data directory has shipped to, by the targets' addresses: the file `targets.json` there.
///
/// More than one for disks that take turns.
enum KnownTargets {
    private static let fileName = "targets.json"
    /// Several shippers keep one file.
    private static let turn = Mutex(())

    static func marks(of target: String, in directory: URL) -> Set<TargetMark> {
        turn.withLock { _ in read(directory)[target] ?? [] }
    }

    /// - Throws: when it cannot be written; what could not be remembered would be refused after the next start.
    static func remember(_ mark: TargetMark, of target: String, in directory: URL) throws {
        try turn.withLock { _ in
            var known = read(directory)
            guard known[target, default: []].insert(mark).inserted else { return }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            try DurableFile.write(encoder.encode(known), to: directory.appending(path: fileName))
        }
    }

    private static func read(_ directory: URL) -> [String: Set<TargetMark>] {
        (try? Data(contentsOf: directory.appending(path: fileName))).flatMap {
            try? JSONDecoder().decode([String: Set<TargetMark>].self, from: $0)
        } ?? [:]
    }
}

/// Makes sure that what stands at a target's address is what was shipped to before; only reads until it is.
struct TargetIdentity: Sendable {
    let name: String
    let directory: URL
    /// The hospital's, the present one first.
    let keys: [ShippingKey]
    /// Which one is written to.
    private(set) var mark: TargetMark?
    private var known: Set<TargetMark>?

    init(_ name: String, in directory: URL, keys: [ShippingKey]) {
        (self.name, self.directory, self.keys) = (name, directory, keys)
    }

    /// - Parameter isAccepted: whether an administrator has said that a new one is meant to be there.
    /// - Returns: whether it is another one than at the last look; both are the hospital's.
    /// - Throws: `BackupError.targetReplaced`; nothing was written then.
    mutating func confirm(_ objects: any ObjectStore, isAccepted: Bool) throws -> Bool {
        let found = try TargetMark.read(objects)
        if let found, found == mark { return false }
        let known = known ?? KnownTargets.marks(of: name, in: directory)
        self.known = known
        let isKnown = found.map(known.contains) ?? false
        let holdsOurs = try !isKnown && ShippedGenerations.holds(objects, keys)
        guard isKnown || known.isEmpty || isAccepted || holdsOurs else {
            let what = try ShippedGenerations.names(objects).isEmpty ? "is empty" : "holds another disk's copies"
            let advice = "Mount the right disk, or accept this one: sehat backup accept-target"
            throw BackupError.targetReplaced("\(name) \(what): it is not what was shipped to before. \(advice)")
        }
        // A mark that was taken away, with the copies still there, is laid anew.
        let present = found ?? (holdsOurs ? mark : nil) ?? .random()
        if found == nil { try present.write(objects) }
        if !isKnown { try KnownTargets.remember(present, of: name, in: directory) }
        self.known?.insert(present)
        let isOther = mark.map { $0 != present } ?? false
        mark = present
        return isOther
    }
}

extension ShippedGenerations {
    /// Whether any copy at a target was made by this hospital.
    static func holds(_ objects: any ObjectStore, _ keys: [ShippingKey]) throws -> Bool {
        for name in try names(objects).reversed() {
            let data: Data? = try objects.get("\(name)/\(GenerationManifest.fileName)")
            if let data, GenerationManifest.open(data, name, with: keys) != nil { return true }
        }
        return false
    }
}
