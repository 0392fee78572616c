/** What a scanned text is: our own labels by their check digits, GS1 packs, plain product codes. Pure functions. */

export const LABEL_KINDS = {1: 'patient', 2: 'visit', 3: 'bill', 4: 'sample', 5: 'bed', 6: 'stock', 7: 'document', 8: 'staff'};

/** Remainder of a long decimal number, digit by digit. @param {string} digits */
function mod97(digits) {
    let rest = 0;
    for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
    return rest;
}

/** `type + number` with two check digits (ISO 7064 MOD 97-10); padded so that the whole length is even. @param {number} type @param {string} number */
export function labelDigits(type, number) {
    const padded = (number.length + 3) % 2 ? `0${number}` : number;
    const check = 98 - mod97(`${type}${padded}00`);
    return `${type}${padded}${String(check).padStart(2, '0')}`;
}

/** @param {string} text @returns {{kind: string, number: string, text: string} | null} */
export function readLabel(text) {
    if (!/^[1-8]\d{5,29}$/.test(text) || text.length % 2 || mod97(text) !== 1) return null;
    return {kind: LABEL_KINDS[text[0]], number: text.slice(1, -2).replace(/^0+(?=\d)/, ''), text};
}

/** The last digit of an EAN-8, EAN-13 or GTIN-14. @param {string} digits */
export function gtinFits(digits) {
    if (!/^(\d{8}|\d{12,14})$/.test(digits)) return false;
    const sum = [...digits].reverse().reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0);
    return sum % 10 === 0;
}

const SEPARATOR = '\u001D';
const FIXED = {'01': 14, '02': 14, '11': 6, '13': 6, '15': 6, '17': 6, '20': 2};

/**
 * The fields of a GS1 code. Some scanners lose the group separator, so fields of fixed length are read first and a
 * field of open length takes what remains.
 * @param {string} text @returns {{gtin: string, expiry?: string, batch?: string, serial?: string} | null}
 */
export function readGS1(text) {
    let rest = text.replace(/^\](d2|C1|Q3)/, '');
    const marked = rest !== text;
    if (rest.startsWith('(01)')) rest = rest.replace(/\((\d\d)\)/g, '$1');
    if (!rest.startsWith('01') || !gtinFits(rest.slice(2, 16))) return null;
    if (!marked && rest.length === 16 && text.length === 16 && readLabel(text)) return null;
    const fields = {};
    while (rest.length > 2) {
        if (rest.startsWith(SEPARATOR)) { rest = rest.slice(1); continue; }
        const id = rest.slice(0, 2);
        const fixed = FIXED[id];
        const end = fixed ? 2 + fixed : (rest.indexOf(SEPARATOR) + 1 || rest.length + 1) - 1;
        fields[id] = rest.slice(2, end);
        rest = rest.slice(end);
    }
    return {gtin: fields['01'], expiry: expiryDay(fields['17']), batch: fields['10'], serial: fields['21']};
}

/** A wristband of ours: the relation's number, the issue, the record number; separators may be lost on the way. @param {string} text */
export function readBand(text) {
    const rest = text.replace(/^\](d2|C1|Q3)/, '').replace(/\((\d{2,4})\)/g, '$1');
    const found = /^8018(\d{18})\u001D?8019(\d{1,10}?)\u001D?91(\d{8,})$/.exec(rest);
    return found && gs1Fits(found[1]) ? {kind: 'patient', number: found[3], text} : null;
}

/** @param {string} digits of fixed length with their check digit */
const gs1Fits = digits => [...digits].reverse().reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0) % 10 === 0;

/** YYMMDD; day 00 means the last of the month. */
function expiryDay(text) {
    if (!/^\d{6}$/.test(text ?? '')) return undefined;
    const year = 2000 + Number(text.slice(0, 2));
    const month = Number(text.slice(2, 4));
    const day = Number(text.slice(4)) || new Date(Date.UTC(year, month, 0)).getUTCDate();
    return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/**
 * Names a scanned text, or null when nothing proves that it is one.
 * @param {string} text @param {{prefix?: string, suffix?: string}} [station] marks that this station's scanners add
 */
export function recognise(text, {prefix = '', suffix = ''} = {}) {
    const marked = Boolean(prefix || suffix) && text.startsWith(prefix) && text.endsWith(suffix) && text.length > prefix.length + suffix.length;
    const bare = marked ? text.slice(prefix.length, text.length - suffix.length) : text;
    const label = readLabel(bare);
    if (label) return label;
    const band = readBand(bare);
    if (band) return band;
    const gs1 = readGS1(bare);
    if (gs1) return {kind: 'product', number: gs1.gtin, text: bare, gs1};
    if (gtinFits(bare)) return {kind: 'product', number: bare, text: bare};
    return marked ? {kind: 'text', number: bare, text: bare} : null;
}
