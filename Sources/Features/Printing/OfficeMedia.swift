import Documents

/// The CUPS options of a sheet: always a medium that the printer says it has, because an unknown one makes the backend
/// give the job up and no medium at all makes the filters choose US Letter.
enum OfficeMedia {
    private static let fallbacks = ["iso_a4_210x297mm", "na_letter_8.5x11in"]

    static func options(for paper: Paper, supported: [String]) -> [String: String] {
        let wanted = [paper.mediaName].compactMap { $0 } + fallbacks
        guard
            let media = wanted.first(where: supported.contains) ?? supported.first(where: { !$0.hasPrefix("custom_") })
        else { return [:] }
        return ["media": media, "print-scaling": media == paper.mediaName ? "none" : "auto-fit"]
    }
}
