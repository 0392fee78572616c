/** `<s-money>` and `<s-number>`: text boxes that hold integers. Never type=number: it empties itself on ۱۲۳ and turns with the wheel. */
import {TextControl} from './control.js';
import {formatMoney, formatNumber, group} from './format.js';
import {foldDigits} from './fold.js';
import {t} from './phrase.js';
import {v} from './v.js';
import {locale} from '../app/locale.js';

/**
 * A typed figure as an integer of its smallest units; null when empty, NaN when it is not a figure.
 * @param {string} text @param {number} places digits after the point
 */
export function parseScaled(text, places) {
    const plain = foldDigits(text).replaceAll('٫', '.').replace(/[\s٬,]/g, '').replace('−', '-');
    if (plain === '') return null;
    const match = /^(-?)(\d{1,13})(?:\.(\d*))?$|^(-?)\.(\d+)$/.exec(plain);
    if (!match) return NaN;
    const [, sign, whole, fraction = '', onlySign, onlyFraction] = match;
    const digits = onlyFraction ?? fraction;
    if (digits.length > places) return NaN;
    const figure = Number(`${whole ?? '0'}${digits.padEnd(places, '0')}`);
    return (sign || onlySign) ? -figure : figure;
}

/** @param {string} text @param {string} [currency] @returns {{amount: number, currency: string} | null} null when empty or not an amount */
export function parseMoney(text, currency = locale.currency.code) {
    const amount = parseScaled(text, currency === locale.currency.code ? locale.currency.minorDigits : 2);
    return amount === null || Number.isNaN(amount) ? null : {amount, currency};
}

export class NumberField extends TextControl {
    constructor() {
        super();
        this.decimals = 0;
        this.min = null;
        this.max = null;
        this.negative = false;
        this.build({inputmode: 'decimal', class: 'figure'});
        this.input.addEventListener('focus', () => this.input.select());
        this.input.addEventListener('blur', () => this.show());
        this.input.addEventListener('change', event => { event.stopPropagation(); this.show(); this.accepted(); });
    }

    parse() { return parseScaled(this.input.value, this.decimals); }
    format(figure) {
        const digits = String(Math.abs(figure)).padStart(this.decimals + 1, '0');
        const fraction = this.decimals ? digits.slice(-this.decimals) : '';
        const whole = this.decimals ? digits.slice(0, -this.decimals) : digits;
        return `${figure < 0 ? '-' : ''}${group(whole)}${/[1-9]/.test(fraction) ? `.${fraction.replace(/0+$/, '')}` : ''}`;
    }

    get value() {
        const figure = this.parse();
        return figure === null || Number.isNaN(figure) ? null : figure;
    }
    set value(figure) { this.input.value = figure === null || figure === undefined ? '' : this.format(figure); }

    /** Shows a valid figure in its full form; leaves a wrong one as it was typed. */
    show() {
        const figure = this.parse();
        if (figure !== null && !Number.isNaN(figure)) this.input.value = this.format(figure);
    }

    print(figure) { return v.num(figure / 10 ** this.decimals); }

    problem() {
        const figure = this.parse();
        if (figure === null) return null;
        if (Number.isNaN(figure)) return t('shell.form.figure');
        if (figure < 0 && !this.negative) return t('shell.form.notNegative');
        if (this.min !== null && figure < this.min) return t('shell.form.atLeast', {value: this.print(this.min)});
        if (this.max !== null && figure > this.max) return t('shell.form.atMost', {value: this.print(this.max)});
        return null;
    }
}
customElements.define('s-number', NumberField);

export class MoneyField extends NumberField {
    get currency() { return this.getAttribute('currency') || locale.currency.code; }
    get places() { return this.currency === locale.currency.code ? locale.currency.minorDigits : 2; }

    parse() { return parseScaled(this.input.value, this.places); }
    format(amount) { return formatMoney({amount, currency: this.currency}); }

    /** @returns {{amount: number, currency: string} | null} */
    get value() { return parseMoney(this.input.value, this.currency); }
    set value(money) { this.input.value = money === null || money === undefined ? '' : this.format(money.amount); }

    print(amount) { return v.money({amount, currency: this.currency}); }
}
customElements.define('s-money', MoneyField);
export {formatMoney, formatNumber};
