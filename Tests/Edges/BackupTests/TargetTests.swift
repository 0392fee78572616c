import Foundation
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Backup

@Suite(.enabled(if: Tools.has), .serialized) struct TargetTests {
    @Test(arguments: PeerKind.allCases) func objectsAreWholeOrNotThere(_ kind: PeerKind) async throws {
        let peer = try await Peer(kind)
        let objects = try peer.target().open()
        try objects.probe()
        #expect(try objects.names("") == [])
        #expect(try objects.names("none") == [])
        let folder = "2026-11-21T10-29-00-000Z"
        let large = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        for name in ["a.seg", "b.seg", "c.seg"] { try objects.put("\(folder)/\(name)", large) }
        try objects.put("\(folder)/a.seg", Data("again".utf8))
        try objects.put("\(folder)/empty", Data(), isDurable: false)
        let found = try objects.get(["a.seg", "b.seg", "none", "empty"].map { "\(folder)/\($0)" })
        #expect(found == ["\(folder)/a.seg": Data("again".utf8), "\(folder)/b.seg": large, "\(folder)/empty": Data()])
        #expect(try objects.names(folder) == ["a.seg", "b.seg", "c.seg", "empty"])
        #expect(try objects.names("") == [folder])
        try objects.remove(["\(folder)/b.seg", "\(folder)/never"])
        #expect(try objects.names(folder) == ["a.seg", "c.seg", "empty"])
        try objects.removeFolder(folder)
        #expect(try objects.names("") == [])
    }

    @Test(arguments: PeerKind.allCases) func everyMomentComesBackFromTheTargetAndThePaperAlone(_ kind: PeerKind)
        async throws
    {
        let peer = try await Peer(kind)
        let ground = try ShippingGround(target: peer.target())
        let code = KeyRecovery.Code.random()
        try KeyRecovery(wrapping: TestStore.key(), with: code).write(in: ground.kit.directory)
        var moments: [(at: Instant, rows: Int)] = []
        for turn in 1...6 {
            try await ground.write(turn)
            try ground.follow()
            moments.append((ground.kit.store.now, (moments.last?.rows ?? 0) + turn))
            ground.kit.clock.advance(seconds: 60)
        }
        let end = ground.kit.store.now
        // The machine is gone: nothing of it is used from here on.
        ground.remove()
        for moment in moments {
            let (point, rows) = try await ground.restored(at: moment.at, opener: .code(code))
            #expect(rows == moment.rows && point.at <= moment.at)
        }
        #expect(try await ground.restored(at: end, opener: .code(code)).rows == 21)
        #expect(try PointRestoring.moments(at: peer.target(), opener: .code(code)) == moments.map(\.at))
    }

    @Test func aServerThatIsDownIsSaidAndCatchesUp() async throws {
        let peer = try await Peer(.sftp)
        let shell = try #require(peer.shell)
        let ground = try ShippingGround(target: peer.target())
        defer { ground.remove() }
        try await ground.write(5)
        try ground.follow()
        let generation = ground.status.generation
        shell.stop()
        ground.kit.clock.advance(seconds: 120)
        try await ground.write(40)
        ground.shipper.step(ground.kit.store)
        #expect(ground.status.state == .missing && ground.status.lagMilliseconds >= 120_000)
        #expect(ground.status.words?.contains("refused") == true, "\(ground.status.words ?? "")")
        try await shell.start()
        try ground.follow()
        #expect(ground.status.state == .following && ground.status.lagMilliseconds == 0)
        #expect(ground.status.generation == generation)
        #expect(try await ground.restored().rows == 45)
    }

    @Test func aStrangeMachineGetsNothing() async throws {
        let peer = try await Peer(.sftp)
        let shell = try #require(peer.shell)
        let ground = try ShippingGround(
            target: BackupTarget(shell.address(peer.folder.appending(path: "t"), known: "strange")))
        defer { ground.remove() }
        ground.shipper.step(ground.kit.store)
        #expect(ground.status.state == .missing)
        #expect(ground.status.words?.contains("Host key verification failed") == true, "\(ground.status.words ?? "")")
        #expect(try FileManager.default.contentsOfDirectory(atPath: peer.folder.appending(path: "t").path).isEmpty)
    }

    @Test func aWrongSecretAndAForeignCertificateAreRefused() async throws {
        let peer = try await Peer(.s3)
        let store = try #require(peer.store)
        let wrong = try BackupTarget(store.address(credentials: store.facts.wrong)).open()
        #expect { try wrong.put("2026/x", Data("x".utf8)) } throws: { "\($0)".contains("SignatureDoesNotMatch") }
        // Without the hospital's authority the certificate is nobody's.
        let foreign = try BackupTarget(
            "s3://127.0.0.1:\(store.facts.port)/hospital?credentials=\(store.facts.credentials)"
        ).open()
        #expect(throws: BackupError.self) { try foreign.probe() }
        let objects = try peer.target().open()
        #expect(try objects.names("2026") == [])
    }

    @Test(arguments: PeerKind.allCases) func aFlippedBitIsFoundToldAndAnsweredWithANewCopy(_ kind: PeerKind)
        async throws
    {
        let peer = try await Peer(kind)
        let ground = try ShippingGround(target: peer.target())
        defer { ground.remove() }
        try await ground.write(20)
        try ground.follow()
        let first = try #require(ground.status.generation)
        let objects = try peer.target().open()
        let victim = "\(first)/base-000000.db"
        var bytes = try #require(try objects.get(victim) as Data?)
        bytes[bytes.count / 2] ^= 16
        try objects.put(victim, bytes)
        for _ in 0..<60 where ground.status.state == .following {
            ground.kit.clock.advance(seconds: 11)
            try ground.follow()
        }
        #expect(ground.status.state == .damaged && ground.status.words?.contains(victim) == true, "\(ground.status)")
        try await ground.write(1)
        try ground.follow()
        #expect(ground.status.generation != first && ground.status.lagMilliseconds == 0)
        #expect(try await ground.restored().rows == 21)
    }
}

