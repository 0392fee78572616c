import CText
import Documents
import SehatCore
import Synchronization

/// The text machinery of one thread at a time: fonts, a shaping buffer and bounded caches.
///
/// It holds C handles across calls, so it lives only in `EnginePool`, behind a lock.
final class Engine {
    // Order matters: members are freed in the order of declaration, so the library goes last.
    private var fonts: [LoadedFont?]
    let buffer: ShapingBufferHandle
    var shapes: BoundedCache<ShapeKey, ShapedRun>
    var rasterGlyphs: BoundedCache<RasterGlyphKey, RasterGlyph>
    private var canvas: [UInt8] = []
    let freeType: FreeTypeHandle
    /// The largest page whose memory is kept, in dots.
    private static let canvasLimit = 4 << 20

    init() throws {
        fonts = [LoadedFont?](repeating: nil, count: FontFace.all.count)
        buffer = try ShapingBufferHandle()
        shapes = BoundedCache(limit: 1 << 20)
        rasterGlyphs = BoundedCache(limit: 2 << 20)
        freeType = try FreeTypeHandle()
    }

    /// The font of a face, loaded when first asked for.
    func font(_ face: FontFace) throws -> LoadedFont {
        if let font = fonts[Int(face.rawValue)] { return font }
        let font = try LoadedFont(face)
        fonts[Int(face.rawValue)] = font
        return font
    }

    /// White dots for a page, at least so many, in kept memory when there is some.
    func takeCanvas(count: Int) -> [UInt8] {
        guard canvas.count >= count else { return [UInt8](repeating: 0, count: count) }
        var result: [UInt8] = []
        swap(&result, &canvas)
        return result
    }

    /// Keeps a page's memory, which must be white again, for the next one, unless it is a lot.
    func keepCanvas(_ dots: consuming [UInt8]) {
        if dots.count <= Self.canvasLimit { canvas = dots }
    }
}

/// A cache that never holds more than twice its limit: when the young half is full it becomes the old half, and what
/// nobody asked for until the next change is forgotten.
struct BoundedCache<Key: Hashable, Value> {
    private var young: [Key: (value: Value, cost: Int)] = [:]
    private var old: [Key: (value: Value, cost: Int)] = [:]
    private var cost = 0
    private var oldCost = 0
    private let limit: Int

    /// The summed cost of everything that is kept.
    var held: Int { cost + oldCost }

    /// A cache whose halves each hold values up to a summed cost.
    init(limit: Int) {
        self.limit = limit
    }

    mutating func value(_ key: Key) -> Value? {
        if let entry = young[key] { return entry.value }
        guard let entry = old[key] else { return nil }
        insert(entry.value, for: key, cost: entry.cost)
        return entry.value
    }

    mutating func insert(_ value: Value, for key: Key, cost added: Int) {
        if cost + added > limit {
            // One value that is dearer than a half would stay in the old one for long.
            (old, oldCost) = cost > limit ? ([:], 0) : (young, cost)
            (young, cost) = ([:], 0)
        }
        if let known = young.updateValue((value, added), forKey: key) { cost -= known.cost }
        cost += added
    }
}

/// The engines of the process. A caller gets one for itself for the length of one call.
///
/// There are as many as the service has threads for typesetting; with more callers the rest wait.
enum EnginePool {
    private static let first = Mutex<Engine?>(nil)
    private static let second = Mutex<Engine?>(nil)
    private static let third = Mutex<Engine?>(nil)
    private static let fourth = Mutex<Engine?>(nil)
    private static let turn = Atomic<Int>(0)

    /// Runs the body with an engine that no other thread uses meanwhile.
    ///
    /// - Throws: `TypesettingError.fontUnavailable` when the engine cannot be made, and what the body throws.
    static func use<Result: Sendable>(_ body: @Sendable (Engine) throws -> Result) throws -> Result {
        if let result = try attempt(first, body) { return result }
        if let result = try attempt(second, body) { return result }
        if let result = try attempt(third, body) { return result }
        if let result = try attempt(fourth, body) { return result }
        // All busy: wait for one of them in turn.
        switch turn.wrappingAdd(1, ordering: .relaxed).newValue & 3 {
        case 0: return try first.withLock { try run(&$0, body) }
        case 1: return try second.withLock { try run(&$0, body) }
        case 2: return try third.withLock { try run(&$0, body) }
        default: return try fourth.withLock { try run(&$0, body) }
        }
    }

    private static func attempt<Result: Sendable>(
        _ slot: borrowing Mutex<Engine?>, _ body: @Sendable (Engine) throws -> Result
    ) throws -> Result? {
        try slot.withLockIfAvailable { try run(&$0, body) }
    }

    private static func run<Result: Sendable>(
        _ slot: inout sending Engine?, _ body: @Sendable (Engine) throws -> Result
    ) throws -> Result {
        if let engine = slot { return try body(engine) }
        let engine = try Engine()
        slot = engine
        return try body(engine)
    }
}
