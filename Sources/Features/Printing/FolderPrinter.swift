import Documents
import Foundation
import PrintQueue
import Spooler

/// The printer without a device: a folder of PDF files.
enum FolderPrinter {
    /// Writes a file of the job's kind and id, complete or not at all.
    ///
    /// - Throws: `SpoolerError.refused` with the system's words, such as a full disk.
    static func write(_ bytes: [UInt8], _ job: PrintJob, to folder: String) throws {
        let directory = URL(filePath: folder)
        let name = "\(job.documentKind.rawValue)-\(job.id)\(job.copyNumber > 1 ? "-copy\(job.copyNumber)" : "").pdf"
        do {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Data(bytes).write(to: directory.appending(path: name), options: .atomic)
        } catch {
            throw SpoolerError.refused(error.localizedDescription)
        }
    }
}
