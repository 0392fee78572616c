/**
 * `<s-field>`: a label, a hint, a control and its error, tied together for the eye and for the ear. And the few
 * functions that read and fill any control, native or ours.
 */
import {h, replace, uid} from './dom.js';
import {t, Phrase} from './phrase.js';
import {icon} from './icons.js';
import {keyHint} from './button.js';
import {setKey} from '../app/keys.js';
import {cleanText} from './fold.js';

/** The element that takes the keys. @param {any} control @returns {HTMLElement} */
export const inputOf = control => control.input ?? control;

/** What a control means, as JSON. @param {any} control */
export function readControl(control) {
    if (!control) return null;
    if (control instanceof HTMLInputElement) {
        if (control.type === 'checkbox') return control.checked;
        if (control.type === 'password') return control.value;
        return control.clean ? control.clean(control.value) : cleanText(control.value);
    }
    if (control instanceof HTMLTextAreaElement) return cleanText(control.value, {lines: true});
    if (control instanceof HTMLSelectElement) return control.value === '' ? null : control.value;
    return control.value;
}

/** @param {any} control @param {any} value */
export function fillControl(control, value) {
    if (control instanceof HTMLInputElement && control.type === 'checkbox') control.checked = Boolean(value);
    else control.value = control instanceof HTMLElement && 'defaultValue' in control ? value ?? '' : value ?? null;
}

/** What stands in a control, half typed or not: what a draft keeps. Secrets are never kept. @param {any} control */
export function draftOf(control) {
    if (control instanceof HTMLInputElement) {
        if (control.type === 'password') return undefined;
        return control.type === 'checkbox' ? control.checked : control.value;
    }
    return 'draftValue' in control ? control.draftValue : control.value;
}

/** @param {any} control @param {any} kept */
export function restoreControl(control, kept) {
    if (kept === undefined) return;
    if ('draftValue' in control) control.draftValue = kept;
    else fillControl(control, kept);
}

/** @param {any} value */
export const isEmptyValue = value => value === null || value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);

export class Field extends HTMLElement {
    /**
     * @param {{name: string, label: any, hint?: any, required?: boolean, optional?: boolean, key?: string, width?: string,
     *          group?: boolean, beside?: any, noLabel?: boolean}} options @param {any} control
     */
    setup(options, control) {
        const id = uid('field');
        this.options = options;
        this.control = control;
        this.label = options.label;
        control.dataset.control = options.name;
        if (!control.name) control.name = options.name;
        const input = inputOf(control);
        input.id ||= id;
        if (options.required) input.setAttribute('aria-required', 'true');
        this.hintId = options.hint ? `${id}-hint` : '';
        this.errorId = `${id}-error`;
        const caption = [options.label,
            options.required && h('span.required', {'aria-hidden': 'true'}, '*'),
            options.optional && h('span.optional', t('shell.form.optional')),
            options.key && keyHint(options.key)];
        const labelled = options.group
            ? h('span.field-label', {id: `${id}-label`}, caption)
            : h('label.field-label', {for: input.id, id: `${id}-label`}, caption);
        if (options.group) input.setAttribute('aria-labelledby', `${id}-label`);
        if (options.noLabel) labelled.classList.add('visually-hidden');
        this.message = h('p.field-error', {id: this.errorId, hidden: true});
        this.classList.add('field', `width-${options.width ?? 'm'}`);
        replace(this, labelled, h('div.field-body',
            h('div.field-control', control, options.beside),
            options.hint && h('p.hint', {id: this.hintId}, options.hint), this.message));
        if (options.key) setKey(this, options.key);
        this.describe();
    }

    get name() { return this.options?.name ?? ''; }
    get required() { return Boolean(this.options?.required); }
    get value() { return readControl(this.control); }
    set value(value) { fillControl(this.control, value); }

    describe() {
        const ids = [this.hintId, this.shown && this.errorId, this.control.describedBy].filter(Boolean).join(' ');
        const input = inputOf(this.control);
        if (ids) input.setAttribute('aria-describedby', ids); else input.removeAttribute('aria-describedby');
    }

    /** @param {Phrase | null} message what is wrong and what to do; null takes it away */
    set error(message) {
        this.shown = message ?? null;
        const input = inputOf(this.control);
        this.toggleAttribute('data-bad', Boolean(message));
        if (message) input.setAttribute('aria-invalid', 'true'); else input.removeAttribute('aria-invalid');
        replace(this.message, message && [icon('danger'), h('span', message)]);
        this.message.hidden = !message;
        this.describe();
    }
    get error() { return this.shown; }

    /** What is wrong with the value by itself. @returns {Phrase | null} */
    problem() {
        const own = this.control.problem?.();
        if (own) return own;
        if (this.required && isEmptyValue(this.value)) {
            return this.options.missing ?? t(this.options.group ? 'shell.form.choose' : 'shell.form.required', {label: this.label});
        }
        return null;
    }

    focusField() {
        const input = inputOf(this.control);
        if (typeof this.control.focusField === 'function') this.control.focusField(); else { input.focus(); input.select?.(); }
    }
}
customElements.define('s-field', Field);

/** @param {any} options @param {HTMLElement} control @returns {Field} */
export function field(options, control) {
    const element = /** @type {Field} */ (document.createElement('s-field'));
    element.setup(options, control);
    if (options.value !== undefined) fillControl(control, options.value);
    if (options.readonly) inputOf(control).readOnly = true;
    if (options.disabled) inputOf(control).disabled = true;
    return element;
}
