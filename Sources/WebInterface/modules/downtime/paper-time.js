/** The time that stands on a paper: a day and a time of day on the hospital's clock. */
import {t, columns, dateField, textField} from '../../ui/index.js';
import {locale} from '../../app/locale.js';
import {todayISO} from '../common/day.js';

/** @param {Date} moment @returns {number} what the hospital's clock shows then, as if it were UTC */
function shown(moment) {
    const parts = new Intl.DateTimeFormat('en-CA-u-nu-latn', {timeZone: locale.timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit'}).formatToParts(moment);
    const get = type => Number(parts.find(part => part.type === type).value);
    return Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'));
}

/** @param {string} day `2026-11-21` @param {string} time `14:05`, `1405` or `9.30` @returns {string | null} ISO 8601, null for no time of day */
export function paperTime(day, time) {
    const match = /^\s*(\d{1,2})[:. ]?(\d{2})\s*$/.exec(time ?? '');
    if (!match || Number(match[1]) > 23 || Number(match[2]) > 59) return null;
    const [year, month, date] = day.split('-').map(Number);
    const wanted = Date.UTC(year, month - 1, date, Number(match[1]), Number(match[2]));
    let at = wanted;
    // Twice: the first answer may lie on the other side of a change of the clocks.
    for (let turn = 0; turn < 2; turn += 1) at += wanted - shown(new Date(at));
    return new Date(at).toISOString();
}

/** The two fields. */
export const timeFields = () => columns(2, dateField({name: 'day', label: t('downtime.entry.day'), required: true, near: true, value: todayISO()}),
    textField({name: 'time', label: t('downtime.entry.time'), required: true, dir: 'ltr', width: 's', placeholder: '14:05'}));
