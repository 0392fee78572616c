/** `<s-birth>`: a birth date, or an age when nobody knows the date; each fills the other, and which one was told is kept. */
import {h, uid, fire} from './dom.js';
import {t} from './phrase.js';
import {today} from './v.js';
import {foldOnInput} from './control.js';
import {birthFromAge} from './date-parse.js';
import {ageBetween, dayOf} from './format.js';
import {DateField} from './date-field.js';

const UNITS = ['years', 'months', 'weeks', 'days'];

export class BirthField extends HTMLElement {
    constructor() {
        super();
        this.estimated = false;
        this.age = h('input.input.figure.age', {id: uid('age'), type: 'text', inputmode: 'numeric', dir: 'ltr', autocomplete: 'off', maxlength: '6'});
        this.unit = h('select.input.age-unit', {'aria-label': t('shell.date.unit')}, UNITS.map(unit => h('option', {value: unit, label: t(`shell.date.${unit}`)})));
        this.date = new DateField();
        this.date.past = true;
        const dateLabel = h('label.birth-or', {for: this.date.input.id}, t('shell.date.orBirth'));
        this.append(this.age, this.unit, dateLabel, this.date);
        foldOnInput(this.age);
        this.age.addEventListener('input', event => { this.fromAge(event); });
        this.unit.addEventListener('change', () => { this.fromAge(); fire(this, 'input'); });
        this.date.addEventListener('input', event => { if (event.target !== this.age) this.fromDate(); });
        // A date reckoned from an age is typed over, never into.
        this.date.input.addEventListener('click', () => { if (this.estimated) this.date.input.select(); });
        this.describedBy = this.date.describedBy;
    }

    get input() { return this.age; }

    fromAge() {
        const birth = birthFromAge(this.age.value, this.unit.value, today());
        if (birth && birth.unit !== this.unit.value) {
            this.unit.value = birth.unit;
            this.age.value = String(birth.count);
        }
        this.estimated = Boolean(birth);
        this.date.value = birth?.birthDate ?? null;
        this.toggleAttribute('data-estimated', this.estimated);
    }

    fromDate() {
        this.estimated = false;
        this.removeAttribute('data-estimated');
        this.showAge();
    }

    /** The age box follows the date. */
    showAge() {
        const iso = this.date.value;
        if (!iso) { if (!this.estimated) this.age.value = ''; return; }
        const span = ageBetween(dayOf(iso), today());
        const unit = span.years >= 2 ? 'years' : span.days >= 90 ? 'months' : span.days >= 28 ? 'weeks' : 'days';
        const count = {years: span.years, months: span.years * 12 + span.months, weeks: span.weeks, days: span.days}[unit];
        this.unit.value = unit;
        this.age.value = span.days < 0 ? '' : String(count);
    }

    /** @returns {{birthDate: string, estimated: boolean} | null} */
    get value() {
        const birthDate = this.date.value;
        return birthDate ? {birthDate, estimated: this.estimated} : null;
    }
    set value(birth) {
        this.date.value = birth?.birthDate ?? null;
        this.estimated = Boolean(birth?.estimated);
        this.toggleAttribute('data-estimated', this.estimated);
        this.showAge();
    }

    get draftValue() { return {age: this.age.value, unit: this.unit.value, date: this.date.draftValue, estimated: this.estimated}; }
    set draftValue(kept) {
        this.age.value = kept?.age ?? '';
        this.unit.value = kept?.unit ?? 'years';
        this.estimated = Boolean(kept?.estimated);
        this.date.draftValue = kept?.date ?? '';
        this.toggleAttribute('data-estimated', this.estimated);
    }

    problem() {
        if (this.age.value.trim() && birthFromAge(this.age.value, this.unit.value, today()) === undefined) return t('shell.form.age');
        return this.date.problem();
    }

    focusField() { this.age.focus(); this.age.select(); }
}
customElements.define('s-birth', BirthField);
