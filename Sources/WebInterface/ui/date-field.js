/** `<s-date>`: one box that takes a day in any shape and says in full what it understood. */
import {TextControl} from './control.js';
import {h, replace, uid, fire} from './dom.js';
import {t} from './phrase.js';
import {v, today} from './v.js';
import {icon} from './icons.js';
import {parseDay} from './date-parse.js';
import {dayNumber, dayFromNumber, dayOf, hijriOf, isoDay} from './format.js';
import {hijriMonth} from './calendar-words.js';
import {openCalendar} from './calendar.js';

/** 28 Shaʿban 1412, in the page's language. @param {string} iso */
export function hijri(iso) {
    const {day, month, year} = hijriOf(dayOf(iso));
    return t('shell.date.hijri', {day, month: v.text(hijriMonth(month)), year: v.ltr(String(year))});
}

export class DateField extends TextControl {
    constructor() {
        super();
        /** A birthday: two-figure years lie behind us, the age is echoed. */
        this.past = false;
        this.min = null;
        this.max = null;
        this.build({inputmode: 'text', class: 'date'});
        this.echo = h('span.echo', {id: uid('echo'), 'aria-live': 'polite'});
        this.describedBy = this.echo.id;
        this.append(this.echo);
        this.input.addEventListener('input', () => this.tell());
        this.input.addEventListener('change', event => { event.stopPropagation(); this.show(); this.accepted(); });
        this.input.addEventListener('keydown', event => this.onKey(event));
        this.onwords = () => { if (document.activeElement !== this.input) this.show(); };
    }

    connectedCallback() { document.addEventListener('sehat-language', this.onwords); }
    disconnectedCallback() { document.removeEventListener('sehat-language', this.onwords); }

    /** Adds the button that opens a month; only sensible for days near today. */
    set near(on) {
        if (!on || this.opener) return;
        this.opener = h('button.icon-button', {type: 'button', 'aria-label': t('shell.date.choose'), onclick: () => this.openMonth(), tabindex: '-1'}, icon('calendar'));
        this.input.after(this.opener);
    }

    async openMonth() {
        const day = await openCalendar(this, dayOf(this.value ?? isoDay(today())), {min: this.min, max: this.max});
        if (day) { this.value = isoDay(day); fire(this, 'input'); this.accepted(); }
        this.input.focus();
    }

    onKey(event) {
        const step = {ArrowUp: 1, ArrowDown: -1}[event.key];
        if (event.altKey && event.key === 'ArrowDown' && this.opener) { event.preventDefault(); this.openMonth(); return; }
        if (!step || event.altKey || event.ctrlKey) return;
        event.preventDefault();
        const day = this.parse() ?? today();
        this.value = isoDay(dayFromNumber(dayNumber(day) + (this.value ? step : 0)));
        fire(this, 'input');
    }

    parse() { return parseDay(this.input.value, {today: today(), past: this.past}); }

    /** @returns {string | null} `1992-03-03` */
    get value() {
        const day = this.parse();
        return day ? isoDay(day) : null;
    }
    set value(iso) {
        // The translated month stands in the box as it stands everywhere; it is understood when read back.
        // Its inner isolate stays, or an Urdu month would turn day and year about; the box itself is left to right.
        this.input.value = iso ? v.date(iso).plain().slice(1, -1) : '';
        this.tell();
    }
    get draftValue() { return this.input.value; }
    set draftValue(text) { this.input.value = text; this.tell(); }

    show() { const {value} = this; if (value) this.value = value; }

    /** Says underneath what was understood. */
    tell() {
        const iso = this.value;
        if (!iso) { replace(this.echo); return; }
        const parts = [v.day(iso)];
        if (this.past) parts.push(v.age(iso), hijri(iso));
        replace(this.echo, parts.map((part, index) => [index > 0 && h('span.dot', {'aria-hidden': 'true'}, ' · '), part]));
    }

    problem() {
        const day = this.parse();
        if (day === null) return null;
        if (day === undefined) return t('shell.form.date', {example: v.ltr('3 3 1992')});
        const iso = isoDay(day);
        if (this.past && dayNumber(day) > dayNumber(today())) return t('shell.form.future');
        if (this.min && iso < this.min) return t('shell.form.notBefore', {date: v.date(this.min)});
        if (this.max && iso > this.max) return t('shell.form.notAfter', {date: v.date(this.max)});
        return null;
    }
}
customElements.define('s-date', DateField);
