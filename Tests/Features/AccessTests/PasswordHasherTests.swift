import Dispatch
import SehatCore
import Testing

@testable import Access

@Suite struct PasswordHasherTests {
    @Test func aHashIsArgon2idOfTodaysCost() async throws {
        let hasher = try PasswordHasher()
        let hash = try await hasher.hash("mango tree behind ward 3")
        #expect(hash.hasPrefix("$argon2id$v=19$m=65536,t=3,p=1$"))
        #expect(try await hasher.verify("mango tree behind ward 3", against: hash))
        #expect(try await !hasher.verify("mango tree behind ward 4", against: hash))
        #expect(!hasher.needsRehash(hash))
    }

    @Test func anOldHashIsRecognised() async throws {
        let old = try await PasswordHasher(cost: .cheapest).hash("quiet harbour lantern")
        let hasher = try PasswordHasher(cost: .init(passes: 2, memory: 64 << 10))
        #expect(hasher.needsRehash(old))
        #expect(try await hasher.verify("quiet harbour lantern", against: old))
    }

    @Test func theSamePasswordHasTwoHashes() async throws {
        let hasher = try PasswordHasher(cost: .cheapest)
        let first = try await hasher.hash("quiet harbour lantern")
        #expect(try await hasher.hash("quiet harbour lantern") != first)
    }

    /// An unknown name must cost what a known one costs: libsodium takes the stand-in for a whole hash of today's cost,
    /// and nobody's password fits it.
    @Test func theHashOfNobodyIsAWholeHash() async throws {
        let hasher = try PasswordHasher(cost: .init(passes: 2, memory: 64 << 10))
        #expect(!hasher.needsRehash(hasher.hashOfNobody))
        let hash = try await hasher.hash("wrong")
        #expect(hasher.hashOfNobody.count == hash.count)
        #expect(try await !hasher.verify("wrong", against: hasher.hashOfNobody))
    }

    /// Five come at once: two run, three wait until one of the two is done.
    @Test(.timeLimit(.minutes(1))) func noMoreThanTwoRunAtOnceAndTheOthersWait() async throws {
        let hasher = try PasswordHasher(cost: .cheapest)
        let gate = DispatchSemaphore(value: 0)
        let (begun, teller) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    try await hasher.run {
                        teller.yield()
                        gate.wait()
                    }
                }
            }
            var starts = begun.makeAsyncIterator()
            for _ in 0..<2 { await starts.next() }
            while hasher.currentLoad.running + hasher.currentLoad.waiting < 5 { await Task.yield() }
            #expect(hasher.currentLoad == .init(running: 2, waiting: 3, peak: 2))
            gate.signal()
            await starts.next()
            #expect(hasher.currentLoad == .init(running: 2, waiting: 2, peak: 2))
            for _ in 0..<4 { gate.signal() }
            try await group.waitForAll()
        }
        #expect(hasher.currentLoad == .init(running: 0, waiting: 0, peak: 2))
    }

    @Test func tooManyAreRefusedAtOnce() async throws {
        let full = try PasswordHasher(cost: .cheapest, atOnce: 1, waitingLimit: 0)
        #expect(await problem { try await full.hash("quiet harbour lantern") } == "app.busy")
        let free = try PasswordHasher(cost: .cheapest, atOnce: 1, waitingLimit: 1)
        #expect(await problem { try await free.hash("quiet harbour lantern") } == nil)
        #expect(full.currentLoad.waiting == 0)
    }

    @Test func oneTimePasswordsAreReadableAndNeverTheSame() throws {
        let made = Set((0..<200).map { _ in OneTimePassword.make() })
        #expect(made.count == 200)
        for password in made {
            #expect(password.wholeMatch(of: /[0-9a-hjkmnp-tv-z]{5}(-[0-9a-hjkmnp-tv-z]{5}){2}/) != nil)
            #expect(PasswordPolicy.weakness(of: password) == nil)
        }
    }
}
