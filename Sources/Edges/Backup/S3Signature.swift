import Crypto
import Foundation
import SehatCore
import SehatStore

/// What opens an S3-compatible store.
struct S3Credentials: Sendable {
    let accessKey: String
    let secretKey: String

    init(accessKey: String, secretKey: String) {
        self.accessKey = accessKey
        self.secretKey = secretKey
    }

    /// Reads a file in the form of the AWS tools: `aws_access_key_id = …`, `aws_secret_access_key = …`.
    ///
    /// - Throws: `BackupError.badTarget` when it cannot be read, holds no keys, or others than its owner may read it.
    init(file: String) throws {
        let rights = (try? FileManager.default.attributesOfItem(atPath: file))?[.posixPermissions] as? Int
        guard let rights, let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw BackupError.badTarget("the credentials file \(file) cannot be read")
        }
        guard rights & 0o077 == 0 else {
            throw BackupError.badTarget("others may read the credentials file \(file): chmod 600 it")
        }
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2 { values[parts[0]] = parts[1] }
        }
        guard let access = values["aws_access_key_id"], let secret = values["aws_secret_access_key"] else {
            throw BackupError.badTarget("\(file) needs the lines aws_access_key_id = … and aws_secret_access_key = …")
        }
        self.init(accessKey: access, secretKey: secret)
    }
}

/// Signs requests by AWS Signature Version 4, as the S3 API reference describes it ("Authenticating Requests").
struct S3Signature: Sendable {
    let credentials: S3Credentials
    let region: String

    /// The headers of a request with its signature.
    ///
    /// - Parameters:
    ///   - path: already percent-encoded by `encoded`.
    ///   - query: names and values as they are, before encoding.
    ///   - extra: further headers to be signed, names in small letters.
    func headers(
        _ method: String, host: String, path: String, query: [(String, String)] = [], payload: Data = Data(),
        at now: Instant, extra: [(String, String)] = []
    ) -> [(String, String)] {
        let stamp = Self.stamp(now)
        let day = String(stamp.prefix(8))
        let digest = Hex.text(SHA256.hash(data: payload))
        var headers = [("host", host), ("x-amz-content-sha256", digest), ("x-amz-date", stamp)] + extra
        headers.sort { $0.0 < $1.0 }
        let signed = headers.map(\.0).joined(separator: ";")
        let request = [
            method, path, Self.query(query), headers.map { "\($0.0):\($0.1)\n" }.joined(), signed, digest,
        ].joined(separator: "\n")
        let scope = "\(day)/\(region)/s3/aws4_request"
        let text = "AWS4-HMAC-SHA256\n\(stamp)\n\(scope)\n\(Hex.text(SHA256.hash(data: Data(request.utf8))))"
        var key = Data("AWS4\(credentials.secretKey)".utf8)
        for part in [day, region, "s3", "aws4_request"] { key = Self.mac(part, key) }
        let authorization =
            "AWS4-HMAC-SHA256 Credential=\(credentials.accessKey)/\(scope),SignedHeaders=\(signed),Signature=\(Hex.text(Self.mac(text, key)))"
        return headers + [("authorization", authorization)]
    }

    /// Percent-encodes all but RFC 3986's unreserved characters; slashes stay in a path.
    static func encoded(_ text: String, isPath: Bool = false) -> String {
        var allowed = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        if isPath { allowed.insert("/") }
        return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? text
    }

    /// The query in the order in which it is signed.
    static func query(_ items: [(String, String)]) -> String {
        items.map { (encoded($0.0), encoded($0.1)) }.sorted { $0 < $1 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }

    private static func mac(_ text: String, _ key: Data) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: key)))
    }

    /// `20261121T053000Z`.
    private static func stamp(_ now: Instant) -> String {
        String(now.description.prefix(19)).replacing("-", with: "").replacing(":", with: "") + "Z"
    }
}
