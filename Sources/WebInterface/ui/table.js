/** `<s-table>`: a native table with keyset pages. Numbers end-aligned in both directions; a row opens like its first link. */
import {h, replace, fire} from './dom.js';
import {t, toPhrase} from './phrase.js';
import {v} from './v.js';
import {icon} from './icons.js';
import {iconButton} from './button.js';
import {emptyState, problemBox, skeleton, staleMark} from './states.js';
import {menu} from './popup.js';
import {api} from '../app/api.js';
import {events} from '../app/events.js';
import {go} from '../app/router.js';
import {Problem} from '../app/problem.js';

/**
 * @typedef {{id: string, label: any, cell: (row: any) => any, kind?: 'text' | 'num' | 'money' | 'date', sort?: boolean, priority?: 1 | 2 | 3, width?: string}} Column
 */

const classes = ({kind = 'text', priority = 1}) => [`kind-${kind}`, `priority-${priority}`];

export class Table extends HTMLElement {
    /** @param {any} options see table() */
    setup(options) {
        this.options = {pageSize: 25, rowKey: row => row.id, ...options};
        /** Where each page began, for going back. @type {(string | null)[]} */
        this.starts = [null];
        this.sort = options.sort ?? null;
        this.descending = Boolean(options.descending);
        this.rows = [];
        this.note = h('div.table-note');
        this.news = h('div.table-news', {role: 'status'});
        this.head = h('thead');
        this.body = h('tbody');
        this.foot = h('div.table-foot');
        this.grid = h('table.table', h('caption.visually-hidden', options.caption), this.head, this.body);
        this.scroller = h('div.table-scroll', {tabindex: '-1'}, this.grid);
        this.hole = h('div.table-hole');
        replace(this, this.note, this.news, this.scroller, this.hole, this.foot);
        this.body.addEventListener('click', event => this.onClick(event));
        this.body.addEventListener('keydown', event => this.onKey(event));
        this.drawHead();
        if (options.items) this.items = options.items;
    }

    connectedCallback() {
        this.leaving = new AbortController();
        for (const topic of this.options.topics ?? []) events.on(topic, () => this.onNews(), {signal: this.leaving.signal});
        if (this.options.load && !this.loaded) this.reload();
    }
    disconnectedCallback() { this.leaving.abort(); this.loading?.abort(); }

    /** Rows that are already here. */
    get items() { return this.rows; }
    set items(rows) { this.rows = rows; this.next = null; this.total = rows.length; this.draw(); }

    drawHead() {
        const {columns, rowMenu} = this.options;
        replace(this.head, h('tr', columns.map(column => this.headCell(column)),
            rowMenu && h('th.menu-cell', h('span.visually-hidden', t('shell.table.more')))));
    }

    headCell(column) {
        const sorted = this.sort === column.id;
        const order = this.descending ? ['down', 'shell.table.descending'] : ['up', 'shell.table.ascending'];
        const label = column.sort ? h('button.sort', {type: 'button', onclick: () => this.sortBy(column.id)}, column.label,
            sorted && [icon(order[0]), h('span.sort-word', t(order[1]))]) : column.label;
        const cell = h('th', {scope: 'col', class: classes(column), style: column.width ? {inlineSize: column.width} : {}}, label);
        if (sorted) cell.setAttribute('aria-sort', this.descending ? 'descending' : 'ascending');
        return cell;
    }

    sortBy(id) {
        this.descending = this.sort === id ? !this.descending : false;
        this.sort = id;
        this.starts = [null];
        this.drawHead();
        this.reload();
        this.head.querySelector('[aria-sort] .sort')?.focus();
    }

    /** Another place changed something: never under the cursor, only announced. */
    onNews() {
        if (!this.contains(document.activeElement) || this.starts.length === 1 && !this.body.contains(document.activeElement)) this.reload();
        else this.announce();
    }

    /** @param {number} [count] new rows */
    announce(count) {
        const show = () => { replace(this.news); this.starts = [null]; this.reload(); };
        replace(this.news, h('button.button.button-quiet', {type: 'button', onclick: show},
            icon('refresh'), count ? t('shell.table.new', {count}) : t('shell.table.changed')));
    }

    async reload() {
        if (!this.options.load) { this.draw(); return; }
        this.loading?.abort();
        this.loading = new AbortController();
        const {signal} = this.loading;
        const wait = this.loaded ? 0 : setTimeout(() => { this.dataset.state = 'loading'; replace(this.hole, skeleton(8)); }, 150);
        try {
            const {sort, descending} = this;
            const answer = await this.options.load({after: this.starts.at(-1), limit: this.options.pageSize, sort, descending, signal});
            if (signal.aborted) return;
            this.loaded = true;
            this.since = new Date().toISOString();
            this.rows = answer.items;
            this.next = answer.next ?? null;
            this.total = answer.total;
            replace(this.note);
            replace(this.news);
            this.draw();
        } catch (error) {
            const problem = Problem.from(error);
            if (signal.aborted || problem.kind === 'aborted') return;
            if (this.loaded) { this.dataset.state = 'stale'; replace(this.note, staleMark(this.since)); return; }
            this.dataset.state = problem.uncertain ? 'offline' : 'error';
            replace(this.hole, problemBox(problem, {retry: () => this.reload()}));
        } finally {
            clearTimeout(wait);
        }
    }

