import Crypto
import Foundation
import SehatCore
import SehatStore

/// A generation under way at a target: one copy of the file, and the segments that follow it.
struct Generation: Sendable {
    let name: String
    let startedAt: Instant
    private let objects: any ObjectStore
    private let key: ShippingKey
    private(set) var sequence = 0
    private(set) var lastAt: Instant
    private var previous: String
    /// What may or may not be at the target of a shipment that failed.
    private var unsure: [String] = []
    /// Bytes of the main file that the copy takes; what comes behind them is in the segments.
    private let size: Int
    private var copied = 0
    private var pieces: [String] = []
    private var papers: [String] = []
    /// The segment with which the copy is whole; nil until it is.
    private(set) var firstWhole: Int?

    /// Begins a generation; its folder appears with the first object.
    ///
    /// - Parameters:
    ///   - newest: the newest generation that the target has.
    ///   - size: of the main file at this moment; the stream was rewound before.
    init(
        at now: Instant, after newest: String?, in objects: any ObjectStore, key: ShippingKey, size: Int,
        papers: KeyPapers
    ) throws {
        let start = Self.start(now, after: newest)
        name = Self.name(start)
        startedAt = start
        lastAt = start
        self.objects = objects
        self.key = key
        self.size = size
        previous = name
        self.papers = papers.files.keys.sorted()
        for (file, data) in papers.files { try objects.put("\(name)/\(file)", data) }
    }

    /// Goes on with a generation that an earlier run has made whole.
    init(going on: GenerationManifest, last: Segment, in objects: any ObjectStore, key: ShippingKey) {
        name = on.name
        startedAt = ShippedGenerations.start(on.name) ?? on.wholeAt
        self.objects = objects
        self.key = key
        sequence = last.head.last
        lastAt = last.head.at
        previous = last.digest
        size = Int(on.bytes)
        copied = size
        pieces = on.pieces
        firstWhole = on.firstWhole
    }

    /// Never the name of an earlier generation, nor one before it, whatever the clock says.
    private static func start(_ now: Instant, after newest: String?) -> Instant {
        guard let newest, name(now) <= newest else { return now }
        return Instant(milliseconds: (ShippedGenerations.start(newest) ?? now).milliseconds + 1)
    }

    private static func name(_ instant: Instant) -> String {
        instant.description.replacing(":", with: "-").replacing(".", with: "-")
    }

    /// Whether the target still has what was written to it: another disk may stand in the place of the first, or an older
    /// copy of it.
    func isThere() throws -> Bool {
        if firstWhole != nil {
            let manifest = "\(name)/\(GenerationManifest.fileName)"
            let position = "\(name)/\(ShippedPosition.fileName)"
            let found = try objects.get([manifest, position])
            guard found[manifest] != nil else { return false }
            if found[position].flatMap({ key.open(ShippedPosition.self, $0)?.value.sequence }) == sequence {
                return true
            }
            // The position is not durable: the shipments themselves say.
            guard SegmentChain(try objects.names(name).compactMap(SegmentName.init)).newest == sequence else {
                return false
            }
            try? notePosition()
            return true
        }
        return try Set(objects.names(name)).isSuperset(of: pieces.indices.map(GenerationManifest.pieceName))
    }

    /// Where it stands, for a mark.
    var place: ShippingMark.Place { ShippingMark.Place(generation: name, sequence: sequence, digest: previous) }

    var isCopied: Bool { copied >= size }

    /// Copies the next piece of the main file.
    ///
    /// - Returns: the bytes written.
    mutating func copyPiece(of store: Store, bytes: Int) throws -> Int {
        let wanted = min(bytes, size - copied)
        let data = try store.readCiphertext(at: copied, count: wanted)
        guard data.count == wanted else { throw BackupError.cannotWrite("the database file became shorter") }
        try objects.put(
            "\(name)/\(GenerationManifest.pieceName(pieces.count))", data, isDurable: true,
            mayMakeFolder: pieces.isEmpty)
        pieces.append(Hex.text(SHA256.hash(data: data)))
        copied += wanted
        return wanted
    }

    /// Ships what was committed as the next segment.
    mutating func ship(_ committed: CommittedPages, at now: Instant) throws -> SegmentName {
        let body = Segment.body(committed.pages)
        // A clock that was set back must not make a later state look earlier.
        let at = max(now, lastAt)
        let head = SegmentHead(
            first: sequence + 1, last: sequence + 1, at: at, pages: committed.pages.count,
            pageCount: committed.pageCount, auditSequence: committed.auditSequence, auditHash: committed.auditHash,
            previous: previous, merged: nil, sha256: Hex.text(SHA256.hash(data: body)), log: committed.position)
        let signed = try key.signed(head)
        guard let line = key.open(SegmentHead.self, signed) else { throw BackupError.cannotWrite("a segment's head") }
        // Two of one number would be two ends of the chain.
        if !unsure.isEmpty { try objects.remove(unsure) }
        let object = "\(name)/\(head.name.fileName)"
        unsure = [object]
        try objects.put(object, signed + body, isDurable: true, mayMakeFolder: firstWhole == nil && sequence == 0)
        unsure = []
        sequence += 1
        previous = line.digest
        lastAt = at
        try? notePosition()
        return head.name
    }

    private func notePosition() throws {
        try objects.put(
            "\(name)/\(ShippedPosition.fileName)", key.signed(ShippedPosition(generation: name, sequence: sequence)),
            isDurable: false, mayMakeFolder: false)
    }

    /// Declares the copy whole as of the newest segment, which was gathered after the last byte was copied.
    mutating func finish(product: String) throws -> GenerationManifest {
        let manifest = GenerationManifest(
            name: name, product: product, fingerprint: key.fingerprint, bytes: Int64(size), pieces: pieces,
            firstWhole: sequence, wholeAt: lastAt, papers: papers)
        try objects.put("\(name)/\(GenerationManifest.fileName)", key.signed(manifest))
        firstWhole = sequence
        return manifest
    }
}

/// The generations at a target.
enum ShippedGenerations {
    /// Their names, oldest first.
    static func names(_ objects: any ObjectStore) throws -> [String] {
        try objects.names("").filter { start($0) != nil }
    }

    /// When a generation was begun, by its name; nil for other names.
    static func start(_ name: String) -> Instant? {
        guard name.count == 24, name.first?.isNumber == true, name.hasSuffix("Z") else { return nil }
        var text = Array(name)
        for place in [13, 16] { text[place] = ":" }
        text[19] = "."
        return Instant(iso8601: String(text))
    }
}
