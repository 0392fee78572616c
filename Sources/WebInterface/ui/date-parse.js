/** Days as people type them: `3 3 92`, `030392`, `3-Mar-1992`, `۳ مارچ ۹۲`, `today`, `-2`. The day always comes before the month. */
import {foldDigits, stripBidi} from './fold.js';
import {isRealDay, dayNumber, dayFromNumber, isoDay} from './format.js';
import {monthFromWord, dayWord} from './calendar-words.js';

/** @typedef {import('./format.js').Day} Day */

/** Two figures of a year: a birthday lies in the past, an appointment near today. @param {number} year @param {Day} today @param {boolean} past */
function fullYear(year, today, past) {
    if (year >= 100) return year;
    const century = Math.floor(today.year / 100) * 100;
    const guess = century + year;
    if (past) return guess > today.year ? guess - 100 : guess;
    return guess > today.year + 20 ? guess - 100 : guess;
}

/** Runs of digits without marks between them. @param {string} digits @returns {string[] | null} */
function splitRun(digits) {
    if (digits.length === 8) {
        return Number(digits.slice(0, 4)) > 1850 && Number(digits.slice(4, 6)) <= 12 && Number(digits.slice(2, 4)) > 12
            ? [digits.slice(6), digits.slice(4, 6), digits.slice(0, 4)]
            : [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)];
    }
    if (digits.length === 6) return [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)];
    if (digits.length === 4) return [digits.slice(0, 2), digits.slice(2)];
    return null;
}

/**
 * @param {string} text @param {{today: Day, past?: boolean}} options `past`: a birthday
 * @returns {Day | null | undefined} null when empty, undefined when it cannot be read
 */
export function parseDay(text, {today, past = false}) {
    const plain = stripBidi(foldDigits(text)).trim();
    if (plain === '') return null;
    const shift = dayWord(plain) ?? (/^[+-]\d{1,4}$/.test(plain) ? Number(plain) : undefined);
    if (shift !== undefined) return dayFromNumber(dayNumber(today) + shift);

    // Letters of any script next to figures come apart: 3Mar92.
    let parts = plain.replace(/([\p{L}\p{M}ʿ]+(?:\s+(?:الأول|الاول|الثاني))?)/gu, ' $1 ').split(/[\s\-/.,،]+/u).filter(Boolean);
    if (parts.length === 1) parts = splitRun(parts[0]) ?? parts;
    if (parts.length > 3 && parts.some(part => /\p{L}/u.test(part))) {
        const words = parts.filter(part => /\p{L}/u.test(part)).join(' ');
        const at = parts.findIndex(part => /\p{L}/u.test(part));
        parts = parts.filter(part => !/\p{L}/u.test(part));
        parts.splice(at, 0, words);
    }
    if (parts.length < 2 || parts.length > 3) return undefined;

    const named = parts.findIndex(part => /\p{L}/u.test(part));
    let day;
    let month;
    let year = parts[2];
    if (named >= 0) {
        month = monthFromWord(parts[named]);
        const figures = parts.filter((_, index) => index !== named);
        [day, year] = figures[0]?.length === 4 ? [figures[1], figures[0]] : figures;
    } else if (/^\d{4}$/.test(parts[0])) {
        [year, month, day] = parts;
    } else {
        [day, month] = parts;
    }
    if (month === undefined || !/^\d{1,2}$/.test(day ?? '') || !/^(\d{1,2}|\d{4})?$/.test(year ?? '')) return undefined;
    const result = {year: year ? fullYear(Number(year), today, past) : today.year, month: Number(month), day: Number(day)};
    if (!year && past && dayNumber(result) > dayNumber(today)) result.year -= 1;
    return isRealDay(result) ? result : undefined;
}

const UNITS = {y: 'years', yr: 'years', yrs: 'years', years: 'years', m: 'months', mo: 'months', months: 'months', w: 'weeks', weeks: 'weeks', d: 'days', days: 'days'};

/**
 * The birth date that an age means: the same day, that long ago.
 * @param {string} text `34`, `3m`, `10 d` @param {string} unit of a bare figure @param {Day} today
 * @returns {{birthDate: string, unit: string, count: number} | null | undefined}
 */
export function birthFromAge(text, unit, today) {
    const match = /^(\d{1,4})\s*([a-z]*)$/i.exec(foldDigits(text).trim());
    if (!match) return text.trim() === '' ? null : undefined;
    const count = Number(match[1]);
    const chosen = match[2] ? UNITS[match[2].toLowerCase()] : unit;
    if (!chosen || (chosen === 'years' && count > 130)) return undefined;
    let birth;
    if (chosen === 'days' || chosen === 'weeks') {
        birth = dayFromNumber(dayNumber(today) - count * (chosen === 'weeks' ? 7 : 1));
    } else {
        const months = chosen === 'years' ? count * 12 : count;
        const index = today.year * 12 + today.month - 1 - months;
        birth = {year: Math.floor(index / 12), month: (index % 12) + 1, day: today.day};
        while (!isRealDay(birth)) birth.day -= 1;
    }
    return {birthDate: isoDay(birth), unit: chosen, count};
}
