import Foundation
import SehatCore
import SehatStore

/// A target to restore from, opened with what the administrator has at hand; only read.
struct PointSource {
    let key: DatabaseKey
    /// The generations there, oldest first.
    let names: [String]
    private let target: BackupTarget
    private let objects: any ObjectStore
    private let signing: ShippingKey

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
            let wrapped = try names.reversed().lazy.compactMap { [objects] in try Self.recovery($0, objects) }.first
            guard let wrapped else { throw BackupError.noRecovery("\(target.name)/\(newest)") }
            key = try wrapped.key(with: code)
        }
        signing = ShippingKey(key)
    }

    /// The newest whole generation that goes back to `moment`.
    ///
    /// - Throws: `BackupError.nothingSoOld`, `.wrongKey`, `.damaged`.
    func generation(before moment: Instant?) throws -> GenerationManifest {
        for name in names.reversed() {
            guard let manifest = try manifest(name) else { continue }
            if let moment, manifest.wholeAt > moment { continue }
            return manifest
        }
        throw BackupError.nothingSoOld(target.name)
    }

    /// Nil where the copy was never finished; the generation before it has what is needed.
    func manifest(_ name: String) throws -> GenerationManifest? {
        let object = "\(name)/\(GenerationManifest.fileName)"
        guard let data: Data = try objects.get(object) else { return nil }
        guard let manifest = signing.open(GenerationManifest.self, data)?.value, manifest.name == name else {
            let said = String(decoding: data, as: UTF8.self).contains(signing.fingerprint)
            throw said ? BackupError.damaged(object) : .wrongKey(target.name)
        }
        return manifest
    }

    func segmentNames(_ generation: String) throws -> [SegmentName] {
        try objects.names(generation).compactMap(SegmentName.init)
    }

    /// The segments that lead to a moment, in order.
    ///
    /// - Throws: `BackupError.damaged` when one is missing that must be there.
    func segments(of manifest: GenerationManifest, to moment: Instant?) throws -> [SegmentName] {
        let names = try segmentNames(manifest.name)
        let chain = SegmentChain(names)
        let noted = try (objects.get("\(manifest.name)/\(ShippedPosition.fileName)") as Data?)
            .flatMap { signing.open(ShippedPosition.self, $0)?.value.sequence }
        let leading = chain.leading(to: moment, least: manifest.firstWhole)
        let reached = leading.last?.last ?? 0
        // Where it ends although there is more, what follows must be later than the moment.
        let follows = names.contains { $0.first == reached + 1 }
        if reached < max(chain.newest, noted ?? 0, manifest.firstWhole), !follows {
            throw BackupError.damaged("\(manifest.name)/\(Digits.padded(Int64(reached + 1), 10)) is missing")
        }
        return leading
    }

    func segment(_ name: SegmentName, of generation: String) throws -> Segment {
        let object = "\(generation)/\(name.fileName)"
        return try Segment(objects.get(object), named: object, expected: name, key: signing)
    }

    func piece(_ index: Int, of manifest: GenerationManifest) throws -> Data {
        let data: Data? = try objects.get("\(manifest.name)/\(GenerationManifest.pieceName(index))")
        try manifest.check(data, piece: index)
        return data ?? Data()
    }

    func recovery(_ generation: String) throws -> KeyRecovery? { try Self.recovery(generation, objects) }

    private static func recovery(_ generation: String, _ objects: any ObjectStore) throws -> KeyRecovery? {
        (try objects.get("\(generation)/\(KeyRecovery.fileName)") as Data?).flatMap {
            try? JSONDecoder().decode(KeyRecovery.self, from: $0)
        }
    }
}
