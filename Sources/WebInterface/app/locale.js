/**
 * How this hospital writes money and time. Filled from the session answer; the defaults make a page drawable
 * before anyone has signed in.
 */
export const locale = {
    timeZone: 'Asia/Karachi',
    /** @type {'thousand' | 'lakh'} */
    grouping: 'thousand',
    currency: {code: 'PKR', minorDigits: 2},
    /** Days by which the moon was seen later than the computed calendar says. */
    hijriOffset: 0,
    /** Milliseconds that the server's clock is ahead of this computer's. */
    clockOffset: 0,
    /** Country code for phone numbers typed without one. */
    dialCode: '92',
};

/** @param {{currency?: any, timeZone?: string, grouping?: string, hijriOffset?: number, dialCode?: string}} hospital */
export function useHospital(hospital) {
    if (hospital.currency) locale.currency = hospital.currency;
    if (hospital.timeZone) locale.timeZone = hospital.timeZone;
    if (hospital.grouping) locale.grouping = /lakh|indian/i.test(hospital.grouping) ? 'lakh' : 'thousand';
    if (hospital.hijriOffset !== undefined) locale.hijriOffset = hospital.hijriOffset;
    locale.dialCode = hospital.dialCode ?? {PKR: '92', INR: '91', AED: '971', SAR: '966'}[locale.currency.code] ?? '92';
}

/** The server's time as a Date. */
export const now = () => new Date(Date.now() + locale.clockOffset);
