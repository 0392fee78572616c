import Crypto
import Foundation
import SehatCore
import SehatStore

/// A generation under way at a target: one copy of the file, and the segments that follow it.
struct Generation: Sendable {
    let name: String
    let startedAt: Instant
    private let folder: ShippingFolder
    private let key: ShippingKey
    private(set) var sequence = 0
    private(set) var lastAt: Instant
    private var previous: String
    /// Bytes of the main file that the copy takes; what comes behind them is in the segments.
    private let size: Int
    private var copied = 0
    private var hasher = SHA256()
    private(set) var isWhole = false

    /// Makes the generation's folder.
    ///
    /// - Parameter size: of the main file at this moment; the stream was rewound before.
    init(at now: Instant, in folder: ShippingFolder, key: ShippingKey, size: Int, recovery: KeyRecovery?) throws {
        let start = Self.start(now, after: ShippedGenerations.names(folder).last)
        name = Self.name(start)
        startedAt = start
        lastAt = start
        self.folder = folder
        self.key = key
        self.size = size
        previous = name
        try folder.makeFolder(name)
        if let recovery { try folder.put("\(name)/\(KeyRecovery.fileName)", JSONEncoder().encode(recovery)) }
    }

    /// Never the name of an earlier generation, nor one before it, whatever the clock says.
    private static func start(_ now: Instant, after newest: String?) -> Instant {
        guard let newest, name(now) <= newest else { return now }
        var text = Array(newest)
        for place in [13, 16] { text[place] = ":" }
        text[19] = "."
        return Instant(milliseconds: (Instant(iso8601: String(text)) ?? now).milliseconds + 1)
    }

    private static func name(_ instant: Instant) -> String {
        instant.description.replacing(":", with: "-").replacing(".", with: "-")
    }

    var isCopied: Bool { copied >= size }
    var part: Double { size == 0 ? 1 : Double(copied) / Double(size) }

    /// Copies the next piece of the main file.
    mutating func copyPiece(of store: Store, bytes: Int) throws {
        let wanted = min(bytes, size - copied)
        let data = try store.readCiphertext(at: copied, count: wanted)
        guard data.count == wanted else { throw BackupError.cannotWrite("the database file became shorter") }
        try folder.append("\(name)/\(GenerationManifest.baseName)", data, at: copied, isLast: copied + wanted >= size)
        hasher.update(data: data)
        copied += wanted
    }

    /// Ships what was committed as the next segment.
    ///
    /// - Returns: the bytes written.
    mutating func ship(_ committed: CommittedPages, at now: Instant) throws -> Int {
        var body = Data(capacity: committed.pages.count * 4100)
        for (number, page) in committed.pages.sorted(by: { $0.key < $1.key }) {
            withUnsafeBytes(of: number.bigEndian) { body.append(contentsOf: $0) }
            body.append(page)
        }
        // A clock that was set back must not make a later state look earlier.
        let at = max(now, lastAt)
        let head = SegmentHead(
            sequence: sequence + 1, at: at, pages: committed.pages.count, pageCount: committed.pageCount,
            auditSequence: committed.auditSequence, auditHash: committed.auditHash, previous: previous,
            sha256: Hex.text(SHA256.hash(data: body)))
        let signed = try key.signed(head)
        guard let line = key.open(SegmentHead.self, signed) else { throw BackupError.cannotWrite("a segment's head") }
        try folder.put("\(name)/\(SegmentHead.fileName(sequence + 1))", signed + body)
        sequence += 1
        previous = line.digest
        lastAt = at
        try? folder.put(
            "\(name)/\(ShippedPosition.fileName)", key.signed(ShippedPosition(generation: name, sequence: sequence)),
            isDurable: false)
        return signed.count + body.count
    }

    /// Declares the copy whole as of the newest segment, which was gathered after the last byte was copied.
    mutating func finish(product: String) throws {
        let manifest = GenerationManifest(
            name: name, product: product, fingerprint: key.fingerprint, bytes: Int64(size),
            sha256: Hex.text(hasher.finalize()), firstWhole: sequence, wholeAt: lastAt)
        try folder.put("\(name)/\(GenerationManifest.fileName)", key.signed(manifest))
        isWhole = true
    }
}
