import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Directory

@Suite struct ServicesTests {
    @Test func aServiceIsOfferedFoundAndClosed() async throws {
        let test = try TestStore.directory()
        defer { test.remove() }
        let cbc = try await test.service("LAB-CBC", 60_000)
        _ = try await test.service("CONS-MED", 150_000)
        #expect(
            cbc.price == Money(amount: 60_000, currency: .PKR)
                && cbc.priceFrom == CalendarDay(year: 2026, month: 11, day: 21))
        for (text, codes) in [
            ("", ["CONS-MED", "LAB-CBC"]), ("cbc", ["LAB-CBC"]), ("service lab", ["LAB-CBC"]),
            ("خدمت", ["CONS-MED", "LAB-CBC"]),
            ("nothing", []), ("%", []),
        ] {
            let page = try await test.read { tx in
                try Services.list(text: text, department: nil, limit: nil, after: nil, in: tx)
            }
            #expect(page.items.map(\.code) == codes, "\(text)")
        }
        _ = try await test.write { tx in
            var change = ServiceChange()
            change.isActive = false
            return try Services.update(cbc.id, change, version: 1, in: tx)
        }
        #expect(
            try await problem { _ = try await test.read { tx in try Services.require(cbc.id, in: tx) } }
                == .serviceClosed)
        let open = try await test.read { tx in
            try Services.list(text: nil, department: nil, limit: 1, after: nil, in: tx)
        }
        #expect(open.items.map(\.code) == ["CONS-MED"] && open.next == nil)
        #expect(try await problem { _ = try await test.service("cons-med") } == .serviceCodeTaken)
    }

    @Test func servicesAreLeafedThroughByCode() async throws {
        let test = try TestStore.directory()
        defer { test.remove() }
        for number in 10..<35 { _ = try await test.service("S\(number)") }
        var codes: [String] = []
        var after: String?
        repeat {
            let page = try await test.read { [after] tx in
                try Services.list(text: nil, department: nil, limit: 10, after: after, in: tx)
            }
            codes += page.items.map(\.code)
            after = page.next
        } while after != nil
        #expect(codes == (10..<35).map { "S\($0)" })
    }
}

@Suite struct PricesTests {
    private func day(_ offset: Int) -> CalendarDay {
        CalendarDay(daysSince1970: 20_778).adding(days: offset)
    }

    private func inForce(_ test: TestStore, _ id: ID<Service>, _ day: CalendarDay) async throws -> Int64 {
        try await test.read { tx in try Prices.inForce(try Services.find(id, in: tx), on: day, in: tx) }
    }

    private func set(_ test: TestStore, _ id: ID<Service>, _ amount: Int64, from day: CalendarDay) async throws {
        _ = try await test.write { tx in try Prices.set(id, tx.hospital.money(amount), from: day, in: tx) }
    }

    @Test func thePriceInForceIsTheLatestThatHasBegun() async throws {
        let test = try TestStore.directory()
        defer { test.remove() }
        #expect(try await test.read { tx in tx.today } == day(0))
        let service = try await test.service("CONS", 100)
        try await set(test, service.id, 200, from: day(10))
        try await set(test, service.id, 150, from: day(5))
        for (offset, amount) in [(0, 100), (4, 100), (5, 150), (9, 150), (10, 200), (400, 200)] as [(Int, Int64)] {
            #expect(try await inForce(test, service.id, day(offset)) == amount, "day \(offset)")
        }
        let missing = try await problem { _ = try await inForce(test, service.id, day(-1)) }
        #expect(missing == .priceMissing("CONS", on: day(-1)))
        #expect(missing?.code == "directory.price.missing" && missing?.params["service"] == "CONS")
        let history = try await test.read { tx in try Prices.history(of: service.id, in: tx) }
        #expect(history.map(\.from) == [day(10), day(5), day(0)])
        test.clock.advance(seconds: 6 * 86_400)
        #expect(try await test.read { tx in try Services.view(service.id, in: tx).price?.amount } == 150)
    }

