/** `<s-tender>`: one bill, several ways of paying. Cash may exceed what is left and then shows the change; nothing else may. */
import {h, replace, fire, uid} from './dom.js';
import {t} from './phrase.js';
import {v} from './v.js';
import {icon} from './icons.js';
import {iconButton} from './button.js';
import {MoneyField} from './money.js';
import {currencySymbol, formatMoney} from './format.js';

const ICONS = {cash: 'cash', card: 'card', wallet: 'wallet', deposit: 'piggy', insurance: 'shield'};

const lacksReference = ({method, money, reference}) =>
    method.reference === 'required' && money.value?.amount > 0 && !reference.value.trim();

export class Tender extends HTMLElement {
    /** @param {any} options see tender() */
    setup(options) {
        this.options = options;
        this.dueMoney = options.due;
        this.dataset.control = options.name ?? 'tenders';
        /** @type {{method: any, money: MoneyField, reference: HTMLInputElement | null, element: HTMLElement}[]} */
        this.entries = [];
        this.totals = h('div.tender-totals', {role: 'status'});
        this.list = h('div.tender-rows');
        this.notes = h('div.tender-notes');
        this.methods = h('div.tender-methods', {role: 'group', 'aria-label': t('shell.tender.methods')},
            options.methods.map((method, index) => h('button.button.tender-method',
                {type: 'button', dataset: {digit: String(index + 1)}, onclick: () => this.add(method)},
                h('kbd', {'aria-hidden': 'true'}, v.num(index + 1)), h('span.button-word', method.label))));
        replace(this, this.methods, this.list, this.notes, this.totals);
        this.addEventListener('keydown', event => this.onKey(event));
        this.addEventListener('input', () => this.sum());
        this.sum();
    }

    get currency() { return this.dueMoney.currency; }
    get due() { return this.dueMoney; }
    set due(money) {
        const untouched = this.entries.length === 1 && this.entries[0].money.value?.amount === this.dueMoney.amount;
        this.dueMoney = money;
        if (untouched) this.entries[0].money.value = money;
        this.sum();
    }

    get paid() { return this.sumOf(() => true); }
    /** Still to be paid, in minor units; never below zero. */
    get left() { return Math.max(0, this.dueMoney.amount - this.paid); }
    /** To hand back, in minor units: only cash can bring it about. */
    get change() { return Math.max(0, this.paid - this.dueMoney.amount); }
    get cash() { return this.sumOf(entry => entry.method.kind === 'cash'); }
    /** @param {(entry: any) => boolean} which */
    sumOf(which) { return this.entries.filter(which).reduce((sum, entry) => sum + (entry.money.value?.amount ?? 0), 0); }
    get ready() { return this.left === 0 && !this.problem(); }

    /** @returns {{method: string, amount: {amount: number, currency: string}, reference?: string}[]} what was handed over */
    get value() {
        return this.entries.filter(entry => entry.money.value?.amount > 0).map(({method, money, reference}) => ({
            method: method.id, amount: money.value,
            ...reference?.value.trim() && {reference: reference.value.trim()},
        }));
    }
    set value(rows) {
        this.entries = [];
        this.list.replaceChildren();
        for (const row of rows ?? []) {
            const method = this.options.methods.find(one => one.id === row.method);
            if (method) this.put(method, row.amount, row.reference);
        }
        this.sum();
    }
    get draftValue() { return this.value; }
    set draftValue(rows) { this.value = rows; }

    /** What stands in the way, as a sentence. */
    problem() {
        const {entries} = this;
        if (entries.some(entry => entry.money.problem())) return t('shell.form.figure');
        const over = entries.find(entry => entry.method.max && (entry.money.value?.amount ?? 0) > entry.method.max.amount);
        if (over) return t('shell.tender.most', {method: over.method.label, amount: v.money(over.method.max)});
        if (this.change > this.cash) return t('shell.tender.onlyCash');
        const bare = entries.find(lacksReference);
        if (bare) return t('shell.tender.reference', {method: bare.method.label});
        if (this.left > 0) return t('shell.tender.left', {amount: v.money({amount: this.left, currency: this.currency})});
        return null;
    }

    focusField() {
        const open = this.entries.find(entry => entry.money.problem() || lacksReference(entry));
        if (open) { (open.money.problem() ? open.money : open.reference).focus(); return; }
        (this.entries.at(-1)?.money.input ?? this.methods.querySelector('button'))?.focus();
    }

