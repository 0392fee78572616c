/** A month to choose a near day from: the grid of the ARIA practices, mirrored with the page, figures not. */
import {h, replace, nodes} from './dom.js';
import {t, toPhrase, bindAttribute} from './phrase.js';
import {v, today} from './v.js';
import {icon} from './icons.js';
import {dayNumber, dayFromNumber, isoDay, weekday, isRealDay} from './format.js';
import {monthPart, weekdayNames} from './calendar-words.js';
import {Value} from './phrase.js';

/** The week begins on Monday here; Sunday and Saturday beginnings are a setting of the hospital. */
let weekStart = 1;
/** @param {number} day 0 = Sunday */
export const setWeekStart = day => { weekStart = day; };

function addMonths(day, count) {
    const index = day.year * 12 + day.month - 1 + count;
    const moved = {year: Math.floor(index / 12), month: (index % 12) + 1, day: day.day};
    while (!isRealDay(moved)) moved.day -= 1;
    return moved;
}

/**
 * @param {HTMLElement} owner the field it opens under @param {import('./format.js').Day} start @param {{min?: string | null, max?: string | null}} limits
 * @returns {Promise<import('./format.js').Day | null>}
 */
export function openCalendar(owner, start, {min, max} = {}) {
    let day = start;
    const heading = h('span.calendar-month', {'aria-live': 'polite'});
    const grid = h('table.calendar-grid', {role: 'grid'});
    const allowed = one => (!min || isoDay(one) >= min) && (!max || isoDay(one) <= max);

    return new Promise(resolve => {
        const box = h('div.calendar.popup', {role: 'dialog', 'aria-label': t('shell.date.choose'), onkeydown: onKey},
            h('div.calendar-head',
                h('button.icon-button', {type: 'button', 'aria-label': t('shell.date.previousMonth'), onclick: () => move(addMonths(day, -1))}, icon('back')),
                heading,
                h('button.icon-button', {type: 'button', 'aria-label': t('shell.date.nextMonth'), onclick: () => move(addMonths(day, 1))}, icon('next'))),
            grid);

        function finish(chosen) {
            document.removeEventListener('pointerdown', outside, true);
            box.remove();
            resolve(chosen);
        }
        function outside(event) { if (!box.contains(event.target)) finish(null); }
        function move(to, focus = true) { day = to; draw(); if (focus) box.querySelector('[tabindex="0"]')?.focus(); }
        function onKey(event) {
            const rtl = document.documentElement.dir === 'rtl';
            const days = {ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1, ArrowUp: -7, ArrowDown: 7}[event.key];
            let handled = true;
            if (days) move(dayFromNumber(dayNumber(day) + days));
            else if (event.key === 'PageUp') move(addMonths(day, event.shiftKey ? -12 : -1));
            else if (event.key === 'PageDown') move(addMonths(day, event.shiftKey ? 12 : 1));
            else if (event.key === 'Home') move(dayFromNumber(dayNumber(day) - ((weekday(day) - weekStart + 7) % 7)));
            else if (event.key === 'End') move(dayFromNumber(dayNumber(day) + 6 - ((weekday(day) - weekStart + 7) % 7)));
            else if (event.key === 'Escape') finish(null);
            else handled = false;
            if (handled) { event.preventDefault(); event.stopPropagation(); }
        }
        function draw() {
            replace(heading, new Value(() => [monthPart(day.month), ` ${day.year}`], {ltr: true}));
            const names = weekdayNames();
            const first = {...day, day: 1};
            const from = dayNumber(first) - ((weekday(first) - weekStart + 7) % 7);
            const now = isoDay(today());
            const head = h('tr', Array.from({length: 7}, (_, index) => h('th', {scope: 'col'}, v.text(names[(index + weekStart) % 7]))));
            const weeks = Array.from({length: 6}, (_, week) => h('tr', Array.from({length: 7}, (__, index) => {
                const one = dayFromNumber(from + week * 7 + index);
                const chosen = isoDay(one) === isoDay(day);
                const cell = h('button.calendar-day', {type: 'button', tabindex: chosen ? '0' : '-1', disabled: !allowed(one),
                    class: [one.month !== day.month && 'other-month', isoDay(one) === now && 'is-today', chosen && 'is-chosen'],
                    onclick: () => finish(one)}, toPhrase(one.day));
                bindAttribute(cell, 'aria-label', v.day(isoDay(one)));
                return h('td', {role: 'gridcell', 'aria-selected': String(chosen)}, cell);
            })));
            grid.replaceChildren(...nodes(h('thead', head), h('tbody', weeks)));
        }
        draw();
        owner.append(box);
        document.addEventListener('pointerdown', outside, true);
        box.querySelector('[tabindex="0"]')?.focus();
    });
}
