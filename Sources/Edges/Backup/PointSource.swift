import Foundation
import SehatCore
public import SehatStore
import Synchronization

/// A target to restore from, opened with what the administrator has at hand; only read.
struct PointSource {
    /// A whole generation and the key under which it was made.
    struct Found {
        let manifest: GenerationManifest
        let key: DatabaseKey
        let signing: ShippingKey
    }

    /// What the opener stands for: what is restored gets this key.
    let key: DatabaseKey
    /// The keys before it, as they lie sealed under it at the target.
    let ring: KeyRing
    /// The generations there, oldest first.
    let names: [String]
    private let target: BackupTarget
    private let objects: any ObjectStore
    /// The present one first.
    private let keys: [Found.Key]
    /// The newest generation that is known to be made under the present key after it was changed.
    private let ringed: String?

    /// - Throws: `BackupError.nothingShipped`, `.targetMissing`, `.noRecovery`, `.wrongRecoveryCode`.
    init(_ target: BackupTarget, _ opener: Restoring.Opener) throws {
        self.target = target
        objects = try target.open()
        try objects.probe()
        names = try ShippedGenerations.names(objects)
        guard let newest = names.last else { throw BackupError.nothingShipped(target.name) }
        switch opener {
        case .key(let key): self.key = key
        case .code(let code):
            let found = try Self.key(code, names.reversed(), objects)
            guard let found else { throw BackupError.noRecovery("\(target.name)/\(newest)") }
            key = found
        }
        let key = key
        let files = names.map { "\($0)/\(KeyRing.fileName)" }
        let data = try objects.get(files)
        let rings = zip(names, files).map { ($0, KeyRing(data[$1], key: key)) }
        ring = rings.reduce(KeyRing(former: [])) { $0.joined($1.1) }
        ringed = rings.last { !$0.1.former.isEmpty }?.0
        keys = ([key] + ring.former.reversed()).map { Found.Key(key: $0, signing: ShippingKey($0)) }
    }

    /// The newest whole generation that goes back to `moment`.
    ///
    /// - Throws: `BackupError.nothingSoOld`, `.wrongKey`, `.formerKey`, `.damaged`.
    func generation(before moment: Instant?) throws -> Found {
        var strange: String?
        for name in names.reversed() {
            guard let data = try manifestData(name) else { continue }
            guard let found = try open(data, name) else {
                // Its word is not to be trusted, but enough to refuse: something newer than what this key opens.
                let claim = data.firstIndex(of: 10).flatMap {
                    try? JSONDecoder().decode(GenerationManifest.self, from: data[..<$0])
                }
                if moment.map({ (claim?.wholeAt ?? $0) <= $0 }) ?? true { strange = name }
                continue
            }
            if let moment, found.manifest.wholeAt > moment { continue }
            if strange != nil { throw BackupError.formerKey(target.name) }
            return found
        }
        throw strange == nil ? BackupError.nothingSoOld(target.name) : .wrongKey(target.name)
    }

    /// Nil where the copy was never finished, or is under a key that is not known here.
    func find(_ name: String) throws -> Found? {
        try manifestData(name).flatMap { try open($0, name) }
    }

    private func manifestData(_ name: String) throws -> Data? {
        try objects.get("\(name)/\(GenerationManifest.fileName)")
    }

    private func open(_ data: Data, _ name: String) throws -> Found? {
        for key in keys {
            guard let manifest = key.signing.open(GenerationManifest.self, data)?.value, manifest.name == name else {
                continue
            }
            return Found(manifest: manifest, key: key.key, signing: key.signing)
        }
        let text = String(decoding: data, as: UTF8.self)
        if keys.contains(where: { text.contains($0.signing.fingerprint) }) {
            throw BackupError.damaged("\(name)/\(GenerationManifest.fileName)")
        }
        return nil
    }

    func segmentNames(_ generation: String) throws -> [SegmentName] {
        try objects.names(generation).compactMap(SegmentName.init)
    }

