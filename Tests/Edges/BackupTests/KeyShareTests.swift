import Foundation
import SehatStore
import TestKit
import Testing

@testable import Backup

/// The key among several officers.
@Suite struct KeyShareTests {
    private typealias Field = SecretSharing.Field

    /// The products of FIPS 197, 4.2 and 4.2.1, and a slow multiplication of polynomials beside all others.
    @Test func theFieldIsThatOfAES() {
        #expect(Field.product(0x57, 0x83) == 0xC1 && Field.product(0x57, 0x13) == 0xFE)
        #expect(Field.product(0x57, 0x02) == 0xAE && Field.product(0x57, 0x10) == 0x07)
        #expect(Field.inverse(0x53) == 0xCA && Field.inverse(0) == 0)
        for one in 0...255 {
            for other in 0...255 {
                var product = (0..<8).reduce(0) { other >> $1 & 1 == 1 ? $0 ^ one << $1 : $0 }
                for bit in (8..<16).reversed() where product >> bit & 1 == 1 { product ^= 0x11B << (bit - 8) }
                #expect(Int(Field.product(UInt8(one), UInt8(other))) == product)
            }
            if one > 0 { #expect(Field.product(UInt8(one), Field.inverse(UInt8(one))) == 1) }
        }
    }

    /// 42 + 9x + 7x^2, whose values are worked out by hand from the products above the field.
    @Test func aPolynomialIsFoundAgainFromItsPoints() {
        let polynomial: [UInt8] = [0x2A, 0x09, 0x07]
        #expect(Field.value(of: polynomial, at: 1) == 0x2A ^ 0x09 ^ 0x07)
        #expect(Field.value(of: polynomial, at: 2) == 0x2A ^ 0x12 ^ 0x1C)
        let points = (1...255).map { (point: UInt8($0), value: Field.value(of: polynomial, at: UInt8($0))) }
        for start in 0..<252 { #expect(Field.atZero(Array(points[start..<(start + 3)])) == 0x2A) }
        // Through (1, 1), (2, 2), (3, 3) goes x.
        #expect(Field.atZero([(1, 1), (2, 2), (3, 3)]) == 0)
    }

    @Test func anyThreeOfFiveGiveTheKeyAndTwoAreRefused() throws {
        let key = DatabaseKey.random()
        let shares = try #require(KeyShare.split(key, need: 3, count: 5))
        for one in 0..<5 {
            for two in 0..<5 where two != one {
                #expect(throws: KeyShare.Fault.tooFew(2, need: 3)) {
                    try KeyShare.join([shares[one], shares[two], shares[one]])
                }
                for three in 0..<5 where three != one && three != two {
                    let papers = [shares[one], shares[two], shares[three]]
                    #expect(try KeyShare.join(papers).isSame(as: key))
                }
            }
        }
        #expect(try KeyShare.join(shares).isSame(as: key))
        #expect(KeyShare.split(key, need: 1, count: 3) == nil && KeyShare.split(key, need: 4, count: 3) == nil)
    }

    /// With one share less every key is as likely as every other: for each byte that the secret may have there is one value
    /// of the missing share that leads to it.
    @Test func fewerSharesTellNothing() {
        var generator = SystemRandomNumberGenerator()
        let shares = SecretSharing.split([0x5A], need: 3, count: 3, using: &generator)
        let secrets = (0...255).map { guess in
            SecretSharing.join([shares[0], shares[1], SecretSharing.Share(point: 3, values: [UInt8(guess)])])[0]
        }
        #expect(Set(secrets).count == 256)
    }

    @Test func papersAreReadAsPeopleTypeThem() throws {
        let key = DatabaseKey.random()
        let shares = try #require(KeyShare.split(key, need: 2, count: 3))
        #expect(Set(shares.map(\.words)).count == 3 && shares.allSatisfy { $0.words.count == KeyShare.wordCount })
        for share in shares {
            let numbered = share.words.enumerated().map { "\($0.offset + 1). \($0.element.uppercased())" }
            for typed in [share.sheetText, numbered.joined(separator: "\n")] {
                #expect(try KeyShare(sheet: typed) == share)
            }
        }
        var misspelt = shares[0].words
        misspelt[4] = "aaaaa"
        #expect(throws: KeyRecovery.SheetFault.notAWord(5, "aaaaa")) {
            try KeyShare(sheet: misspelt.joined(separator: " "))
        }
        #expect(throws: KeyRecovery.SheetFault.self) {
            try KeyShare(sheet: KeyRecovery(wrapping: key, with: .random()).sheetText)
        }
    }

    @Test func papersOfTwoSplittingsAreNotMixed() throws {
        let (one, other) = (DatabaseKey.random(), DatabaseKey.random())
        let first = try #require(KeyShare.split(one, need: 2, count: 3))
        for key in [one, other] {
            let second = try #require(KeyShare.split(key, need: 2, count: 3))
            #expect(throws: KeyShare.Fault.foreign(2)) { try KeyShare.join([first[0], second[1]]) }
        }
    }
}
