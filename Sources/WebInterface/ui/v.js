/** `v`: the only way to print data. Names and free text follow their own direction; everything else is a left-to-right island. */
import {Value, Phrase, t} from './phrase.js';
import {formatNumber, formatMoney, formatTime, dayOf, weekday, ageBetween, isoDay} from './format.js';
import {monthPart, weekdayPart} from './calendar-words.js';
import {stripBidi} from './fold.js';
import {now} from '../app/locale.js';
import {language} from '../app/i18n.js';

const NONE = new Value(() => ['–'], {ltr: true, label: t('shell.notKnown'), live: true});
const empty = value => value === null || value === undefined || value === '';

/** @param {(value: any, options?: any) => Phrase} make */
const orNone = make => (value, options = {}) => empty(value) ? NONE : make(value, options);
const ltr = (make, extra) => new Value(make, {ltr: true, ...extra});
const two = number => String(number).padStart(2, '0');

/** 03-Mar-1992; the month's name in the page's language. */
function dateParts(value) {
    const {year, month, day} = dayOf(value);
    return [`${two(day)}-`, monthPart(month), `-${String(year).padStart(4, '0')}`];
}

/** Today on the hospital's calendar. */
export const today = () => dayOf(now().toISOString());

/**
 * An age in the words that dosing needs: days below four weeks, weeks below three months, months below two years,
 * years and months below eighteen.
 */
function age(birthDate, {estimated = false, at} = {}) {
    const span = ageBetween(dayOf(birthDate), at ? dayOf(at) : today());
    if (span.days < 0) return NONE;
    let key = 'years';
    if (span.days < 28) key = 'days';
    else if (span.years < 1 && span.months < 3) key = 'weeks';
    else if (span.years < 2) key = 'months';
    else if (span.years < 18 && span.months > 0) key = 'yearsMonths';
    const count = {days: span.days, weeks: span.weeks, months: span.years * 12 + span.months}[key] ?? span.years;
    return t(`shell.age.${key}${estimated ? '.about' : ''}`, {count, months: span.months});
}

/** "5 minutes ago", for data that carries its age. */
function ago(instant) {
    const minutes = Math.max(0, Math.floor((now() - new Date(instant)) / 60_000));
    if (minutes < 1) return t('shell.ago.now');
    if (minutes < 60) return t('shell.ago.minutes', {count: minutes});
    if (minutes < 48 * 60) return t('shell.ago.hours', {count: Math.floor(minutes / 60)});
    return t('shell.ago.days', {count: Math.floor(minutes / 1440)});
}

/** +923001234567 as it is spoken here: 0300-1234567; other countries stay international. @param {string} number */
export function phoneText(number) {
    const pakistan = /^\+92(3\d\d)(\d{7})$/.exec(number);
    if (pakistan) return `0${pakistan[1]}-${pakistan[2]}`;
    const landline = /^\+92(\d{2,3}?)(\d{7,8})$/.exec(number);
    if (landline) return `0${landline[1]}-${landline[2]}`;
    const india = /^\+91(\d{5})(\d{5})$/.exec(number);
    if (india) return `+91 ${india[1]} ${india[2]}`;
    return number;
}

/** Digits in the groups of the card they come from. @param {string} digits @param {number[]} groups @param {string} [joint] */
export function grouped(digits, groups, joint = '-') {
    const parts = [];
    let at = 0;
    for (const size of groups) {
        if (at >= digits.length) break;
        parts.push(digits.slice(at, at + size));
        at += size;
    }
    if (at < digits.length) parts[parts.length - 1] += digits.slice(at);
    return parts.join(joint);
}

/** @param {unknown} value a number, or text in any direction */
export function v(value) {
    if (value instanceof Phrase) return value;
    return typeof value === 'number' ? v.num(value) : v.text(value);
}
v.none = NONE;
// A function's own `name` is read-only, so this one is defined over it.
Object.defineProperty(v, 'name', {value: orNone(value => new Value(() => [stripBidi(String(value))], {class: 'name'}))});
/** A text that the hospital gave in several languages: `{en, ur?, hi?, ar?}`. */
v.local = orNone(value => typeof value === 'string' ? v.name(value)
    : new Value(() => [value[language().slice(0, 2)] || value.en], {class: 'name', live: true}));
v.text = orNone(value => new Value(() => [stripBidi(String(value))]));
v.ltr = orNone(value => ltr(() => [stripBidi(String(value))]));
v.id = orNone(value => ltr(() => [stripBidi(String(value))], {class: 'id'}));
v.num = orNone(value => ltr(() => [formatNumber(Number(value))], {live: true}));
v.quantity = orNone((value, unit) => ltr(() => [`${formatNumber(Number(value))}${typeof unit === 'string' && unit ? ` ${unit}` : ''}`]));
v.money = orNone((value, {symbol = true, sign = false} = {}) => ltr(() => [formatMoney(value, {symbol, sign})], {class: 'money'}));
v.date = orNone(value => ltr(() => dateParts(value)));
/** The day of the week. @param {number} day 0 = Sunday */
v.weekday = day => new Value(() => [weekdayPart(day)]);
v.day = orNone(value => ltr(() => [weekdayPart(weekday(dayOf(value))), ' ', ...dateParts(value)]));
v.time = orNone(value => ltr(() => [formatTime(value)]));
v.dateTime = orNone(value => ltr(() => [...dateParts(value), ` ${formatTime(value)}`]));
v.isoDay = orNone(value => ltr(() => [isoDay(dayOf(value))]));
v.phone = orNone(value => ltr(() => [phoneText(String(value))]));
v.cnic = orNone(value => ltr(() => [grouped(String(value), [5, 7, 1])]));
v.age = orNone(age);
v.ago = orNone(ago);
v.sex = orNone(value => ['male', 'female', 'other'].includes(value) ? t(`word.${value}`) : t('shell.notKnown'));
