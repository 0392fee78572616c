/**
 * Numbers and days as text. Written here rather than left to Intl, whose output differs between browser versions
 * and hides control characters in Urdu and Arabic negatives. Figures are always 0-9.
 */
import {locale} from '../app/locale.js';

/** Groups the digits of a whole number: 1,234,567 or 12,34,567. @param {string} digits */
export function group(digits, style = locale.grouping) {
    if (style === 'lakh' && digits.length > 3) {
        return `${digits.slice(0, -3).replace(/\B(?=(\d\d)+$)/g, ',')},${digits.slice(-3)}`;
    }
    return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** @param {number} value */
export function formatNumber(value) {
    if (!Number.isFinite(value)) return '–';
    const [whole, fraction] = String(Math.abs(value)).split('.');
    return `${value < 0 ? '-' : ''}${group(whole)}${fraction ? `.${fraction}` : ''}`;
}

const SYMBOLS = {PKR: 'Rs', INR: '₹', AED: 'AED', SAR: 'SAR', USD: '$'};
/** @param {string} code */
export const currencySymbol = code => SYMBOLS[code] ?? code;
const minorDigits = code => code === locale.currency.code ? locale.currency.minorDigits : 2;

/**
 * Integer minor units as text; the fraction appears only where it is not zero.
 * @param {{amount: number, currency?: string}} money @param {{symbol?: boolean, sign?: boolean, group?: boolean}} [options]
 */
export function formatMoney({amount, currency = locale.currency.code}, {symbol = false, sign = false, group: grouped = true} = {}) {
    const places = minorDigits(currency);
    const digits = String(Math.abs(amount)).padStart(places + 1, '0');
    const whole = digits.slice(0, digits.length - places);
    const fraction = digits.slice(digits.length - places);
    const figure = `${grouped ? group(whole) : whole}${/[1-9]/.test(fraction) ? `.${fraction}` : ''}`;
    const minus = amount < 0 ? '-' : sign && amount > 0 ? '+' : '';
    return symbol ? `${currencySymbol(currency)} ${minus}${figure}` : `${minus}${figure}`;
}

/** Numbers of a calendar day. @typedef {{year: number, month: number, day: number}} Day */

/** @param {string} text `1992-03-03`, or an instant (then the day in the hospital's zone) @returns {Day} */
export function dayOf(text) {
    const plain = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
    if (plain) return {year: Number(plain[1]), month: Number(plain[2]), day: Number(plain[3])};
    const {year, month, day} = clockOf(text);
    return {year, month, day};
}

const zoned = new Map();
/** An instant on the hospital's wall clock. @param {string | Date} instant */
export function clockOf(instant) {
    const zone = locale.timeZone;
    if (!zoned.has(zone)) {
        zoned.set(zone, new Intl.DateTimeFormat('en-GB-u-nu-latn-ca-gregory', {timeZone: zone, hourCycle: 'h23',
            year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric'}));
    }
    const parts = {};
    for (const {type, value} of zoned.get(zone).formatToParts(new Date(instant))) parts[type] = Number(value);
    return /** @type {{year: number, month: number, day: number, hour: number, minute: number, second: number}} */ (parts);
}

const two = number => String(number).padStart(2, '0');

/** `2026-11-21` of numbers. @param {Day} day */
export const isoDay = ({year, month, day}) => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

/** @param {string | Date} instant `10:42`, 24 hours */
export function formatTime(instant) {
    const {hour, minute} = clockOf(instant);
    return `${two(hour)}:${two(minute)}`;
}

/** Day number for arithmetic on calendar days. @param {Day} day */
export const dayNumber = ({year, month, day}) => Math.round(Date.UTC(year, month - 1, day) / 86_400_000);

/** @param {number} number @returns {Day} */
export function dayFromNumber(number) {
    const date = new Date(number * 86_400_000);
    return {year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate()};
}

/** Is there such a day? @param {Day} day */
export function isRealDay({year, month, day}) {
    const back = dayFromNumber(dayNumber({year, month, day}));
    return back.year === year && back.month === month && back.day === day;
}

/** 0 = Sunday. @param {Day} day */
export const weekday = day => (((dayNumber(day) + 4) % 7) + 7) % 7;

/** Whole years, months, days between two days. @param {Day} from @param {Day} to */
export function ageBetween(from, to) {
    let years = to.year - from.year;
    let months = to.month - from.month;
    const days = dayNumber(to) - dayNumber(from);
    if (to.day < from.day) months -= 1;
    if (months < 0) { years -= 1; months += 12; }
    return {years, months, days, weeks: Math.floor(days / 7)};
}

/** The Hijri day of a calendar day, by computation and the hospital's offset: an approximation, only ever shown. @param {Day} day */
export function hijriOf(day) {
    const date = new Date((dayNumber(day) + locale.hijriOffset) * 86_400_000);
    const parts = {};
    const format = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric'});
    for (const {type, value} of format.formatToParts(date)) parts[type] = parseInt(value, 10);
    return {year: parts.year ?? parts.relatedYear, month: parts.month, day: parts.day};
}
