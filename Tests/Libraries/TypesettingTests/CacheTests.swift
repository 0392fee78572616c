import Documents
import SehatCore
import Testing

@testable import Typesetting

@Suite("Caches")
struct CacheTests {
    @Test("A cache keeps what is asked for and never holds more than twice its limit")
    func bounded() {
        var cache = BoundedCache<Int, Int>(limit: 1_000)
        for key in 0..<100_000 {
            cache.insert(key, for: key, cost: 1 + key % 7)
            if key % 3 == 0 { #expect(cache.value(0) == 0) }  // still asked for
            #expect(cache.held <= 2_000)
        }
        #expect(cache.value(99_999) == 99_999 && cache.value(50_000) == nil)
        // What is dearer than the whole cache takes the place of everything else, for as long as nothing else comes.
        cache.insert(1, for: -1, cost: 5_000)
        cache.insert(2, for: -2, cost: 1)
        cache.insert(3, for: -3, cost: 1_000)
        #expect(cache.held <= 2_000)
    }

    private func receipt(_ number: Int) -> PrintDocument {
        Samples.document(
            Language.allCases[number % 4],
            [
                .keyValue("رسید \(number)", [.identifier("R-26-\(1_000_000 + number)")]),
                .keyValue("مریض", [.name("محمد عثمان \(number) چوہدری")]),
                .keyValue("नाम \(number)", [.name("श्रीमती \(number) ज्योति")]),
                .paragraph([.amountInWords(Samples.rupees(Int64(number) * 104_729))]),
            ])
    }

    @Test("A thousand different receipts leave the engines' caches within their limits")
    func receipts() throws {
        for number in 0..<1_000 { _ = try Typesetter().layout(receipt(number)) }
        for number in 0..<40 { _ = try DocumentRenderer().raster(receipt(number)) }
        try EnginePool.use { engine in
            #expect(engine.shapes.held <= 2 << 20)
            #expect(engine.rasterGlyphs.held <= 4 << 20)
        }
    }

    @Test("Many threads with different documents get what one thread gets")
    func threads() async throws {
        let expected = try (0..<64).map { try Typesetter().layout(receipt($0)) }
        try await withThrowingTaskGroup(of: (Int, LaidOutDocument, LaidOutDocument).self) { group in
            for index in 0..<64 {
                group.addTask {
                    // Each thread also sets what others do, so that all engines know of all runs.
                    let other = try Typesetter().layout(receipt(63 - index))
                    return (index, try Typesetter().layout(receipt(index)), other)
                }
            }
            for try await (index, layout, other) in group {
                #expect(layout == expected[index] && other == expected[63 - index])
            }
        }
    }
}
