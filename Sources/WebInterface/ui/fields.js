/** Factories: one line per field of a form. Every one takes `name`, `label`, `hint`, `required`, `optional`, `key`, `width`, `value`. */
import {h, setProperty} from './dom.js';
import {t, Phrase} from './phrase.js';
import {v} from './v.js';
import {field} from './field.js';
import {foldOnInput} from './control.js';
import {foldDigits, cleanText} from './fold.js';
import {currencySymbol} from './format.js';
import {locale} from '../app/locale.js';
import {MoneyField, NumberField} from './money.js';
import {DateField} from './date-field.js';
import {BirthField} from './birth.js';
import {PhoneField, CardField} from './phone.js';
import {ChoiceField} from './choice.js';
import {PickField} from './pick.js';

/** Names and notes follow their own direction; the browser neither completes nor corrects them. */
const PLAIN = {type: 'text', placeholder: ' ', autocomplete: 'off', spellcheck: 'false', class: 'input'};

/** @param {any} options */
export const textField = ({dir = 'auto', maxlength = 200, inputmode, ...options}) =>
    field(options, h('input', {...PLAIN, dir, maxlength, inputmode}));

/** @param {any} options */
export const noteField = ({rows = 3, maxlength = 4000, ...options}) =>
    field({width: 'full', ...options}, h('textarea.input', {rows, maxlength, placeholder: ' ', dir: 'auto', spellcheck: 'false'}));

/** @param {any} options */
export const passwordField = ({autocomplete = 'current-password', ...options}) =>
    field(options, h('input', {...PLAIN, type: 'password', autocomplete, dir: 'ltr'}));

/** A number of a paper, a file, a card: left to right, digits folded. @param {any} options */
export function idField({pattern, wrong, ...options}) {
    const input = h('input', {...PLAIN, dir: 'ltr', class: 'input id'});
    input.clean = text => foldDigits(cleanText(text));
    input.problem = () => {
        const text = input.clean(input.value);
        return text && pattern && !pattern.test(text) ? wrong ?? t('shell.form.pattern', {label: options.label}) : null;
    };
    foldOnInput(input);
    return field(options, input);
}

/** @param {any} options */
export function numberField({min = null, max = null, decimals = 0, negative = false, unit, ...options}) {
    const control = Object.assign(new NumberField(), {min, max, decimals, negative});
    return field({width: 's', beside: unit && h('span.unit', v.ltr(unit)), ...options}, control);
}

/** The label carries the currency. @param {any} options */
export function moneyField({currency, negative = false, min = null, max = null, label, ...options}) {
    const control = Object.assign(new MoneyField(), {negative, min, max});
    if (currency) control.setAttribute('currency', currency);
    const named = t('shell.money.label', {label, currency: v.ltr(currencySymbol(currency ?? locale.currency.code))});
    return field({width: 's', ...options, label: named}, control);
}

/** @param {any} options */
export function dateField({min = null, max = null, near = false, past = false, ...options}) {
    const control = Object.assign(new DateField(), {min, max, past});
    control.near = near;
    return field({width: 'l', ...options}, control);
}

/** @param {any} options */
export const birthField = options => field({width: 'full', missing: t('shell.form.ageMissing'), ...options}, new BirthField());

/** @param {any} options */
export function phoneField({none = false, ...options}) {
    const control = new PhoneField();
    control.none = none;
    const required = options.required && none;
    // With "no phone" an empty string is an answer, so the control itself says when an answer is missing.
    if (required) { control.setAttribute('required', ''); }
    const element = field({...options, required: options.required && !none, mark: options.required}, control);
    if (required) element.querySelector('.field-label').append(h('span.required', {'aria-hidden': 'true'}, '*'));
    return element;
}

/** @param {any} options */
export function cnicField({kind = 'cnic', ...options}) {
    const control = new CardField();
    control.setAttribute('kind', kind);
    return field(options, control);
}

/** @param {any} options */
export function choiceField({options: choices, ...options}) {
    const control = new ChoiceField();
    control.options = choices;
    return field({width: 'full', ...options, group: true}, control);
}

/** Native, because it is the fastest thing there is for a few words. @param {any} options */
export function selectField({options: choices, empty = true, ...options}) {
    const select = h('select.input', {}, empty && h('option', {value: '', label: t('shell.form.notChosen')}),
        choices.map(choice => h('option', choice.label instanceof Phrase
            ? {value: choice.value, label: choice.label} : {value: choice.value, label: v.text(choice.label)})));
    return field(options, select);
}

/** @param {any} options */
export function checkField({label, ...options}) {
    const input = h('input', {type: 'checkbox'});
    const element = field({...options, label, group: true, noLabel: true}, input);
    input.removeAttribute('aria-labelledby');
    const wrap = h('label.check');
    input.replaceWith(wrap);
    wrap.append(input, h('span', label));
    if (options.value) input.checked = true;
    return element;
}

/** @param {any} options */
export function pickField({source, show, row, words, free = false, keep = true, addNew = null, tabAccepts = false, minLength, placeholder, ...options}) {
    const control = new PickField();
    Object.assign(control, {source, free, keep, addNew, tabAccepts});
    if (show) control.show = show;
    if (row) control.row = row;
    if (words) control.words = words;
    if (minLength !== undefined) control.minLength = minLength;
    const element = field({width: 'l', ...options, value: undefined}, control);
    if (options.value) control.value = options.value;
    if (placeholder) setProperty(control.input, 'placeholder', placeholder);
    return element;
}
