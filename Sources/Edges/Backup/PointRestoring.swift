import Crypto
public import Foundation
import Glibc
public import SehatCore
public import SehatStore

/// What was brought back from a target.
public struct RestoredPoint: Codable, Sendable, Hashable {
    public let generation: String
    /// Everything acknowledged until this moment is in it.
    public let at: Instant
    public let segments: Int
    public let bytes: Int64
    public let auditEntries: Int64
}

/// Bringing back the database as it was at any moment, from what was shipped to a target.
public enum PointRestoring {
    /// Lays the newest copy before the moment and its segments into a new data directory, and checks the outcome whole.
    ///
    /// Every object is checked by signature, digest and place in the chain; the database by its page codes, its own checks,
    /// its references and its audit chain, which must end where the last segment says. The target is only read.
    ///
    /// - Parameters:
    ///   - moment: nil for the newest state there is.
    ///   - directory: does not exist, or is empty; it appears complete or not at all.
    /// - Throws: `BackupError` naming what is missing or damaged.
    public static func restore(
        from target: URL, at moment: Instant?, to directory: URL, opener: Restoring.Opener,
        progress: (String) -> Void = { _ in }
    ) throws -> RestoredPoint {
        let files = FileManager.default
        let present = (try? files.contentsOfDirectory(atPath: directory.path)) ?? []
        guard present.isEmpty else { throw BackupError.targetNotEmpty(directory.path) }
        let chosen = try choose(target, moment, opener)
        let draft = directory.deletingLastPathComponent().appending(path: ".\(directory.lastPathComponent).restoring")
        try? files.removeItem(at: draft)
        do {
            try files.createDirectory(at: draft, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let point = try lay(chosen, moment, into: draft.appending(path: StoreConfiguration.fileName), progress)
            progress("Checking the database of \(point.at)")
            try check(draft.appending(path: StoreConfiguration.fileName), chosen.key, point)
            try Restoring.layKey(chosen.key, recovery: KeyRecovery.read(in: chosen.folder), into: draft)
            if files.fileExists(atPath: directory.path) { try files.removeItem(at: directory) }
            try files.moveItem(at: draft, to: directory)
            return RestoredPoint(
                generation: chosen.manifest.name, at: point.at, segments: point.sequence,
                bytes: Int64(point.pageCount) * 4096, auditEntries: point.auditSequence)
        } catch {
            try? files.removeItem(at: draft)
            throw error is BackupError || error is StoreOpenError ? error : BackupError.cannotWrite(error.localizedDescription)
        }
    }

    private struct Chosen {
        let folder: URL
        let manifest: GenerationManifest
        let key: DatabaseKey
        let signing: ShippingKey

        /// What an object is called in an error.
        func named(_ name: String) -> String { "\(manifest.name)/\(name)" }
    }

    private static func choose(_ target: URL, _ moment: Instant?, _ opener: Restoring.Opener) throws -> Chosen {
        let names = ShippedGenerations.names(ShippingFolder(url: target))
        guard !names.isEmpty else { throw BackupError.nothingShipped(target.path) }
        for name in names.reversed() {
            let folder = target.appending(path: name)
            // Without a manifest the copy was never finished; the generation before it has what is needed.
            guard let data = try? Data(contentsOf: folder.appending(path: GenerationManifest.fileName)) else { continue }
            let key = try Restoring.key(opener, folder)
            let signing = ShippingKey(key)
            guard let manifest = signing.open(GenerationManifest.self, data)?.value, manifest.name == name else {
                let said = String(decoding: data, as: UTF8.self).contains(signing.fingerprint)
                throw said ? BackupError.damaged("\(name)/\(GenerationManifest.fileName)") : .wrongKey(target.path)
            }
            if let moment, manifest.wholeAt > moment { continue }
            return Chosen(folder: folder, manifest: manifest, key: key, signing: signing)
        }
        throw BackupError.nothingSoOld(target.path)
    }

    private static func lay(
        _ chosen: Chosen, _ moment: Instant?, into file: URL, _ progress: (String) -> Void
    ) throws -> SegmentHead {
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BackupError.cannotWrite("\(file.path): \(String(cString: strerror(errno)))") }
        let output = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try layBase(chosen, output, progress)
        let newest = newestSegment(chosen)
        var last: SegmentHead?
        var previous = chosen.manifest.name
        for sequence in stride(from: 1, through: max(newest, chosen.manifest.firstWhole), by: 1) {
            let (head, digest, body) = try segment(sequence, chosen, previous: previous)
            if sequence > chosen.manifest.firstWhole, let moment, head.at > moment { break }
            try layPages(body, output)
            (last, previous) = (head, digest)
            if sequence.isMultiple(of: 500) { progress("Segment \(sequence) of \(newest), \(head.at)") }
        }
        guard let last else { throw BackupError.damaged("\(chosen.named(GenerationManifest.fileName)) names no segment") }
        try output.truncate(atOffset: UInt64(last.pageCount) * 4096)
        try output.synchronize()
        try output.close()
        return last
    }

