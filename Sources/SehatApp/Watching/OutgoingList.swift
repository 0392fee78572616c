import Alarms
import Backup
import Outgoing

extension BackupTarget {
    /// A target that the caller of a command named: that puts it on the list of this process.
    ///
    /// - Throws: `BackupError.badTarget`.
    init(named text: String) throws {
        try self.init(text)
        Outgoing.allow([rule].compactMap { $0 })
    }
}

extension Configuration {
    /// Every connection to another machine that these settings make: the list that is enforced.
    ///
    /// - Throws: what reading the targets and the message settings throws.
    func outgoingRules() throws -> [OutgoingRule] {
        let channels = try alarmChannels()
        var rules = try shippingTargets.compactMap { try BackupTarget($0).rule }
        rules += [channels.mail?.rule, channels.gateway?.rule].compactMap { $0 }
        rules += try outgoingPrinters.map { try Self.rule(.printer, $0, standard: 9100, key: "outgoing_printers") }
        if !cupsServer.isEmpty, !cupsServer.hasPrefix("/") {
            rules.append(try Self.rule(.spooler, cupsServer, standard: 631, key: "cups_server"))
        }
        return rules
    }

    private static func rule(
        _ purpose: OutgoingPurpose, _ text: String, standard: Int, key: String
    ) throws -> OutgoingRule {
        let parts = text.split(separator: ":")
        guard let host = parts.first, parts.count <= 2, let port = parts.count == 2 ? Int(parts[1]) : standard,
            (1...65_535).contains(port)
        else { throw CommandFailure("\(key): \"\(text)\" is no host:port.", exitCode: .configuration) }
        return OutgoingRule(purpose, host: String(host), port: port)
    }
}

extension Configuration {
    /// To whom alarms go besides the page.
    ///
    /// - Throws: `MessageSettingError` naming the setting that is wrong.
    func alarmChannels() throws -> AlarmChannels {
        var channels = AlarmChannels()
        if !alarms.smtpServer.isEmpty {
            channels.mail = try MailServer(
                alarms.smtpServer, sender: alarms.smtpFrom, user: alarms.smtpUser.nonEmpty,
                passwordFile: alarms.smtpPasswordFile.nonEmpty, authority: alarms.smtpAuthority.nonEmpty)
        }
        if !alarms.smsURL.isEmpty {
            channels.gateway = try SMSGateway(
                alarms.smsURL, body: alarms.smsBody, contentType: alarms.smsContentType, header: alarms.smsHeader,
                secretFile: alarms.smsSecretFile.nonEmpty, authority: alarms.smsAuthority.nonEmpty)
        }
        try MessageSettingError.check(addresses: alarms.emails)
        try MessageSettingError.check(numbers: alarms.numbers)
        channels.mailTo = alarms.emails
        channels.smsTo = alarms.numbers
        channels.perHour = alarms.perHour
        return channels
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
