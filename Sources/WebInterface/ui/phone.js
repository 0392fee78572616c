/** `<s-phone>` and `<s-cnic>`: numbers that people write in groups. Spaces, dashes and any digits are accepted; one form is stored. */
import {TextControl, rewrite} from './control.js';
import {h, fire, uid} from './dom.js';
import {onlyDigits, foldDigits} from './fold.js';
import {t} from './phrase.js';
import {phoneText, grouped} from './v.js';
import {locale} from '../app/locale.js';

const NATIONAL = {92: /^3\d{9}$|^[24-9]\d{8,9}$/, 91: /^[2-9]\d{9}$/, 971: /^5\d{8}$|^[2-9]\d{7}$/, 966: /^5\d{8}$|^1\d{8}$/};

/** A typed number in international form, or '' when it cannot be one. @param {string} text */
export function parsePhone(text, dial = locale.dialCode) {
    const plain = foldDigits(text).trim();
    const digits = onlyDigits(plain);
    if (plain.startsWith('+') || digits.startsWith('00')) {
        const full = digits.replace(/^00/, '');
        if (full.startsWith(dial)) {
            const own = full.slice(dial.length).replace(/^0/, '');
            return NATIONAL[dial]?.test(own) ? `+${dial}${own}` : '';
        }
        return full.length >= 8 && full.length <= 15 ? `+${full}` : '';
    }
    let national = digits.replace(/^0/, '');
    if (digits.startsWith(dial) && NATIONAL[dial]?.test(digits.slice(dial.length))) national = digits.slice(dial.length);
    return NATIONAL[dial]?.test(national) ? `+${dial}${national}` : '';
}

export class PhoneField extends TextControl {
    constructor() {
        super();
        this.build({type: 'text', inputmode: 'tel', class: 'phone'});
        this.complete = '';
        this.input.addEventListener('input', () => this.typed());
        this.input.addEventListener('change', event => { event.stopPropagation(); this.show(); this.accepted(); });
    }

    /** Adds the tick for people without a telephone. */
    set none(on) {
        if (!on || this.tick) return;
        this.tick = h('input', {type: 'checkbox', id: uid('nophone'), onchange: event => {
            event.stopPropagation();
            if (this.tick.checked) this.input.value = '';
            this.input.disabled = this.tick.checked;
            fire(this, 'input');
            this.accepted();
        }});
        this.append(h('label.check', this.tick, h('span', t('shell.phone.none'))));
    }

    typed() {
        const number = parsePhone(this.input.value);
        // The eleventh digit of a mobile number completes it: the page may look the person up.
        const isComplete = number && onlyDigits(this.input.value).length >= 11;
        if (isComplete && number !== this.complete) { this.complete = number; fire(this, 'phone-complete', {number}); }
        if (!isComplete) this.complete = '';
    }

    show() { const number = parsePhone(this.input.value); if (number) this.input.value = phoneText(number); }

    get value() {
        if (this.tick?.checked) return '';
        return parsePhone(this.input.value) || null;
    }
    set value(number) {
        if (this.tick) { this.tick.checked = number === ''; this.input.disabled = this.tick.checked; }
        this.input.value = number ? phoneText(number) : '';
        this.complete = number || '';
    }
    get draftValue() { return this.tick?.checked ? {none: true} : this.input.value; }
    set draftValue(kept) {
        this.value = kept?.none ? '' : null;
        if (!kept?.none) this.input.value = kept ?? '';
    }

    problem() {
        if (this.tick?.checked) return null;
        if (!this.input.value.trim()) return this.hasAttribute('required') ? t('shell.phone.missing') : null;
        return this.value ? null : t('shell.phone.wrong');
    }
}
customElements.define('s-phone', PhoneField);

/** The last digit of an Aadhaar number (Verhoeff). @param {string} digits */
export function verhoeffFits(digits) {
    const rotate = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    const multiply = (one, other) => {
        if (one < 5) return other < 5 ? (one + other) % 5 : ((one + other - 5) % 5) + 5;
        return other < 5 ? ((one - other) % 5 + 5) % 5 + 5 : ((one - other) % 5 + 5) % 5;
    };
    let sum = 0;
    [...digits].reverse().forEach((digit, place) => {
        let value = Number(digit);
        for (let turn = 0; turn < place % 8; turn += 1) value = rotate[value];
        sum = multiply(sum, value);
    });
    return sum === 0;
}

const CARDS = {
    cnic: {groups: [5, 7, 1], joint: '-', length: 13},
    aadhaar: {groups: [4, 4, 4], joint: ' ', length: 12, masked: true},
    abha: {groups: [2, 4, 4, 4], joint: '-', length: 14},
};

export class CardField extends TextControl {
    constructor() {
        super();
        this.build({inputmode: 'numeric', class: 'card-number'});
        this.told = '';
        this.input.addEventListener('input', () => this.typed());
        this.input.addEventListener('focus', () => { this.input.value = this.text(); this.input.select(); });
        this.input.addEventListener('blur', () => this.hide());
        this.input.addEventListener('change', event => { event.stopPropagation(); this.accepted(); });
        this.digits = '';
    }

    get kind() { return CARDS[this.getAttribute('kind') ?? 'cnic'] ?? CARDS.cnic; }
    text() { return grouped(this.digits, this.kind.groups, this.kind.joint); }

    typed() {
        this.digits = onlyDigits(this.input.value).slice(0, this.kind.length);
        rewrite(this.input, this.text());
        const full = this.digits.length === this.kind.length && !this.problem();
        if (full && this.told !== this.digits) { this.told = this.digits; fire(this, 'cnic-complete', {number: this.digits}); }
        if (!full) this.told = '';
    }

    /** An Aadhaar number stays on the screen only by its last four. */
    hide() {
        if (this.kind.masked && this.digits.length === this.kind.length) this.input.value = `•••• •••• ${this.digits.slice(-4)}`;
    }

    get value() { return this.digits.length === this.kind.length ? this.digits : null; }
    set value(digits) { this.digits = onlyDigits(digits ?? ''); this.input.value = this.text(); this.hide(); }
    get draftValue() { return this.digits; }
    set draftValue(digits) { this.value = digits; }

    problem() {
        if (!this.digits) return null;
        if (this.digits.length !== this.kind.length) return t('shell.card.length', {count: this.kind.length});
        if (this.kind.masked && !verhoeffFits(this.digits)) return t('shell.card.wrong');
        return null;
    }
}
customElements.define('s-cnic', CardField);
