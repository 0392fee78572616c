/** Folding of what people type: any digits to 0-9, stray control characters away. Pure functions. */

const DIGIT_ZEROS = [0x0660, 0x06F0, 0x0966];

/** Arabic, Urdu and Devanagari digits become ASCII; everything else stays. @param {string} text */
export function foldDigits(text) {
    return text.replace(/[٠-٩۰-۹०-९]/g, digit => {
        const code = digit.codePointAt(0);
        return String(code - DIGIT_ZEROS.find(zero => code >= zero && code <= zero + 9));
    });
}

/** Characters that turn text about without being seen: they may not reach a name or a number. */
export const stripBidi = text => text.replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '');

/** What a text box hands over: composed, without controls, outer blanks gone, inner blanks single. @param {string} text */
export function cleanText(text, {lines = false} = {}) {
    const plain = stripBidi(text).normalize('NFC');
    if (lines) return plain.replace(/[^\P{Cc}\n\t]/gu, '').replace(/[ \t]+$/gm, '').trim();
    return plain.replace(/\p{Cc}/gu, ' ').replace(/\s+/g, ' ').trim();
}

/** Digits only, folded. @param {string} text */
export const onlyDigits = text => foldDigits(text).replace(/\D/g, '');

const ARABIC = {'ي': 'ی', 'ى': 'ی', 'ئ': 'ی', 'ك': 'ک', 'ه': 'ہ', 'ة': 'ہ', 'ۀ': 'ہ', 'ۂ': 'ہ', 'ھ': 'ہ', 'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ؤ': 'و'};

/** One spelling for comparing what was typed with a local list (not a replacement for the server's search). */
export function foldForSearch(text) {
    return foldDigits(text).normalize('NFKD').toLowerCase()
        .replace(/[\u0300-\u036F\u0610-\u061A\u064B-\u065F\u0670\u0640\u200C\u200D\u093C]/g, '')
        .normalize('NFC')
        .replace(/[يىئكهةۀۂھأإآٱؤ]/g, letter => ARABIC[letter])
        .replace(/ऱ/g, 'र').replace(/ँ/g, 'ं')
        .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
}
