/** `<s-lines>`: editable lines of a bill, one tab stop, arrows between cells (ARIA grid). Local first: the server confirms the sums. */
import {h, replace, fire, nodes} from './dom.js';
import {t, bindAttribute} from './phrase.js';
import {icon} from './icons.js';
import {toast} from './toast.js';
import {emptyState} from './states.js';
import {MoneyField, NumberField} from './money.js';

/** The control in which a cell of this column is edited. */
function editor({edit, min = 1, decimals = 0}) {
    if (edit === 'money') return new MoneyField();
    if (edit === 'number') return Object.assign(new NumberField(), {min, decimals});
    return h('input.input', {type: 'text', dir: 'auto'});
}

export class Lines extends HTMLElement {
    /** @param {any} options see lines() */
    setup(options) {
        this.options = options;
        this.list = options.rows ?? [];
        this.at = {row: 0, column: 0};
        if (options.name) this.dataset.control = options.name;
        this.head = h('thead', h('tr', options.columns.map(column => h('th', {scope: 'col', class: `kind-${column.kind ?? 'text'}`,
            style: column.width ? {inlineSize: column.width} : {}}, column.label)), h('th.menu-cell', h('span.visually-hidden', t('word.remove')))));
        this.body = h('tbody');
        this.grid = h('table.table.lines', {role: 'grid', 'aria-label': options.caption}, this.head, this.body);
        this.hole = h('div.table-hole');
        replace(this, h('div.table-scroll', this.grid), this.hole);
        this.grid.addEventListener('keydown', event => this.onKey(event));
        this.grid.addEventListener('focusin', event => this.onFocus(event));
        this.draw();
    }

    get rows() { return this.list; }
    set rows(rows) { this.list = rows ?? []; this.draw(); }
    get value() { return this.list; }
    set value(rows) { this.rows = rows; }
    get draftValue() { return this.list; }
    set draftValue(rows) { this.rows = rows; fire(this, 'line-change', {restored: true}); }
    problem() { return this.options.problem?.(this.list) ?? null; }
    focusField() { this.options.adder?.() ?? this.focusRow(0); }

    draw() {
        this.hole.hidden = this.list.length > 0;
        this.grid.hidden = this.list.length === 0;
        if (!this.hole.firstChild && this.options.empty) this.hole.append(emptyState(this.options.empty));
        this.body.replaceChildren(...this.list.map((row, index) => this.drawRow(row, index)));
        this.stop();
    }

    drawRow(row, index) {
        const cells = this.options.columns.map((column, at) => {
            const name = at === 0 ? 'th' : 'td';
            return h(name, {role: at === 0 ? 'rowheader' : 'gridcell', class: [`kind-${column.kind ?? 'text'}`, column.edit && 'editable'], tabindex: '-1',
                dataset: {row: String(index), column: String(at)}, onclick: column.edit ? () => this.edit(index, at) : undefined}, column.cell(row));
        });
        const remove = h('button.icon-button', {type: 'button', tabindex: '-1', onclick: () => this.remove(index)}, icon('close'));
        bindAttribute(remove, 'aria-label', t('word.remove'));
        return h('tr', {class: this.options.mark?.(row) && `mark-${this.options.mark(row)}`}, cells, h('td.menu-cell', {role: 'gridcell'}, remove));
    }

    cell(row = this.at.row, column = this.at.column) { return this.body.querySelector(`[data-row="${row}"][data-column="${column}"]`); }

    /** One tab stop for the whole grid. */
    stop() {
        this.at.row = Math.max(0, Math.min(this.at.row, this.list.length - 1));
        this.body.querySelectorAll('[tabindex="0"]').forEach(cell => { cell.tabIndex = -1; });
        const cell = this.cell();
        if (cell) cell.tabIndex = 0;
    }

    onFocus(event) {
        const cell = event.target.closest('[data-row]');
        if (!cell) return;
        this.at = {row: Number(cell.dataset.row), column: Number(cell.dataset.column)};
        this.stop();
    }

    /** @param {number} index */
    focusRow(index) { this.at.row = index; this.stop(); this.cell()?.focus(); }

