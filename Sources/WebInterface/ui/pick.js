/**
 * `<s-pick>`: choose one of many by typing (ARIA combobox, list autocomplete). The keyboard stays in the box; leaving
 * it never chooses silently; an older answer of the server never replaces a newer one.
 */
import {h, uid, fire, replace} from './dom.js';
import {t} from './phrase.js';
import {v} from './v.js';
import {icon} from './icons.js';
import {foldForSearch, foldDigits} from './fold.js';
import {popupAt, scrollIntoList} from './popup.js';

const ROWS = 8;
const DEBOUNCE = 120;

export class PickField extends HTMLElement {
    constructor() {
        super();
        /** @type {any[] | ((text: string, options: {signal: AbortSignal}) => Promise<any[]>)} */
        this.source = [];
        this.show = item => item?.name ?? '';
        this.row = item => v.text(this.show(item));
        /** Extra words to find a local item by. */
        this.words = item => this.show(item);
        /** False: a box for adding lines, empty again after each choice. */
        this.keep = true;
        this.free = false;
        this.tabAccepts = false;
        /** @type {{label: any, run: (text: string) => unknown} | null} */
        this.addNew = null;
        this.minLength = 2;
        this.item = null;
        this.items = [];
        this.active = -1;
        this.listId = uid('list');
        this.input = h('input.input', {id: uid('pick'), type: 'text', dir: 'auto', placeholder: ' ', role: 'combobox', autocomplete: 'off', spellcheck: 'false',
            'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.listId});
        this.list = h('div.popup.pick-list', {id: this.listId, role: 'listbox', hidden: true});
        this.live = h('span.visually-hidden', {role: 'status'});
        this.append(this.input, icon('search', 'pick-icon'), this.list, this.live);
        this.input.addEventListener('input', () => this.typed());
        this.input.addEventListener('change', event => event.stopPropagation());
        this.input.addEventListener('keydown', event => this.onKey(event));
        this.input.addEventListener('focus', () => this.input.select());
        this.input.addEventListener('blur', () => this.left());
        this.list.addEventListener('mousedown', event => event.preventDefault());
    }

    disconnectedCallback() { this.asking?.abort(); clearTimeout(this.timer); }

    get value() { return this.item; }
    set value(item) { this.item = item ?? null; this.input.value = item ? this.show(item) : ''; this.removeAttribute('data-free'); this.close(); }
    /** What stands in the box. */
    get text() { return this.input.value.trim(); }
    get draftValue() { return {item: this.item, text: this.input.value}; }
    set draftValue(kept) { this.item = kept?.item ?? null; this.input.value = kept?.text ?? ''; this.markFree(); }
    get disabled() { return this.input.disabled; }
    set disabled(on) { this.input.disabled = on; }
    get isOpen() { return !this.list.hidden; }

    clear() { this.value = null; this.items = []; }
    focusField() { this.input.focus(); this.input.select(); }
    markFree() { this.toggleAttribute('data-free', Boolean(!this.item && this.text)); }
    problem() {
        if (!this.text || this.item || this.free) return null;
        return t('shell.pick.choose');
    }

    /** `3*cbc`: three of it. */
    split() {
        const match = /^\s*(\d{1,4})\s*[*×x]\s*(.*)$/.exec(foldDigits(this.input.value));
        return this.keep || !match ? {quantity: 1, wanted: this.input.value.trim()} : {quantity: Number(match[1]), wanted: match[2].trim()};
    }

    typed() {
        // Typing starts a fresh search: what was chosen no longer stands.
        this.item = null;
        this.markFree();
        clearTimeout(this.timer);
        const {wanted} = this.split();
        if (Array.isArray(this.source)) { this.offer(this.filter(wanted), wanted); return; }
        if (wanted.length < this.minLength) { this.close(); return; }
        this.timer = setTimeout(() => this.ask(wanted), DEBOUNCE);
    }

    filter(wanted) {
        const parts = foldForSearch(wanted).split(' ').filter(Boolean);
        if (!parts.length) return this.source.slice(0, ROWS);
        this.folded ??= new WeakMap();
        const first = [];
        const rest = [];
        for (const item of this.source) {
            let words = this.folded.get(item);
            if (words === undefined) { words = ` ${foldForSearch(this.words(item))}`; this.folded.set(item, words); }
            if (!parts.every(part => words.includes(part))) continue;
            if (words.startsWith(` ${parts[0]}`)) { first.push(item); if (first.length >= ROWS) break; } else if (rest.length < ROWS) rest.push(item);
        }
        return [...first, ...rest].slice(0, ROWS);
    }

    async ask(wanted) {
        this.asking?.abort();
        this.asking = new AbortController();
        const {signal} = this.asking;
        this.setAttribute('aria-busy', 'true');
        try {
            const items = await this.source(wanted, {signal});
            if (signal.aborted || this.split().wanted !== wanted) return;
            this.offer(items.slice(0, ROWS), wanted);
        } catch (error) {
            if (signal.aborted || error.kind === 'aborted') return;
            this.offer([], wanted, error);
        } finally {
            if (!signal.aborted) this.removeAttribute('aria-busy');
        }
    }

    offer(items, wanted, error) {
        this.items = items;
        this.active = items.length ? 0 : -1;
        const rows = items.map((item, index) => h('div.option', {id: `${this.listId}-${index}`, role: 'option', 'aria-selected': String(index === 0),
            onclick: () => this.choose(index)}, this.row(item)));
        let foot = null;
        if (error) foot = h('div.option-note', icon('danger'), error.toMessage?.() ?? t('shell.problem.server'));
        else if (!items.length && this.addNew && wanted) {
            this.active = 0;
            foot = h('div.option.option-add', {id: `${this.listId}-0`, role: 'option', 'aria-selected': 'true', onclick: () => this.choose(0)},
                icon('add'), this.addNew.label);
        } else if (!items.length) foot = h('div.option-note', t('shell.pick.none', {text: v.text(wanted)}));
        replace(this.list, rows, foot);
        this.open();
        clearTimeout(this.telling);
        this.telling = setTimeout(() => replace(this.live, t('shell.pick.count', {count: items.length})), 500);
    }

    open() {
        this.list.hidden = false;
        popupAt(this.list, this.input);
        this.input.setAttribute('aria-expanded', 'true');
        this.mark();
    }

    /** The arrow opens the list again; beside a choice it shows everything, or one could never change one's mind. */
    reopen() {
        if (Array.isArray(this.source)) this.offer(this.filter(this.item ? '' : this.text), this.text);
        else if (this.items.length) this.open();
    }

    close() {
        this.list.hidden = true;
        this.input.setAttribute('aria-expanded', 'false');
        this.input.removeAttribute('aria-activedescendant');
    }

    mark() {
        [...this.list.querySelectorAll('[role=option]')].forEach((row, index) => {
            row.setAttribute('aria-selected', String(index === this.active));
            if (index === this.active) { this.input.setAttribute('aria-activedescendant', row.id); scrollIntoList(this.list, row); }
        });
        if (this.active < 0) this.input.removeAttribute('aria-activedescendant');
    }

    choose(index) {
        const {quantity, wanted} = this.split();
        if (!this.items.length && this.addNew) { this.close(); this.addNew.run(wanted); return; }
        const item = this.items[index];
        if (!item) return;
        this.value = this.keep ? item : null;
        fire(this, 'pick', {item, quantity});
        fire(this, 'input');
        fire(this, 'change');
        if (!this.keep) this.input.focus();
    }

    onKey(event) {
        if (event.isComposing || event.ctrlKey) return;
        const count = this.list.querySelectorAll('[role=option]').length;
        const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
        if (step) {
            event.preventDefault();
            if (!this.isOpen) { this.reopen(); return; }
            if (event.altKey && step < 0) { this.close(); return; }
            this.active = count ? (this.active + step + count) % count : -1;
            this.mark();
        } else if (event.key === 'Escape' && this.isOpen) {
            event.preventDefault();
            event.stopPropagation();
            this.close();
        } else if (event.key === 'Enter' && !event.altKey) {
            const choosing = this.isOpen && this.active >= 0;
            if (!choosing && this.keep) return;
            event.preventDefault();
            event.stopPropagation();
            if (choosing) this.choose(this.active);
            if (choosing && this.keep) fire(this, 'field-accepted');
        } else if (event.key === 'Tab' && this.tabAccepts && this.isOpen && this.active >= 0 && this.items.length) {
            this.choose(this.active);
        }
    }

    left() {
        this.close();
        this.markFree();
        if (!this.item && this.text) { fire(this, 'input'); fire(this, 'change'); }
    }
}
customElements.define('s-pick', PickField);
