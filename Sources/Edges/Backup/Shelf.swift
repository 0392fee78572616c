import Foundation
import SehatCore
import SehatStore

/// What a target holds of this hospital, as its shipper knows it: looked up once, then kept up by every object written.
struct Shelf: Sendable {
    struct Entry: Sendable {
        let manifest: GenerationManifest
        /// That signed it: the present one, or one before it.
        let key: ShippingKey
        var names: [SegmentName]
    }

    /// Whole generations by their names.
    private(set) var entries: [String: Entry] = [:]
    /// The newest generation's name, whosever and whether whole or not.
    private(set) var newestName: String?
    /// What was found wrong with a generation.
    struct Damage: Sendable {
        /// Nil where it was seen by the names alone, or where the generation does not open.
        let object: String?
        let words: String
    }

    /// Generations of which an object is not as it was written, and what is wrong.
    private(set) var damage: [String: Damage] = [:]
    private var looked = 0
    private let objects: any ObjectStore
    private let key: ShippingKey
    /// The most that is merged in one go: more would keep shipping waiting.
    private static let mostSegments = 64
    private static let mostBytes = 48 << 20

    /// Looks what the target holds, and removes what a run before has left unfinished.
    ///
    /// - Parameter former: the keys before the present one: what they signed is kept and tidied as well.
    init(_ objects: any ObjectStore, key: ShippingKey, former: [ShippingKey] = []) throws {
        self.objects = objects
        self.key = key
        for name in try ShippedGenerations.names(objects) {
            let data: Data? = try objects.get("\(name)/\(GenerationManifest.fileName)")
            guard let data else {
                try objects.removeFolder(name)
                continue
            }
            newestName = name
            // What a strange key signed, or what is damaged, is left alone: `restore` names it.
            guard let (manifest, signing) = GenerationManifest.open(data, name, with: [key] + former) else {
                // The fingerprint says that it was ours.
                let text = String(decoding: data, as: UTF8.self)
                if ([key] + former).contains(where: { text.contains($0.fingerprint) }) {
                    let words = "\(name)/\(GenerationManifest.fileName) is not signed as it was"
                    damage[name] = Damage(object: nil, words: words)
                }
                continue
            }
            let files = try objects.names(name)
            entries[name] = Entry(manifest: manifest, key: signing, names: files.compactMap(SegmentName.init))
            if let words = Self.gap(manifest, files) { damage[name] = Damage(object: nil, words: words) }
        }
    }

    /// What must be there and is not, by the names alone; nil where nothing is missing.
    private static func gap(_ manifest: GenerationManifest, _ files: [String]) -> String? {
        let present = Set(files)
        let pieces = manifest.pieces.indices.map(GenerationManifest.pieceName)
        if let piece = pieces.first(where: { !present.contains($0) }) { return "\(manifest.name)/\(piece) is missing" }
        let chain = SegmentChain(files.compactMap(SegmentName.init))
        let reached = chain.whole.last?.last ?? 0
        guard reached < max(chain.newest, manifest.firstWhole) else { return nil }
        return "\(manifest.name)/\(Digits.padded(Int64(reached + 1), 10)) is missing"
    }

    /// Until when moments depend on a copy that is damaged: the first whole moment of a copy after it that is not.
    func damagedUntil(beside current: String) -> Instant? {
        guard let last = damage.keys.max() else { return nil }
        return entries.keys.sorted().first { $0 > last && damage[$0] == nil }.flatMap { entries[$0]?.manifest.wholeAt }
            ?? entries[current]?.manifest.wholeAt
    }

    /// Objects of segments and generations at the target.
    var count: Int { entries.values.reduce(0) { $0 + $1.names.count + $1.manifest.pieces.count + 1 } }

    mutating func begin(_ name: String) { newestName = name }

    mutating func add(_ manifest: GenerationManifest, _ names: [SegmentName]) {
        entries[manifest.name] = Entry(manifest: manifest, key: key, names: names)
    }

    mutating func add(_ name: SegmentName, to generation: String) {
        entries[generation]?.names.append(name)
    }

    /// The newest whole generation with its last segment, read and checked; nil when there is none or it is not as it was.
    func tail() throws -> (manifest: GenerationManifest, last: Segment)? {
        guard let newest = entries.keys.max(), let entry = entries[newest], entry.key.isSame(as: key) else {
            return nil
        }
        let chain = SegmentChain(entry.names)
        guard let name = chain.whole.last, chain.newest == name.last, name.last >= entry.manifest.firstWhole else {
            return nil
        }
        let data: Data? = try objects.get("\(newest)/\(name.fileName)")
        guard let last = try? Segment(data, named: name.fileName, expected: name, key: key) else { return nil }
        return (entry.manifest, last)
    }

