import Crypto
import Foundation
import SehatCore
import SehatStore

/// A segment with its pages.
struct Segment: Sendable {
    let head: SegmentHead
    /// SHA-256 that the shipment behind it names as the one before.
    let digest: String
    let body: Data

    /// Reads and checks one by its bytes.
    ///
    /// - Parameter name: what is said of it in an error.
    /// - Throws: `BackupError.damaged` naming it.
    init(_ data: Data?, named name: String, expected: SegmentName, key: ShippingKey) throws {
        guard let data else { throw BackupError.damaged("\(name) is missing") }
        guard let (head, digest, body) = key.open(SegmentHead.self, data) else {
            throw BackupError.damaged("\(name) is not signed as it was")
        }
        guard head.name == expected else { throw BackupError.damaged("\(name) is not what its name says") }
        guard body.count == head.pages * 4100, Hex.text(SHA256.hash(data: body)) == head.sha256 else {
            throw BackupError.damaged("\(name) does not hold the pages that were written")
        }
        self.head = head
        self.digest = head.merged ?? digest
        self.body = body
    }

    /// Number and bytes of each page.
    func eachPage(_ visit: (UInt32, Data) throws -> Void) rethrows {
        for start in stride(from: body.startIndex, to: body.endIndex, by: 4100) {
            let number = body[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            try visit(number, body[(start + 4)..<(start + 4100)])
        }
    }

    /// The bytes of pages as they stand in a segment.
    static func body(_ pages: [UInt32: Data]) -> Data {
        var body = Data(capacity: pages.count * 4100)
        for (number, page) in pages.sorted(by: { $0.key < $1.key }) {
            withUnsafeBytes(of: number.bigEndian) { body.append(contentsOf: $0) }
            body.append(page)
        }
        return body
    }

    /// One segment for several that follow one another: their newest pages, and the place of all in the chain.
    ///
    /// - Throws: `BackupError.damaged` when they do not follow one another.
    static func merged(_ segments: [Segment], key: ShippingKey) throws -> (name: SegmentName, data: Data) {
        guard let first = segments.first, let last = segments.last else {
            throw BackupError.damaged("nothing to merge")
        }
        var pages: [UInt32: Data] = [:]
        var previous = first.head.previous
        for segment in segments {
            guard segment.head.previous == previous else {
                throw BackupError.damaged("\(segment.head.name.fileName) does not follow the one before it")
            }
            segment.eachPage { number, page in pages[number] = page }
            previous = segment.digest
        }
        // What the database no longer has is not laid.
        pages = pages.filter { $0.key <= last.head.pageCount }
        let body = body(pages)
        let head = SegmentHead(
            first: first.head.first, last: last.head.last, at: last.head.at, pages: pages.count,
            pageCount: last.head.pageCount, auditSequence: last.head.auditSequence, auditHash: last.head.auditHash,
            previous: first.head.previous, merged: last.digest, sha256: Hex.text(SHA256.hash(data: body)),
            log: last.head.log)
        return (head.name, try key.signed(head) + body)
    }
}

/// The segments of a generation, as far as they follow one another.
struct SegmentChain: Sendable {
    /// The widest that cover everything, in order.
    let whole: [SegmentName]
    /// Every segment that is there, by its first shipment, the widest first.
    private let all: [Int: [SegmentName]]
    /// The newest shipment that any name tells of.
    let newest: Int

    init(_ names: [SegmentName]) {
        let all = Dictionary(grouping: names, by: \.first).mapValues { $0.sorted { $0.last > $1.last } }
        var chain: [SegmentName] = []
        while let next = all[(chain.last?.last ?? 0) + 1]?.first { chain.append(next) }
        whole = chain
        self.all = all
        newest = names.map(\.last).max() ?? 0
    }

    /// Those that lead to the newest moment not after `moment`, but at least to shipment `least`.
    func leading(to moment: Instant?, least: Int) -> [SegmentName] {
        var chain: [SegmentName] = []
        while let next = all[(chain.last?.last ?? 0) + 1]?.first(where: {
            $0.last <= least || Self.isWithin($0, moment)
        }) {
            chain.append(next)
        }
        return chain
    }

    /// Those that follow shipment `sequence`, in order, as far as each begins where the one before ends.
    static func following(_ sequence: Int, _ names: [SegmentName]) -> [SegmentName] {
        let later = Dictionary(grouping: names.filter { $0.first > sequence }, by: \.first)
            .compactMapValues { $0.max { $0.last < $1.last } }
        var chain: [SegmentName] = []
        while let next = later[(chain.last?.last ?? sequence) + 1] { chain.append(next) }
        return chain
    }

    private static func isWithin(_ name: SegmentName, _ moment: Instant?) -> Bool {
        moment.map { name.at <= $0 } ?? true
    }

    /// Those that are covered by wider ones: left behind when a merging was cut short.
    var covered: [SegmentName] {
        let kept = Set(whole)
        let end = whole.last?.last ?? 0
        return all.values.joined().filter { !kept.contains($0) && $0.last <= end }
    }
}