    /** A new row holds what is left; a deposit no more than it has. */
    add(method) {
        const same = this.entries.find(entry => entry.method.id === method.id);
        if (same) { same.money.focusField(); return; }
        const amount = Math.min(this.left, method.max?.amount ?? Infinity);
        const entry = this.put(method, {amount, currency: this.currency});
        this.sum();
        fire(this, 'input');
        entry.money.focusField();
    }

    put(method, money, referenceText = '') {
        const amount = new MoneyField();
        amount.setAttribute('currency', this.currency);
        amount.value = money;
        const id = uid('tender');
        amount.input.id = id;
        const reference = method.reference ? h('input.input.tender-reference', {type: 'text', dir: 'ltr', autocomplete: 'off',
            'aria-label': t('word.reference'), value: referenceText, placeholder: t('word.reference')}) : null;
        const entry = {method, money: amount, reference, element: null};
        entry.element = h('div.tender-row', h('label', {for: id}, icon(ICONS[method.kind] ?? 'cash'), h('span', method.label)), amount,
            iconButton({label: t('word.remove'), icon: 'close', run: () => this.drop(entry)}), reference);
        this.entries.push(entry);
        this.list.append(entry.element);
        return entry;
    }

    drop(entry) {
        this.entries.splice(this.entries.indexOf(entry), 1);
        entry.element.remove();
        this.sum();
        fire(this, 'input');
        this.methods.querySelector('button')?.focus();
    }

    onKey(event) {
        if (event.ctrlKey || event.altKey || event.isComposing) return;
        const inRow = event.target.closest('.tender-row');
        if (!inRow && /^[1-6]$/.test(event.key)) {
            event.preventDefault();
            this.methods.querySelector(`[data-digit="${event.key}"]`)?.click();
            return;
        }
        if (event.key !== 'Enter' || !inRow || event.target.matches('button')) return;
        event.preventDefault();
        event.stopPropagation();
        const boxes = [...this.list.querySelectorAll('input')];
        const next = boxes[boxes.indexOf(event.target) + 1];
        event.target.closest('s-money')?.show();
        next?.focus();
        next?.select();
        if (!next && this.left > 0) this.methods.querySelector('button')?.focus();
        if (!next && this.left === 0) fire(this, 'tender-complete');
    }

    /** Notes a person would hand over next, for the cash row. */
    drawNotes() {
        const cash = this.entries.find(entry => entry.method.kind === 'cash');
        const others = this.paid - (cash?.money.value?.amount ?? 0);
        const wanted = Math.max(0, this.dueMoney.amount - others);
        const set = amount => { cash.money.value = {amount, currency: this.currency}; fire(this, 'input'); cash.money.focusField(); };
        const sums = cash ? (this.options.notes ?? []).filter(note => note >= wanted).slice(0, 3) : [];
        const offer = (amount, label) => h('button.button.button-quiet', {type: 'button', tabindex: '-1', onclick: () => set(amount)}, label);
        replace(this.notes, cash && wanted > 0 && [offer(wanted, t('shell.tender.exact')),
            sums.map(note => offer(note, v.money({amount: note, currency: this.currency}, {symbol: false})))]);
    }

    sum() {
        const {left, change, currency} = this;
        const total = (label, amount, mark) => h('p.tender-total', {class: mark},
            h('span', label, ' ', h('small', v.ltr(currencySymbol(currency)))),
            h('strong.tender-figure', v.ltr(formatMoney({amount, currency}))));
        const blocked = this.entries.length > 0 && left === 0 ? this.problem() : null;
        replace(this.totals,
            total(t('word.remaining'), left, left === 0 && 'is-done'),
            change > 0 && total(t('word.change'), change, 'tender-change'),
            blocked && h('p.tender-problem', icon('wait'), blocked));
        this.drawNotes();
        fire(this, 'tender-change', {left, change, ready: this.ready});
    }
}
customElements.define('s-tender', Tender);

/**
 * @param {{due: {amount: number, currency: string}, name?: string, notes?: number[],
 *   methods: Array<{id: string, label: any, kind: string, reference?: 'required' | 'optional', max?: {amount: number, currency: string}}>}} options @returns {Tender}
 */
export function tender(options) {
    const element = new Tender();
    element.setup(options);
    return element;
}
