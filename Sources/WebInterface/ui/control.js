/** What our own form controls share: an inner text box, a name, events, folding of digits as they are typed. */
import {h, uid} from './dom.js';
import {foldDigits} from './fold.js';

const FOREIGN = /[٠-٩۰-۹०-९٫٬]/;
const fold = text => foldDigits(text).replaceAll('٫', '.').replaceAll('٬', ',');

/**
 * Folds digits before they reach the box, so that a number never stands there in two scripts. Goes through the
 * editing command, because that keeps Ctrl+Z working.
 * @param {HTMLInputElement} input
 */
export function foldOnInput(input) {
    input.addEventListener('beforeinput', event => {
        const data = event.data ?? event.dataTransfer?.getData('text/plain');
        if (event.isComposing || !data || !FOREIGN.test(data)) return;
        event.preventDefault();
        insertText(input, fold(data));
    });
    // An input method may skip beforeinput: what it left is folded afterwards.
    input.addEventListener('input', event => {
        if (event.isComposing || !FOREIGN.test(input.value)) return;
        const {selectionStart, selectionEnd} = input;
        input.value = fold(input.value);
        input.setSelectionRange(selectionStart, selectionEnd);
    });
}

/** Types text at the caret as a person would. @param {HTMLInputElement} input @param {string} text */
export function insertText(input, text) {
    if (document.activeElement === input && document.execCommand('insertText', false, text)) return;
    input.setRangeText(text, input.selectionStart ?? input.value.length, input.selectionEnd ?? input.value.length, 'end');
    input.dispatchEvent(new InputEvent('input', {bubbles: true, data: text, inputType: 'insertText'}));
}

/** Writes a box anew and keeps the caret after the same count of digits. @param {HTMLInputElement} input @param {string} shown */
export function rewrite(input, shown) {
    if (input.value === shown) return;
    const at = input.selectionStart;
    const before = at === null ? 0 : input.value.slice(0, at).replace(/\D/g, '').length;
    input.value = shown;
    if (at === null || document.activeElement !== input) return;
    let place = 0;
    for (let digits = 0; place < shown.length && digits < before; place += 1) if (/\d/.test(shown[place])) digits += 1;
    input.setSelectionRange(place, place);
}

/** Base of controls made of one text box. The subclass gives `value`, `show()` and may give `problem()`. */
export class TextControl extends HTMLElement {
    /** @param {Record<string, any>} attributes of the inner box */
    build(attributes = {}) {
        this.input = h('input.input', {id: uid('input'), type: 'text', dir: 'ltr', autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off', ...attributes});
        this.append(this.input);
        foldOnInput(this.input);
    }

    get draftValue() { return this.input.value; }
    set draftValue(text) { this.input.value = text; }

    /** Tells that the value is settled, not merely being typed. */
    accepted() { this.dispatchEvent(new Event('change', {bubbles: true})); }

    focusField() { this.input.focus(); this.input.select(); }
    get disabled() { return this.input.disabled; }
    set disabled(on) { this.input.disabled = on; }
}