    @Test func withoutAPriceThereIsAProblemAndNeverZero() async throws {
        let test = try TestStore.directory()
        defer { test.remove() }
        let service = try await test.service("CONS")
        #expect(service.price == nil)
        #expect(
            try await problem { _ = try await inForce(test, service.id, day(0)) }?.code == "directory.price.missing")
        try await set(test, service.id, 0, from: day(0))
        #expect(try await inForce(test, service.id, day(0)) == 0, "free of charge is a price that was set")
    }

    @Test func aPriceThatWasInForceIsNotChanged() async throws {
        let test = try TestStore.directory()
        defer { test.remove() }
        let service = try await test.service("CONS")
        try await set(test, service.id, 100, from: day(-30))
        #expect(try await problem { try await set(test, service.id, 90, from: day(-1)) } == .pricePast)
        #expect(try await problem { try await set(test, service.id, 90, from: day(-40)) } == .pricePast)
        try await set(test, service.id, 110, from: day(0))
        try await set(test, service.id, 120, from: day(0))
        #expect(try await inForce(test, service.id, day(-1)) == 100)
        #expect(try await inForce(test, service.id, day(0)) == 120)
        #expect(try await test.read { tx in try PriceRecord.fetchCount(tx.db) } == 2)
    }

    @Test func amountsAreCheckedAndInTheHospitalsMoney() async throws {
        let test = try TestStore.directory()
        defer { test.remove() }
        let service = try await test.service("CONS")
        let cases: [(Money, String)] = [
            (Money(amount: -1, currency: .PKR), "directory.field.price"),
            (Money(amount: Money.limit + 1, currency: .PKR), "directory.field.price"),
            (Money(amount: 100, currency: .INR), "directory.field.currency"),
        ]
        let today = day(0)
        for (amount, code) in cases {
            let problem = try await problem {
                _ = try await test.write { tx in try Prices.set(service.id, amount, from: today, in: tx) }
            }
            #expect(problem?.fields.map(\.code) == [code])
        }
    }

    /// Whatever prices are set in whatever order, the one in force is that of a plain look at all of them.
    @Test func theLookUpAgreesWithAPlainModel() async throws {
        let test = try TestStore.directory()
        defer { test.remove() }
        let service = try await test.service("CONS")
        var generator = SystemSeed(state: 7)
        var model: [Int: Int64] = [:]
        for _ in 0..<40 {
            let (offset, amount) = (generator.next(50), Int64(generator.next(10_000)))
            try await set(test, service.id, amount, from: day(offset))
            model[offset] = amount
        }
        for offset in 0..<60 {
            let expected = model.filter { $0.key <= offset }.max { $0.key < $1.key }?.value
            let found = try? await inForce(test, service.id, day(offset))
            #expect(found == expected, "day \(offset)")
        }
    }
}

/// Small numbers that are the same in every run.
private struct SystemSeed {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}

@Suite struct HospitalsTests {
    @Test func theProfileIsChangedForEverybody() async throws {
        let test = try TestStore.directory()
        defer { test.remove() }
        let changed = try await test.write { tx in
            var change = HospitalChange()
            change.name = LocalizedText(en: "City Hospital", ur: "سٹی ہسپتال")
            (change.currency, change.grouping, change.cashRounding) = (.INR, .lakh, 1)
            (change.timeZoneIdentifier, change.dayCutOffMinutes) = ("Asia/Kolkata", 360)
            return try Hospitals.update(change, version: 1, in: tx)
        }
        #expect(changed.version == 2 && changed.profile.currency == .INR && changed.profile.name.ur == "سٹی ہسپتال")
        #expect(test.store.hospital == changed.profile)
        let stale = try await problem {
            _ = try await test.write { tx in try Hospitals.update(HospitalChange(), version: 1, in: tx) }
        }
        #expect(stale == .stale)
    }

    @Test func theCurrencyIsFixedOnceThereArePrices() async throws {
        let test = try TestStore.directory()
        defer { test.remove() }
        _ = try await test.service("CONS", 100)
        let problem = try await problem {
            _ = try await test.write { tx in
                var change = HospitalChange()
                (change.currency, change.timeZoneIdentifier, change.fiscalYearStartMonth) = (.SAR, "Mars/Olympus", 13)
                (change.dayCutOffMinutes, change.cashRounding) = (-1, 0)
                return try Hospitals.update(change, version: 1, in: tx)
            }
        }
        #expect(
            problem?.fields.map(\.field).sorted()
                == ["cashRounding", "currency", "dayCutOffMinutes", "fiscalYearStartMonth", "timeZoneIdentifier"])
    }
}
