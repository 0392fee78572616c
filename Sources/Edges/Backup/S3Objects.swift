import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import NIOSSL
import Outgoing
import SehatCore

/// Objects in a bucket of an S3-compatible store inside the hospital (MinIO, Ceph), addressed by path.
///
/// A class, because its connections must be closed when nobody uses them any more.
final class S3Objects: ObjectStore {
    /// Where a bucket is and how it is spoken to.
    struct Place: Sendable {
        var host: String
        var port: Int
        var bucket: String
        /// Empty, or a name with `/` at its end.
        var prefix: String
        var region: String
        var isPlain: Bool
        /// A file with the certificate of the hospital's own authority; nil for the system's authorities.
        var authority: String?

        var name: String { "s3://\(host):\(port)/\(bucket)/\(prefix)" }
        fileprivate var hostHeader: String { port == (isPlain ? 80 : 443) ? host : "\(host):\(port)" }
    }

    let probeSeconds: Int64 = 10
    private let place: Place
    private let signature: S3Signature
    private let client: HTTPClient
    private static let largest = 64 << 20

    /// - Throws: `BackupError.badTarget` when the authority's certificate cannot be read.
    init(_ place: Place, credentials: S3Credentials) throws {
        self.place = place
        signature = S3Signature(credentials: credentials, region: place.region)
        var tls = TLSConfiguration.makeClientConfiguration()
        if let file = place.authority {
            do {
                tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file))
            } catch {
                throw BackupError.badTarget("the certificate file \(file) cannot be read")
            }
        }
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.timeout = .init(connect: .seconds(5), read: .seconds(20))
        configuration.redirectConfiguration = .disallow
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    deinit {
        client.shutdown { _ in }
    }

    func probe() throws {
        _ = try list("", limit: 1)
    }

    func put(_ name: String, _ data: Data, isDurable: Bool, mayMakeFolder: Bool) throws {
        _ = try good(send(.PUT, place.prefix + name, body: data), name)
    }

    func get(_ names: [String]) throws -> [String: Data] {
        try names.reduce(into: [:]) { found, name in
            let answer = try send(.GET, place.prefix + name)
            if answer.status == .notFound, !Self.text(answer).contains("NoSuchBucket") { return }
            found[name] = try good(answer, name)
        }
    }

    func names(_ folder: String) throws -> [String] {
        try list(folder.isEmpty ? "" : folder + "/")
    }

    func remove(_ names: [String]) throws {
        for name in names {
            let answer = try send(.DELETE, place.prefix + name)
            if answer.status != .notFound { _ = try good(answer, name) }
        }
    }

    func removeFolder(_ name: String) throws {
        // The manifest goes first: without it the rest counts for nothing.
        let names = try names(name).sorted { left, _ in left == GenerationManifest.fileName }
        try remove(names.map { "\(name)/\($0)" })
    }

    /// The names directly below a prefix, folders among them, without the prefix.
    private func list(_ folder: String, limit: Int = 1000) throws -> [String] {
        let prefix = place.prefix + folder
        var found: [String] = []
        var token: String?
        repeat {
            var query = [
                ("delimiter", "/"), ("encoding-type", "url"), ("list-type", "2"), ("max-keys", "\(limit)"),
                ("prefix", prefix),
            ]
            if let token { query.append(("continuation-token", token)) }
            let text = String(decoding: try good(send(.GET, nil, query: query), place.name), as: UTF8.self)
            let keys =
                Self.values("Key", text) + Self.values("CommonPrefixes", text).flatMap { Self.values("Prefix", $0) }
            found += keys.compactMap(\.removingPercentEncoding).map { $0.dropFirst(prefix.count) }.filter {
                !$0.isEmpty
            }
            .map { String($0.hasSuffix("/") ? $0.dropLast() : $0) }
            token = limit == 1000 ? Self.values("NextContinuationToken", text).first : nil
        } while token != nil
        return found.sorted()
    }

    private func send(
        _ method: HTTPMethod, _ key: String?, query: [(String, String)] = [], body: Data = Data()
    ) throws -> HTTPClient.Response {
        let path = S3Signature.encoded("/\(place.bucket)" + (key.map { "/\($0)" } ?? ""), isPath: true)
        let headers = signature.headers(
            method.rawValue, host: place.hostHeader, path: path, query: query, payload: body, at: WallClock.system.now)
        let search = query.isEmpty ? "" : "?" + S3Signature.query(query)
        let address = "\(place.isPlain ? "http" : "https")://\(place.hostHeader)\(path)\(search)"
        do {
            try Outgoing.require(.backup, host: place.host, port: place.port)
            let request = try HTTPClient.Request(
                url: address, method: method, headers: HTTPHeaders(headers), body: body.isEmpty ? nil : .data(body))
            return try client.execute(request: request, deadline: .now() + .seconds(120)).wait()
        } catch {
            let isRefused = error is OutgoingRefusal
            throw BackupError.targetMissing("\(place.name) \(isRefused ? "is refused" : "does not answer"): \(error)")
        }
    }

    private func good(_ answer: HTTPClient.Response, _ name: String) throws -> Data {
        if (200..<300).contains(answer.status.code) { return answer.body.map { Data(buffer: $0) } ?? Data() }
        let text = Self.text(answer)
        let words = [Self.values("Code", text).first, Self.values("Message", text).first].compactMap { $0 }.joined(
            separator: ": ")
        throw BackupError.cannotWrite(
            "\(place.name) answers \(answer.status.code) for \(name)\(words.isEmpty ? "" : ", \(words)")")
    }

    private static func text(_ answer: HTTPClient.Response) -> String {
        answer.body.map { String(buffer: $0) } ?? ""
    }

    /// The texts of an element wherever it stands; what we ask for is percent-encoded, so it has no entities.
    private static func values(_ tag: String, _ text: String) -> [String] {
        text.components(separatedBy: "<\(tag)>").dropFirst().map { $0.components(separatedBy: "</\(tag)>")[0] }
    }
}