    draw() {
        const focused = document.activeElement?.closest?.('tr')?.dataset.row;
        const empty = this.rows.length === 0;
        this.dataset.state = empty ? 'empty' : 'ready';
        this.scroller.hidden = empty;
        replace(this.hole, empty && this.options.empty && emptyState(this.options.empty));
        replace(this.body, this.rows.map(row => this.drawRow(row)));
        this.drawFoot();
        if (focused) this.body.querySelector(`tr[data-row="${CSS.escape(focused)}"]`)?.focus();
        fire(this, 'table-drawn');
    }

    drawRow(row) {
        const {columns, rowPath, rowKey, mark, rowMenu} = this.options;
        const path = rowPath?.(row);
        const cells = columns.map((column, index) => {
            const content = column.cell(row);
            const inner = index === 0 && path ? h('a.row-link', {href: path, tabindex: '-1'}, content) : content;
            return index === 0 ? h('th', {scope: 'row', class: classes(column)}, inner ?? toPhrase(null))
                : h('td', {class: classes(column)}, inner ?? toPhrase(null));
        });
        const meaning = mark?.(row);
        return h('tr', {dataset: {row: String(rowKey(row))}, tabindex: path ? '0' : null, class: [path && 'opens', meaning && `mark-${meaning}`]},
            cells, rowMenu && h('td.menu-cell', this.rowMenu(row)));
    }

    rowMenu(row) {
        const entries = this.options.rowMenu(row);
        if (!entries?.length) return null;
        const opener = iconButton({label: t('shell.table.more'), icon: 'more', run: () => {}});
        menu(opener, () => entries.slice(0, 5).map(({label, run, path, icon: name}) => {
            const content = [name && icon(name), h('span', label)];
            return path ? h('a', {href: path}, content) : h('button', {type: 'button', onclick: run}, content);
        }));
        return opener;
    }

    drawFoot() {
        const from = (this.starts.length - 1) * this.options.pageSize + 1;
        const to = from + this.rows.length - 1;
        const range = v.ltr(`${from}–${to}`);
        const paged = this.next || this.starts.length > 1;
        replace(this.foot, this.rows.length > 0 && h('span.table-range', {role: 'status'},
            this.total === undefined || this.total === null ? t('shell.table.range', {range}) : t('shell.table.rangeOf', {range, count: this.total})),
        paged && h('span.row', this.pageButton('previous', 'back', this.starts.length > 1), this.pageButton('next', 'next', Boolean(this.next))));
    }

    pageButton(which, name, enabled) {
        const element = iconButton({label: t(`shell.table.${which}`), icon: name, run: () => this.turn(which)});
        element.disabled = !enabled;
        return element;
    }

    turn(which) {
        if (which === 'next') this.starts.push(this.next); else this.starts.pop();
        this.scroller.scrollTop = 0;
        this.reload();
    }

    onClick(event) {
        if (event.target.closest('a, button, input, select, label')) return;
        const path = event.target.closest('tr')?.querySelector('.row-link')?.getAttribute('href');
        if (path && !getSelection()?.toString()) go(path);
    }

    onKey(event) {
        const row = event.target.closest('tr');
        if (!row || event.target !== row || event.ctrlKey || event.altKey) return;
        const all = [...this.body.querySelectorAll('tr[tabindex]')];
        const at = all.indexOf(row);
        const to = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1}[event.key];
        if (to !== undefined) { event.preventDefault(); all[Math.max(0, Math.min(to, all.length - 1))].focus(); return; }
        if (event.key === 'Enter') { event.preventDefault(); go(row.querySelector('.row-link').getAttribute('href')); }
        if (event.key === 'PageDown' && this.next) { event.preventDefault(); this.turn('next'); }
        if (event.key === 'PageUp' && this.starts.length > 1) { event.preventDefault(); this.turn('previous'); }
    }
}
customElements.define('s-table', Table);

/**
 * @param {{columns: Column[], caption: any, load?: (request: any) => Promise<{items: any[], next?: string | null, total?: number}>, items?: any[],
 *   rowPath?: (row: any) => string, rowKey?: (row: any) => string, rowMenu?: (row: any) => any[], mark?: (row: any) => string | null,
 *   empty?: any, pageSize?: number, topics?: string[], sort?: string, descending?: boolean}} options @returns {Table}
 */
export function table(options) {
    const element = new Table();
    element.setup(options);
    return element;
}

/** A loader for a list of the API. @param {string} path @param {Record<string, unknown> | (() => Record<string, unknown>)} [query] */
export const fromApi = (path, query = {}) => ({after, limit, sort, descending, signal}) =>
    api.get(path, {signal, query: {...typeof query === 'function' ? query() : query, after, limit, sort: sort && (descending ? `-${sort}` : sort)}});
