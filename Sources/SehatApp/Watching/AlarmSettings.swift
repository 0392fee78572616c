/// To whom alarms go by e-mail and SMS; secrets stand in files that are named here.
public struct AlarmSettings: Sendable, Equatable {
    /// Addresses.
    public var emails: [String] = []
    /// `smtps://host`, `smtp://host:587`, `smtp+plain://127.0.0.1:25`; empty for no e-mail.
    public var smtpServer = ""
    public var smtpFrom = ""
    public var smtpUser = ""
    public var smtpPasswordFile = ""
    /// A file with the certificate of the hospital's own authority.
    public var smtpAuthority = ""
    /// Telephone numbers in international form.
    public var numbers: [String] = []
    /// The gateway's address with `{to}`, `{text}`, `{secret}`; empty for no SMS.
    public var smsURL = ""
    /// Empty for a GET.
    public var smsBody = ""
    public var smsContentType = "application/json"
    public var smsHeader = ""
    public var smsSecretFile = ""
    public var smsAuthority = ""
    /// No more than so many messages an hour to one person.
    public var perHour = 10

    /// Alarms on the page alone.
    public init() {}

    /// The settings that are texts, by their key in the configuration.
    static let texts: [String: any WritableKeyPath<AlarmSettings, String> & Sendable] = [
        "smtp_server": \.smtpServer, "smtp_from": \.smtpFrom, "smtp_user": \.smtpUser,
        "smtp_password_file": \.smtpPasswordFile, "smtp_ca_file": \.smtpAuthority, "sms_url": \.smsURL,
        "sms_body": \.smsBody, "sms_content_type": \.smsContentType, "sms_header": \.smsHeader,
        "sms_secret_file": \.smsSecretFile, "sms_ca_file": \.smsAuthority,
    ]
}