@Suite struct TargetAddressTests {
    @Test func signaturesAreThoseOfTheReference() throws {
        // "Authenticating Requests (AWS Signature Version 4)", examples: GET object, bucket lifecycle, list of objects.
        let credentials = S3Credentials(
            accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
        let signature = S3Signature(credentials: credentials, region: "us-east-1")
        let at = try #require(Instant(iso8601: "2013-05-24T00:00:00Z"))
        func sign(_ path: String, _ query: [(String, String)], _ extra: [(String, String)] = []) -> String {
            let headers = signature.headers(
                "GET", host: "examplebucket.s3.amazonaws.com", path: path, query: query, at: at, extra: extra)
            return String((headers.last?.1 ?? "").suffix(64))
        }
        #expect(
            sign("/test.txt", [], [("range", "bytes=0-9")])
                == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
        #expect(sign("/", [("lifecycle", "")]) == "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")
        #expect(
            sign("/", [("prefix", "J"), ("max-keys", "2")])
                == "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")
    }

    @Test(arguments: [
        ("", "empty"), ("ftp://host/x", "begins with neither"), ("sftp://host/x?identity=/a&known_hosts=/b", "a user"),
        ("sftp://me@host/x?known_hosts=/b", "identity="),
        ("sftp://me:secret@host/x?identity=/a&known_hosts=/b", "no password"),
        ("s3://host/?credentials=/a", "a bucket"), ("s3://key:secret@host/b?credentials=/a", "must not hold a secret"),
        ("s3://host/b", "credentials="), ("/mnt/x?evry=5", "there is no option \"evry\""),
        ("/mnt/x?every=soon", "every wants a number"),
        ("/mnt/x?copy_hours=25-3", "copy_hours"),
    ]) func aWrongAddressIsNamedWithoutItsSecret(_ text: String, _ words: String) {
        #expect {
            _ = try BackupTarget(text)
        } throws: {
            "\($0)".contains(words) && !"\($0)".contains("secret@")
        }
    }

    @Test func aSecretThatOthersMayReadIsRefused() throws {
        let file = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: file) }
        try "aws_access_key_id = a\naws_secret_access_key = b\n".write(to: file, atomically: true, encoding: .utf8)
        for (rights, isGood) in [(0o644, false), (0o640, false), (0o600, true), (0o400, true)] {
            try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: file.path)
            #expect(((try? S3Credentials(file: file.path)) != nil) == isGood)
        }
    }
}
