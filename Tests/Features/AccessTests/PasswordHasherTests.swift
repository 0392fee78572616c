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

    @Test func noMoreThanTwoRunAtOnce() async throws {
        let hasher = try PasswordHasher(cost: .init(passes: 1, memory: 4 << 20))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<24 { group.addTask { _ = try await hasher.hash("quiet harbour lantern") } }
            try await group.waitForAll()
        }
        let load = hasher.currentLoad
        #expect((1...2).contains(load.peak))
        #expect(load.running == 0 && load.waiting == 0)
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
