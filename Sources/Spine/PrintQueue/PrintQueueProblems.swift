public import Documents
public import SehatCore

extension Problem {
    /// There is no such print job.
    static let printJobNotFound = Problem(.notFound, "printQueue.job.notFound")

    /// There is no such printed document.
    static let printDocumentNotFound = Problem(.notFound, "printQueue.document.notFound")

    /// The stored document is no longer what its digest says.
    static let printDocumentDamaged = Problem(.conflict, "printQueue.document.damaged")

    /// There is no template of this name, or no such version of it.
    static let templateNotFound = Problem(.notFound, "printQueue.template.notFound")

    /// The text is no template, with the place of what is wrong; pages say the fault in their own words by its code.
    public static func templateInvalid(_ error: DocumentFileError) -> Problem {
        let place = [
            "line": String(error.place.line), "column": String(error.place.column), "fault": error.words,
            "faultCode": error.fault.code,
        ]
        return Problem(
            .invalid, "printQueue.template.invalid", params: error.fault.params.merging(place) { _, place in place })
    }

    /// The job is in a state in which this cannot be done to it; one code for each state, so that each has its sentence.
    static func printJob(is state: PrintJobState) -> Problem {
        Problem(.conflict, "printQueue.job.\(state.rawValue)")
    }
}