    /// Makes one step towards what is to be kept: merges a run of segments, or removes a generation nothing of which is kept.
    ///
    /// - Returns: whether there may be more to do.
    mutating func tidy(_ retention: Retention, at now: Instant, sparing current: String?) throws -> Bool {
        let chains = entries.mapValues { SegmentChain($0.names) }
        let points = chains.flatMap { name, chain in
            chain.whole.filter { $0.last >= entries[name]?.manifest.firstWhole ?? 0 }.map(\.at)
        }
        let kept = retention.kept(of: points, at: now)
        for (name, chain) in chains.sorted(by: { $0.key < $1.key }) {
            guard let firstWhole = entries[name]?.manifest.firstWhole else { continue }
            if !chain.covered.isEmpty {
                try remove(chain.covered, from: name)
                return true
            }
            if name != current, name != entries.keys.max(),
                !chain.whole.contains(where: { $0.last >= firstWhole && kept.contains($0.at) })
            {
                try objects.removeFolder(name)
                (entries[name], damage[name]) = (nil, nil)
                return true
            }
            if damage[name] == nil, let run = Self.run(chain.whole, kept, firstWhole) {
                try noting(name, nil) { try $0.merge(run, in: name) }
                return true
            }
        }
        return false
    }

    /// The first run of segments that may become one: none but its last is a moment that is kept.
    private static func run(_ chain: [SegmentName], _ kept: Set<Instant>, _ firstWhole: Int) -> ArraySlice<SegmentName>?
    {
        var start = 0
        var bytes = 0
        for (index, name) in chain.enumerated() {
            if bytes + name.bytes > mostBytes, start < index { (start, bytes) = (index, 0) }
            bytes += name.bytes
            let length = index - start + 1
            if length >= mostSegments { return chain[start...index] }
            let isEnd = kept.contains(name.at) || name.last == firstWhole || index == chain.count - 1
            guard isEnd || (index + 1 < chain.count && bytes + chain[index + 1].bytes > mostBytes) else { continue }
            if length > 1 { return chain[start...index] }
            (start, bytes) = (index + 1, 0)
        }
        return nil
    }

    /// Reads one more object, in turn, and checks it against what was written.
    mutating func lookAtNext() throws {
        // What somebody has taken away whole harms no moment that is left.
        for name in damage.keys where try objects.names(name).isEmpty {
            (entries[name], damage[name]) = (nil, nil)
        }
        let all = entries.keys.sorted().flatMap { name in objectNames(name).map { (generation: name, object: $0) } }
        guard !all.isEmpty else { return }
        looked = (looked + 1) % all.count
        let (generation, object) = all[looked]
        guard let entry = entries[generation] else { return }
        // Of a damaged one what was wrong is read again: it may have been mended.
        if let known = damage[generation] {
            guard object == known.object ?? GenerationManifest.fileName else { return }
            damage[generation] = nil
            if let words = Self.gap(entry.manifest, try objects.names(generation)) {
                damage[generation] = Damage(object: nil, words: words)
                return
            }
        }
        let path = "\(generation)/\(object)"
        let data: Data? = try objects.get(path)
        try noting(generation, object) { try $0.check(data, path, object, entry) }
    }

    private func objectNames(_ generation: String) -> [String] {
        guard let entry = entries[generation] else { return [] }
        let pieces = entry.manifest.pieces.indices.map(GenerationManifest.pieceName)
        let papers = (entry.manifest.papers ?? []).filter { $0 == KeyRecovery.fileName }
        return [GenerationManifest.fileName] + papers + pieces + entry.names.map(\.fileName)
    }

    private func check(_ data: Data?, _ path: String, _ object: String, _ entry: Entry) throws {
        if let name = SegmentName(object) {
            _ = try Segment(data, named: path, expected: name, key: entry.key)
        } else if object == KeyRecovery.fileName {
            if let fault = KeyRecovery.fault(in: data) { throw BackupError.damaged("\(path) \(fault)") }
        } else if object == GenerationManifest.fileName {
            guard let data else { throw BackupError.damaged("\(path) is missing") }
            let isSigned = entry.key.open(GenerationManifest.self, data) != nil
            if !isSigned { throw BackupError.damaged("\(path) is not signed as it was") }
        } else if let index = entry.manifest.pieces.indices.first(where: { GenerationManifest.pieceName($0) == object })
        {
            try entry.manifest.check(data, piece: index)
        }
    }

    /// Does something with a generation's objects; what is found damaged is noted, other faults are thrown.
    private mutating func noting(
        _ generation: String, _ object: String?, _ body: (inout Shelf) throws -> Void
    ) rethrows {
        do {
            try body(&self)
        } catch BackupError.damaged(let words) {
            damage[generation] = Damage(object: object, words: words)
        }
    }

    private mutating func merge(_ run: ArraySlice<SegmentName>, in generation: String) throws {
        let paths = run.map { "\(generation)/\($0.fileName)" }
        let found = try objects.get(paths)
        let key = entries[generation]?.key ?? key
        let segments = try zip(run, paths).map { try Segment(found[$1], named: $1, expected: $0, key: key) }
        let (name, data) = try Segment.merged(segments, key: key)
        try objects.put("\(generation)/\(name.fileName)", data)
        add(name, to: generation)
        try remove(Array(run), from: generation)
    }

    private mutating func remove(_ names: [SegmentName], from generation: String) throws {
        try objects.remove(names.map { "\(generation)/\($0.fileName)" })
        let gone = Set(names)
        entries[generation]?.names.removeAll { gone.contains($0) }
    }
}
