/// The books of the hospital, as operations on the caller's transaction.
///
/// They are parts of a larger act (a dispense, a bill, a payment), which audits itself; they write no audit entry.
public enum Ledger {}
