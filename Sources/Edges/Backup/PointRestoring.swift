public import Foundation
import Glibc
public import SehatCore
public import SehatStore

/// What was brought back from a target.
public struct RestoredPoint: Codable, Sendable, Hashable {
    public let generation: String
    /// Everything acknowledged until this moment is in it.
    public let at: Instant
    /// Shipments that were laid over the copy.
    public let segments: Int
    public let bytes: Int64
    public let auditEntries: Int64
}

/// Bringing back the database as it was at any moment, from what was shipped to a target.
public enum PointRestoring {
    /// Restores from a directory.
    public static func restore(
        from target: URL, at moment: Instant?, to directory: URL, opener: Restoring.Opener,
        progress: (String) -> Void = { _ in }
    ) throws -> RestoredPoint {
        try restore(
            from: BackupTarget(directory: target), at: moment, to: directory, opener: opener, progress: progress)
    }

    /// Lays the newest copy before the moment and its segments into a new data directory, and checks the outcome whole.
    ///
    /// A moment from before the key was changed comes back under the key that the opener stands for.
    ///
    /// Every object is checked by signature, digest and place in the chain; the database by its page codes, its own checks,
    /// its references and its audit chain, which must end where the last segment says. The target is only read.
    ///
    /// - Parameters:
    ///   - moment: nil for the newest state there is.
    ///   - directory: does not exist, or is empty; it appears complete or not at all.
    /// - Throws: `BackupError` naming what is missing or damaged; `.formerKey` for a key that does not open the moment because
    ///   it was changed before.
    public static func restore(
        from target: BackupTarget, at moment: Instant?, to directory: URL, opener: Restoring.Opener,
        progress: (String) -> Void = { _ in }
    ) throws -> RestoredPoint {
        try restored(from: target, at: moment, to: directory, opener: opener, progress: progress).point
    }

    /// What was brought back, and what the next shipment follows.
    struct Restored {
        let point: RestoredPoint
        let head: SegmentHead
        let digest: String
    }

    static func restored(
        from target: BackupTarget, at moment: Instant?, to directory: URL, opener: Restoring.Opener,
        progress: (String) -> Void
    ) throws -> Restored {
        try Restoring.laying(into: directory) { draft in
            let source = try PointSource(target, opener)
            let found = try source.generation(before: moment)
            for fault in try source.faults(beside: found) { progress("Damaged: \(fault)") }
            let database = draft.appending(path: StoreConfiguration.fileName)
            let (head, digest) = try lay(source, found, moment, into: database, progress)
            progress("Checking the database of \(head.at)")
            try check(database, found.key, head)
            try Restoring.bring(draft, from: found.key, to: source.key, progress: progress)
            try Restoring.layKey(source.key, recovery: source.recovery(for: found), ring: source.ring, into: draft)
            let point = RestoredPoint(
                generation: found.manifest.name, at: head.at, segments: head.last, bytes: Int64(head.pageCount) * 4096,
                auditEntries: head.auditSequence)
            return Restored(point: point, head: head, digest: digest)
        }
    }

    /// Every moment that can be brought back from a target, oldest first; by what its objects are called, nothing is checked.
    ///
    /// - Throws: `BackupError`, as `restore` does for a target that is not there or not ours.
    public static func moments(at target: BackupTarget, opener: Restoring.Opener) throws -> [Instant] {
        let source = try PointSource(target, opener)
        var moments = Set<Instant>()
        var isOpen = false
        for name in source.names {
            guard let manifest = try source.find(name)?.manifest else { continue }
            isOpen = true
            let chain = SegmentChain(try source.segmentNames(name))
            moments.formUnion(chain.whole.filter { $0.last >= manifest.firstWhole }.map(\.at))
        }
        // None that opens, although there is one: `generation` says why.
        if !isOpen { _ = try source.generation(before: nil) }
        return moments.sorted()
    }

    private static func lay(
        _ source: PointSource, _ found: PointSource.Found, _ moment: Instant?, into file: URL,
        _ progress: (String) -> Void
    ) throws -> (SegmentHead, digest: String) {
        let manifest = found.manifest
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw BackupError.cannotWrite("\(file.path): \(String(cString: strerror(errno)))")
        }
        let output = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try layCopy(source, manifest, output, progress)
        var last: SegmentHead?
        var previous = manifest.name
        let names = try source.segments(of: found, to: moment)
        for (index, name) in names.enumerated() {
            let segment = try source.segment(name, of: found)
            guard segment.head.previous == previous else {
                throw BackupError.damaged("\(manifest.name)/\(name.fileName) does not follow the one before it")
            }
            try segment.eachPage { number, page in
                try output.seek(toOffset: UInt64(number - 1) * 4096)
                try output.write(contentsOf: page)
            }
            (last, previous) = (segment.head, segment.digest)
            if index.isMultiple(of: 100) { progress("Segment \(index + 1) of \(names.count), \(name.at)") }
        }
        guard let last, last.last >= manifest.firstWhole else {
            throw BackupError.damaged("\(manifest.name)/\(Digits.padded(Int64(names.count + 1), 10)) is missing")
        }
        try output.truncate(atOffset: UInt64(last.pageCount) * 4096)
        try output.synchronize()
        try output.close()
        return (last, previous)
    }

    private static func layCopy(
        _ source: PointSource, _ manifest: GenerationManifest, _ output: FileHandle, _ progress: (String) -> Void
    ) throws {
        var copied: Int64 = 0
        // Digesting takes longer than reading: as many pieces side by side as there are processors, and as memory bears.
        let width = max(1, min(8, ProcessInfo.processInfo.activeProcessorCount))
        for first in stride(from: 0, to: manifest.pieces.count, by: width) {
            for piece in try source.pieces(first..<min(first + width, manifest.pieces.count), of: manifest) {
                try output.write(contentsOf: piece)
                copied += Int64(piece.count)
            }
            progress("Copying \(copied) of \(manifest.bytes) bytes")
        }
        guard copied == manifest.bytes else {
            throw BackupError.damaged("the copy of \(manifest.name) has \(copied) bytes, not \(manifest.bytes)")
        }
    }

    private static func check(_ file: URL, _ key: DatabaseKey, _ last: SegmentHead) throws {
        let report = try StoreCheck.verify(file: file, key: key)
        guard report.isGood else { throw BackupError.damaged(report.faults.joined(separator: "; ")) }
        guard report.auditSequence == last.auditSequence, report.auditHash == last.auditHash else {
            throw BackupError.damaged("the audit chain does not end where segment \(last.name.fileName) says")
        }
    }
}
