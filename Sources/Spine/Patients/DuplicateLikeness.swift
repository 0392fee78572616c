import SehatCore

/// What tells two records apart that share a name, read the same from either side.
struct DuplicateLikeness: Hashable, Sendable {
    /// How far two births contradict each other.
    enum Births: Hashable, Sendable {
        /// The same, or not known of one of them.
        case agree
        /// Another day that a slip or a guess explains.
        case near
        /// No slip explains both.
        case far
    }

    let births: Births
    let sexesAgree: Bool
    /// Fathers, or husbands, or other guardians of one kind, whose names have little in common.
    let guardiansDiffer: Bool

    init(_ probe: DuplicateProbe, _ record: PatientRecord) {
        births = Self.births(
            probe.birthDate, isEstimated: probe.birthDateEstimated, record.birthDate,
            isEstimated: record.birthDateEstimated)
        sexesAgree = probe.sex.agrees(with: record.sex)
        guardiansDiffer = Self.differ(
            probe.guardianName, probe.guardianRelation, record.guardianName, record.guardianRelation)
    }

    /// The score of two who share a telephone and have names as like as `names`; from `likely` on they are likely one
    /// person, and no more alike than relatives where sex or births contradict.
    func score(phoneAndNames names: Int) -> Int {
        if !sexesAgree || births == .far { return Self.relatives }
        return max(Self.relatives, 50 + names / 2 - (births == .near ? 10 : 0) - (guardiansDiffer ? 35 : 0))
    }

    /// The score of a shared telephone alone.
    static let relatives = 30
    /// From which score on two who share a telephone are likely one person.
    static let likely = 60

    static func births(
        _ mine: CalendarDay?, isEstimated isMineEstimated: Bool, _ theirs: CalendarDay?,
        isEstimated isTheirsEstimated: Bool
    ) -> Births {
        guard let mine, let theirs, mine != theirs else { return .agree }
        let years = abs(mine.year - theirs.year)
        if isMineEstimated || isTheirsEstimated {
            return years <= 2 ? .agree : years <= Age.estimateYears ? .near : .far
        }
        return years == 0 || isSlip(mine, theirs) ? .near : .far
    }

    /// Whether one day is the other with one part mistyped: the same day and month of a year that differs in one digit, or
    /// the day and the month changed places.
    private static func isSlip(_ mine: CalendarDay, _ theirs: CalendarDay) -> Bool {
        if (mine.day, mine.month) == (theirs.day, theirs.month) {
            // The first of January stands for a day that nobody knows: fathers and sons have it alike.
            if (mine.day, mine.month) == (1, 1) { return false }
            return zip(String(mine.year), String(theirs.year)).count { $0 != $1 } == 1
        }
        return mine.year == theirs.year && (mine.day, mine.month) == (theirs.month, theirs.day)
    }

    /// A father and a husband are two people, and say nothing about each other.
    private static func differ(
        _ mine: String?, _ myRelation: GuardianRelation?, _ theirs: String?, _ theirRelation: GuardianRelation?
    ) -> Bool {
        guard let mine, let theirs else { return false }
        if let myRelation, let theirRelation, myRelation != theirRelation,
            ![myRelation, theirRelation].contains(.other),
            ![myRelation, theirRelation].contains(.guardian)
        {
            return false
        }
        return NameSimilarity.score([mine], [theirs]).map { $0 < 50 } ?? false
    }
}
