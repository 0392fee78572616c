import SehatCore

extension Problem {
    /// There is no such print job.
    static let printJobNotFound = Problem(.notFound, "printQueue.job.notFound")

    /// There is no such printed document.
    static let printDocumentNotFound = Problem(.notFound, "printQueue.document.notFound")

    /// The stored document is no longer what its digest says.
    static let printDocumentDamaged = Problem(.conflict, "printQueue.document.damaged")

    /// The job is in a state in which this cannot be done to it; one code for each state, so that each has its sentence.
    static func printJob(is state: PrintJobState) -> Problem {
        Problem(.conflict, "printQueue.job.\(state.rawValue)")
    }
}
