import Crypto
import NIOCore
import SehatCore
import SehatStore

/// How a command is carried out: decode, one transaction, encode inside it so that only bytes leave.
struct CommandRun: Sendable {
    let name: String
    let status: Int
    let idempotency: Idempotency

    func run<In: Codable & Sendable, Out: Codable & Sendable>(
        _ raw: RawCall, _ handler: @escaping @Sendable (Call<In>, Tx) throws -> Out
    ) async throws -> RawAnswer {
        let body = try await raw.buffer()
        let input = try JSONBody.decode(In.self, from: body, contentType: raw.request.contentType)
        let call = Call(input, request: raw.request)
        if idempotency == .required, call.idempotencyKey == nil { throw Problem.idempotencyKeyRequired }
        guard let key = call.idempotencyKey else {
            let bytes = try await raw.store.write(as: raw.principal, name: name) { tx in
                try JSONBody.encode(try handler(call, tx))
            }
            return .answer(bytes, status: status)
        }
        return try await once(key, raw, body) { tx in try JSONBody.encode(try handler(call, tx)) }
    }

    /// Carries the command out unless its key has an answer already; the answer is kept in the same transaction.
    private func once(
        _ key: String, _ raw: RawCall, _ body: ByteBuffer, _ work: @escaping @Sendable (Tx) throws -> [UInt8]
    ) async throws -> RawAnswer {
        guard (1...200).contains(key.utf8.count) else { throw Problem.invalid("Idempotency-Key", "app.field.range") }
        let hash = Array(SHA256.hash(data: body.readableBytesView))
        let route = "\(name) \(raw.request.pathText)"
        let status = status
        let (answer, isReplay) = try await raw.store.writeOnce(
            key: key, route: route, bodyHash: hash, as: raw.principal, name: name
        ) { tx in StoredAnswer(status: status, body: try work(tx)) }
        let result = RawAnswer.answer(answer.body, status: answer.status)
        return isReplay ? result.header("idempotency-replayed", "true") : result
    }
}

extension RawAnswer {
    /// JSON bytes, or nothing at all.
    static func answer(_ bytes: [UInt8], status: Int) -> RawAnswer {
        bytes.isEmpty ? RawAnswer(status: status) : .bytes(bytes, contentType: "application/json", status: status)
    }
}
