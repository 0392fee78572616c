import Foundation

/// A disk that goes through a history, and whose power is cut somewhere in it.
///
/// Only what was synced is certain. Of what was written since, any 512-byte sectors may be there, in any order; of names
/// made, changed and removed since their directory was synced, as many as a journal may have kept, in their order.
struct CutDisk {
    /// What becomes of writes that were not synced.
    enum Fate: CaseIterable {
        case lost, kept, keptUpToATornOne, sectorsByChance
    }

    private enum Pending {
        case write(offset: Int, bytes: Range<Int>)
        case size(Int, onlyGrows: Bool)
    }

    private struct File {
        var durable: [UInt8] = []
        var pending: [Pending] = []
    }

    private enum Renaming {
        case set(String, Int)
        case move(String, String)
        case remove(String)
    }

    private let history: DiskHistory
    /// For the test of the tests: a disk that says it has synced, and has not.
    private let isLying: Bool
    private var files: [File] = []
    private var names: [String: Int] = [:]
    private var durableNames: [String: Int] = [:]
    private var pendingNames: [Renaming] = []
    private var handles: [Int: Int] = [:]
    private var folders: Set<Int> = []

    init(_ history: DiskHistory, isLying: Bool = false) {
        self.history = history
        self.isLying = isLying
        for (path, bytes) in history.before {
            names[path] = files.count
            files.append(File(durable: bytes))
        }
        durableNames = names
    }

    /// Goes on by one change.
    mutating func apply(_ change: DiskHistory.Change) {
        switch change.type {
        case "O": open(change)
        case "W": add(.write(offset: change.offset, bytes: change.data), to: change.handle)
        case "T": add(.size(change.length, onlyGrows: change.offset == 1), to: change.handle)
        case "S": sync(change.handle)
        case "R" where change.first.isEmpty: break
        case "R": rename(change.second.isEmpty ? .remove(change.first) : .move(change.first, change.second))
        case "U": rename(.remove(change.first))
        case "L": if let file = names[change.first] { rename(.set(change.second, file)) }
        case "K": if let file = handles[change.handle] { rename(.set(change.second, file)) }
        default: break
        }
    }

    private mutating func open(_ change: DiskHistory.Change) {
        if change.offset & 4 != 0 {
            folders.insert(change.handle)
            return
        }
        let isNameless = change.offset & 8 != 0
        if let file = names[change.first], !isNameless {
            handles[change.handle] = file
            if change.offset & 2 != 0 { add(.size(0, onlyGrows: false), to: change.handle) }
            return
        }
        handles[change.handle] = files.count
        if !isNameless { rename(.set(change.first, files.count)) }
        files.append(File())
    }

    private mutating func add(_ pending: Pending, to handle: Int) {
        if let file = handles[handle] { files[file].pending.append(pending) }
    }

    private mutating func rename(_ change: Renaming) {
        Self.apply(change, to: &names)
        pendingNames.append(change)
    }

    private mutating func sync(_ handle: Int) {
        if isLying { return }
        if folders.contains(handle) {
            pendingNames = []
            durableNames = names
        } else if let file = handles[handle] {
            let pending = files[file].pending
            files[file].pending = []
            for one in pending { Self.write(one, of: history, to: &files[file].durable) }
        }
    }

    /// What is on the disk when it has power again.
    ///
    /// - Returns: files by their paths below the directory.
    func cut(_ fate: Fate, _ chance: inout some RandomNumberGenerator) -> [String: [UInt8]] {
        var names = durableNames
        let kept =
            switch fate {
            case .lost: 0
            case .kept: pendingNames.count
            default: Int.random(in: 0...pendingNames.count, using: &chance)
            }
        for change in pendingNames.prefix(kept) { Self.apply(change, to: &names) }
        return names.mapValues { content(files[$0], fate, &chance) }
    }

    private func content(_ file: File, _ fate: Fate, _ chance: inout some RandomNumberGenerator) -> [UInt8] {
        var bytes = file.durable
        switch fate {
        case .lost: break
        case .kept: for pending in file.pending { Self.write(pending, of: history, to: &bytes) }
        case .keptUpToATornOne:
            let last = Int.random(in: 0...file.pending.count, using: &chance)
            for pending in file.pending.prefix(last) { Self.write(pending, of: history, to: &bytes) }
            if last < file.pending.count, case .write(let offset, let range) = file.pending[last] {
                let part = range.prefix(Int.random(in: 0...range.count, using: &chance))
                Self.write(.write(offset: offset, bytes: part), of: history, to: &bytes)
            }
        case .sectorsByChance:
            for pending in file.pending {
                for sector in Self.sectors(pending) where Bool.random(using: &chance) {
                    Self.write(sector, of: history, to: &bytes)
                }
            }
        }
        return bytes
    }

    /// A write in pieces of the disk's sectors.
    private static func sectors(_ pending: Pending) -> [Pending] {
        guard case .write(let offset, let range) = pending else { return [pending] }
        var pieces: [Pending] = []
        var done = 0
        while done < range.count {
            let count = min(512 - (offset + done) % 512, range.count - done)
            let start = range.lowerBound + done
            pieces.append(.write(offset: offset + done, bytes: start..<(start + count)))
            done += count
        }
        return pieces
    }

    /// Static, so that no copy of the disk is held while a file changes in place.
    private static func write(_ pending: Pending, of history: DiskHistory, to bytes: inout [UInt8]) {
        switch pending {
        case .size(let size, let onlyGrows):
            if size > bytes.count {
                bytes += [UInt8](repeating: 0, count: size - bytes.count)
            } else if !onlyGrows {
                bytes.removeLast(bytes.count - size)
            }
        case .write(let offset, let range):
            let end = offset + range.count
            if end > bytes.count { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
            // As memory: element by element a debug build would take hours for a campaign.
            history.bytes.withUnsafeBytes { source in
                bytes.withUnsafeMutableBytes { target in
                    UnsafeMutableRawBufferPointer(rebasing: target[offset..<end])
                        .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[range]))
                }
            }
        }
    }

    private static func apply(_ change: Renaming, to names: inout [String: Int]) {
        switch change {
        case .set(let path, let file): names[path] = file
        case .remove(let path): names[path] = nil
        case .move(let from, let to):
            for (path, file) in names where path == from || path.hasPrefix("\(from)/") {
                names[path] = nil
                names[to + path.dropFirst(from.count)] = file
            }
        }
    }
}