    moveTo(row, column) {
        this.at = {row, column};
        this.stop();
        this.cell()?.focus();
    }

    onKey(event) {
        if (event.target.matches('input') || event.ctrlKey || event.altKey || event.isComposing) return;
        const rtl = document.documentElement.dir === 'rtl';
        const sideways = {ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1}[event.key];
        const vertical = {ArrowDown: 1, ArrowUp: -1}[event.key];
        const {row, column} = this.at;
        const plus = event.key === '+' || event.code === 'NumpadAdd';
        const minus = event.key === '-' || event.code === 'NumpadSubtract';
        let handled = true;
        const last = this.options.columns.length - 1;
        if (sideways) this.moveTo(row, Math.max(0, Math.min(column + sideways, last)));
        else if (vertical) this.moveTo(Math.max(0, Math.min(row + vertical, this.list.length - 1)), column);
        else if (event.key === 'Home') this.moveTo(row, 0);
        else if (event.key === 'End') this.moveTo(row, last);
        else if (event.key === 'Enter' || event.key === 'F2') handled = this.edit(row, column);
        else if (event.key === 'Delete') this.remove(row);
        else if (plus || minus) handled = this.bump(row, plus ? 1 : -1);
        else handled = false;
        if (handled) { event.preventDefault(); event.stopPropagation(); }
    }

    /** + and − change the quantity of the line they stand on. */
    bump(index, step) {
        const at = this.options.columns.findIndex(column => column.id === this.options.quantity);
        const row = this.list[index];
        if (at < 0 || !row) return false;
        const value = (row[this.options.quantity] ?? 0) + step;
        if (value >= 1) this.change(index, this.options.columns[at], value);
        return true;
    }

    change(index, column, value) {
        const row = this.list[index];
        if (column.set) column.set(row, value); else row[column.id] = value;
        this.redraw(index);
        fire(this, 'line-change', {row, column: column.id, value});
        fire(this, 'input');
    }

    redraw(index) {
        const focused = this.body.contains(document.activeElement);
        this.body.children[index]?.replaceWith(this.drawRow(this.list[index], index));
        this.stop();
        if (focused) this.cell()?.focus();
    }

    edit(index, at) {
        const column = this.options.columns[at];
        const cell = this.cell(index, at);
        if (!column?.edit || !cell || cell.querySelector('input')) return false;
        const row = this.list[index];
        const control = editor(column);
        const box = control.input ?? control;
        bindAttribute(box, 'aria-label', column.label);
        control.value = column.get ? column.get(row) : row[column.id] ?? null;
        let closed = false;
        const leave = keep => {
            if (closed) return;
            closed = true;
            const value = control.value;
            const good = keep && value !== null && !control.problem?.();
            cell.replaceChildren(...nodes(column.cell(row)));
            if (good) this.change(index, column, value); else this.stop();
        };
        box.addEventListener('keydown', event => {
            if (event.key !== 'Enter' && event.key !== 'Escape') return;
            event.preventDefault();
            event.stopPropagation();
            leave(event.key === 'Enter');
            this.cell(index, at)?.focus();
        });
        box.addEventListener('blur', () => leave(true));
        cell.replaceChildren(control);
        box.focus();
        box.select?.();
        return true;
    }

    remove(index) {
        const [row] = this.list.splice(index, 1);
        if (!row) return;
        this.draw();
        const told = () => { fire(this, 'line-change', {removed: row}); fire(this, 'input'); };
        if (fire(this, 'line-remove', {row, index})) {
            toast(t('shell.lines.removed'), {undo: () => { this.list.splice(index, 0, row); this.draw(); told(); this.focusRow(index); }});
        }
        told();
        if (this.list.length) this.focusRow(Math.min(index, this.list.length - 1)); else this.options.adder?.();
    }
}
customElements.define('s-lines', Lines);

/**
 * @param {{columns: any[], rows?: any[], caption: any, name?: string, quantity?: string, empty?: any, mark?: (row: any) => string | null,
 *   adder?: () => void, problem?: (rows: any[]) => any}} options @returns {Lines}
 */
export function lines(options) {
    const element = new Lines();
    element.setup(options);
    return element;
}
