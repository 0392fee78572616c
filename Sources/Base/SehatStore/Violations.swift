import Foundation
import GRDB
import Logging
import SehatCore

/// Turns errors of the database into problems that a person understands.
struct Violations: Sendable {
    let problems: [String: Problem]
    let ids: IDGenerator

    /// The problem to answer with; anything unforeseen becomes an incident whose details are in the log only.
    func problem(for error: any Error, _ db: Database?, _ logger: Logger) -> any Error {
        switch error {
        case let error as RecordError:
            if case .recordNotFound(let table, _) = error { return Problem.notFound(table) }
            return unforeseen(error, logger)
        case let error as DatabaseError:
            return problem(for: error, db, logger)
        default:
            return error
        }
    }

    private func problem(for error: DatabaseError, _ db: Database?, _ logger: Logger) -> any Error {
        switch error.resultCode {
        case .SQLITE_CONSTRAINT:
            for name in ConstraintNames.of(error, db) {
                if let problem = problems[name] { return problem }
            }
            return unforeseen(error, logger)
        case .SQLITE_FULL:
            logger.critical("the disk is full")
            return Problem(.full, "app.full")
        case .SQLITE_IOERR:
            logger.critical("reading or writing failed", metadata: ["reason": "\(ErrorText.of(error))"])
            return Problem(.full, "app.full")
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_MISUSE:
            // MISUSE is how a closed connection answers.
            return Problem(.busy, "app.busy")
        case .SQLITE_INTERRUPT:
            return CancellationError()
        default:
            return unforeseen(error, logger)
        }
    }

    private func unforeseen(_ error: any Error, _ logger: Logger) -> Problem {
        let incident = incident()
        logger.error(
            "unforeseen database error", metadata: ["incident": "\(incident)", "reason": "\(ErrorText.of(error))"])
        return Problem.internal(incident: incident)
    }

    /// A short name for one mishap, by which it is found in the log.
    func incident() -> String {
        String(ids.next(Problem.self).rawValue, radix: 36)
    }
}

/// Errors as text without the values of statements.
enum ErrorText {
    static func of(_ error: any Error) -> String {
        switch error {
        case let error as DatabaseError:
            "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "")"
        case let problem as Problem:
            problem.code
        default:
            String(describing: type(of: error))
        }
    }
}
