import SehatCore
import Testing

@testable import Access

@Suite struct PasswordPolicyTests {
    @Test(arguments: [
        "password", "Password123", "P@ssw0rd", "p@55w0rd!", "$ecret123", "12345678", "qwerty123", "1q2w3e4r",
        "1qaz2wsx",
        "zaq12wsx", "asdfghjkl", "87654321", "qweasdzxc", "iloveyou1", "sunshine", "superman", "letmein1",
        "Welcome@123",
        "Admin@123", "abc12345", "abcd1234", "11111111", "12121212", "abcabcabc", "lemonlemon", "Pakistan@1947",
        "pakistan786", "allah786", "bismillah", "ali@khan", "ahmed123", "karachi123", "Hospital@2025", "doctor123",
        "03001234567", "0300-1234567", "01011990", "01/01/1990", "summer2024", "liverpool1", "afridi10", "hellohello",
        "Aa@123456", "ilovepakistan", "jaimatadi", "krishna108", "saibaba1", "Test@123", "changeme", "trustno1",
    ])
    func commonOnesAreRefused(_ password: String) {
        #expect(PasswordPolicy.weakness(of: password) == "access.field.passwordCommon")
    }

    @Test(arguments: [
        "correct horse battery staple", "mango tree behind ward 3", "k7mfq-2xd9t-haw4p", "quiet-harbour-lantern",
        "گلاب کی خوشبو", "घर के पीछे आम", "zebra crossing lane", "xK9#mQ2vLp", "Nadia bought 3 mangoes", "gvxzqpwm",
    ])
    func unusualOnesAreTaken(_ password: String) {
        #expect(PasswordPolicy.weakness(of: password) == nil)
        #expect(
            PasswordPolicy.weakness(of: password, context: ["registrar7", "Usman Chaudhry", "City Hospital"]) == nil)
    }

    @Test func lengthIsCountedInCharacters() {
        #expect(PasswordPolicy.weakness(of: "xK9#mQ2") == "access.field.passwordShort")
        #expect(PasswordPolicy.weakness(of: "گلاب کی") == "access.field.passwordShort")
        let words = "quiet harbour lantern meadow kettle "
        #expect(PasswordPolicy.weakness(of: String((words + words).prefix(64))) == nil)
        let long = String(repeating: words, count: 8)
        #expect(PasswordPolicy.weakness(of: String(long.prefix(256))) == nil)
        #expect(PasswordPolicy.weakness(of: String(long.prefix(257))) == "access.field.passwordLong")
    }

    @Test(arguments: [
        "registrar7!", "Registrar712", "usmanchaudhry", "chaudhry99", "aghakhan1", "AghaKhanTrust", "agh@kh@n2024",
        "sehat2026", "chaudhrylove", "Usman@1990",
    ])
    func wordsOfThePersonAndThePlaceAreRefused(_ password: String) {
        let context = ["registrar7", "Muhammad Usman Chaudhry", "Agha Khan Trust Hospital", "sehat"]
        #expect(PasswordPolicy.weakness(of: password, context: context) != nil)
    }

    /// Passwords are the same whether a keyboard writes a letter as one character or as two.
    @Test func spellingsOfTheSameLettersAreOne() {
        #expect(PasswordPolicy.normalized("ne\u{0301}stling") == PasswordPolicy.normalized("n\u{00E9}stling"))
        #expect(PasswordPolicy.normalized("\u{FE8E}\u{FE97}") == PasswordPolicy.normalized("\u{0627}\u{062A}"))
        #expect(PasswordPolicy.normalized(" two  spaces ") == " two  spaces ")
    }

    /// The stems alone, with the endings that people add, are many more than the 3,000 that a list must have.
    @Test func theListIsLargeEnough() {
        let endings = ["1", "12", "123", "1234", "!", "@123", "786", "2024", "2025"]
        let refused = CommonWords.all.flatMap { word in endings.map { word + $0 } }
            .filter { $0.count >= PasswordPolicy.shortest }
        #expect(refused.count > 10_000)
        for password in refused where PasswordPolicy.weakness(of: password) == nil {
            Issue.record("\(password) was taken")
        }
    }
}