    private static func layBase(_ chosen: Chosen, _ output: FileHandle, _ progress: (String) -> Void) throws {
        let name = chosen.named(GenerationManifest.baseName)
        let path = chosen.folder.appending(path: GenerationManifest.baseName)
        guard let input = try? FileHandle(forReadingFrom: path) else { throw BackupError.damaged("\(name) is missing") }
        defer { try? input.close() }
        var hasher = SHA256()
        var copied: Int64 = 0
        while let piece = try input.read(upToCount: 8 << 20), !piece.isEmpty {
            hasher.update(data: piece)
            try output.write(contentsOf: piece)
            copied += Int64(piece.count)
            progress("Copying \(copied) of \(chosen.manifest.bytes) bytes")
        }
        guard copied == chosen.manifest.bytes else {
            throw BackupError.damaged("\(name) has \(copied) bytes, not \(chosen.manifest.bytes)")
        }
        guard Hex.text(hasher.finalize()) == chosen.manifest.sha256 else {
            throw BackupError.damaged("\(name) is not what was written")
        }
    }

    /// The newest segment that must be there: by the position that was noted, or by the files, whichever is later.
    private static func newestSegment(_ chosen: Chosen) -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: chosen.folder.path)) ?? []
        let listed = names.compactMap(SegmentHead.sequence).max() ?? 0
        let noted = (try? Data(contentsOf: chosen.folder.appending(path: ShippedPosition.fileName)))
            .flatMap { chosen.signing.open(ShippedPosition.self, $0)?.value.sequence }
        return max(listed, noted ?? 0)
    }

    private static func segment(
        _ sequence: Int, _ chosen: Chosen, previous: String
    ) throws -> (head: SegmentHead, digest: String, body: Data) {
        let name = chosen.named(SegmentHead.fileName(sequence))
        guard let data = try? Data(contentsOf: chosen.folder.appending(path: SegmentHead.fileName(sequence))) else {
            throw BackupError.damaged("\(name) is missing")
        }
        guard let (head, digest, body) = chosen.signing.open(SegmentHead.self, data) else {
            throw BackupError.damaged("\(name) is not signed as it was")
        }
        guard head.sequence == sequence, head.previous == previous else {
            throw BackupError.damaged("\(name) does not follow the one before it")
        }
        guard body.count == head.pages * 4100, Hex.text(SHA256.hash(data: body)) == head.sha256 else {
            throw BackupError.damaged("\(name) does not hold the pages that were written")
        }
        return (head, digest, body)
    }

    private static func layPages(_ body: Data, _ output: FileHandle) throws {
        for start in stride(from: body.startIndex, to: body.endIndex, by: 4100) {
            let number = body[start..<start + 4].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            try output.seek(toOffset: (number - 1) * 4096)
            try output.write(contentsOf: body[(start + 4)..<(start + 4100)])
        }
    }

    private static func check(_ file: URL, _ key: DatabaseKey, _ last: SegmentHead) throws {
        let report = try StoreCheck.verify(file: file, key: key)
        guard report.isGood else { throw BackupError.damaged(report.faults.joined(separator: "; ")) }
        guard report.auditSequence == last.auditSequence, report.auditHash == last.auditHash else {
            throw BackupError.damaged("the audit chain does not end where segment \(last.sequence) says")
        }
    }
}