    /// The segments that lead to a moment, in order.
    ///
    /// - Throws: `BackupError.damaged` when one is missing that must be there.
    func segments(of found: Found, to moment: Instant?) throws -> [SegmentName] {
        let manifest = found.manifest
        let names = try segmentNames(manifest.name)
        let chain = SegmentChain(names)
        let noted = try (objects.get("\(manifest.name)/\(ShippedPosition.fileName)") as Data?)
            .flatMap { found.signing.open(ShippedPosition.self, $0)?.value.sequence }
        let leading = chain.leading(to: moment, least: manifest.firstWhole)
        let reached = leading.last?.last ?? 0
        // Where it ends although there is more, what follows must be later than the moment.
        let follows = names.contains { $0.first == reached + 1 }
        if reached < max(chain.newest, noted ?? 0, manifest.firstWhole), !follows {
            throw BackupError.damaged("\(manifest.name)/\(Digits.padded(Int64(reached + 1), 10)) is missing")
        }
        return leading
    }

    /// What is damaged or missing beside a copy that may be restored all the same: the wrapped key, and the note by which a cut
    /// end is noticed.
    func faults(beside found: Found) throws -> [String] {
        let manifest = found.manifest
        let paper = "\(manifest.name)/\(KeyRecovery.fileName)"
        let position = "\(manifest.name)/\(ShippedPosition.fileName)"
        let data = try objects.get([paper, position])
        let isWanted = data[paper] != nil || manifest.papers?.contains(KeyRecovery.fileName) ?? false
        var faults = isWanted ? (KeyRecovery.fault(in: data[paper]).map { ["\(paper) \($0)"] } ?? []) : []
        if data[position].flatMap({ found.signing.open(ShippedPosition.self, $0) }) == nil {
            let what = data[position] == nil ? "is missing" : "is not signed as it was"
            faults.append("\(position) \(what): newer shipments that were taken away would not be noticed")
        }
        return faults
    }

    func segment(_ name: SegmentName, of found: Found) throws -> Segment {
        let object = "\(found.manifest.name)/\(name.fileName)"
        return try Segment(objects.get(object), named: object, expected: name, key: found.signing)
    }

    /// Pieces of the copy, in order; each is what was written.
    func pieces(_ indices: Range<Int>, of manifest: GenerationManifest) throws -> [Data] {
        let names = indices.map { "\(manifest.name)/\(GenerationManifest.pieceName($0))" }
        let found = try objects.get(names)
        let failures = Mutex([Int: any Error]())
        DispatchQueue.concurrentPerform(iterations: names.count) { place in
            do {
                try manifest.check(found[names[place]], piece: indices.lowerBound + place)
            } catch {
                failures.withLock { $0[place] = error }
            }
        }
        if let first = failures.withLock({ $0.min { $0.key < $1.key } }) { throw first.value }
        return names.compactMap { found[$0] }
    }

    /// What wraps the present key, for a restored hospital: with the copy itself, or with a later one.
    func recovery(for found: Found) throws -> KeyRecovery? {
        let name = found.key.isSame(as: key) ? found.manifest.name : ringed
        return try name.flatMap { try Self.recovery($0, objects) }
    }

    private static func recovery(_ generation: String, _ objects: any ObjectStore) throws -> KeyRecovery? {
        (try objects.get("\(generation)/\(KeyRecovery.fileName)") as Data?).flatMap {
            try? JSONDecoder().decode(KeyRecovery.self, from: $0)
        }
    }

    /// The key that a code opens, of the newest papers at the target that it fits; nil where there are no papers.
    private static func key(
        _ code: KeyRecovery.Code, _ names: [String], _ objects: any ObjectStore
    ) throws -> DatabaseKey? {
        var tried: Set<KeyRecovery> = []
        for name in names {
            guard let wrapped = try recovery(name, objects), tried.insert(wrapped).inserted else { continue }
            do {
                return try wrapped.key(with: code)
            } catch BackupError.wrongRecoveryCode {}
        }
        if tried.isEmpty { return nil }
        throw BackupError.wrongRecoveryCode
    }
}

extension PointSource.Found {
    struct Key {
        let key: DatabaseKey
        let signing: ShippingKey
    }
}

extension KeyRing {
    /// The keys before the present one, as they lie sealed under it at a target; empty where nothing was shipped yet.
    ///
    /// - Throws: `BackupError.targetMissing`.
    public init(at target: BackupTarget, key: DatabaseKey) throws {
        do {
            self = try PointSource(target, .key(key)).ring
        } catch BackupError.nothingShipped {
            self.init(former: [])
        }
    }
}
