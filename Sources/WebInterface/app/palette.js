/** The one box for finding and doing: patients, bills, pages, commands. Modules bring the rows. */
import {h, replace, uid, text} from '../ui/dom.js';
import {t, toPhrase} from '../ui/phrase.js';
import {v} from '../ui/v.js';
import {icon} from '../ui/icons.js';
import {keyHint} from '../ui/button.js';
import {foldForSearch} from '../ui/fold.js';
import {popupAt, scrollIntoList} from '../ui/popup.js';
import {foldOnInput} from '../ui/control.js';
import {session} from './session.js';
import {go} from './router.js';
import {recent} from './recent.js';
import {readQuery} from './search-query.js';
import {Problem} from './problem.js';

const ROWS = 8;
const DEBOUNCE = 180;

/** @typedef {{icon: string, title: any, detail?: any[], path?: string, run?: () => unknown, denied?: boolean, key?: string}} Row */
/** @type {Array<{permission?: string, group: string, match: (query: any) => boolean, find: (query: any, options: any) => Promise<Row[]>}>} */
const providers = [];
/** @type {Array<{label: string, icon?: string, permission?: string, path?: string, run?: () => unknown, key?: string}>} */
const commands = [];

export const palette = {
    /** @param {any} provider */
    addProvider: provider => providers.push(provider),
    /** @param {any} command */
    addCommand: command => commands.push(command),
    clear() { providers.length = 0; commands.length = 0; },
};

/** Commands by any of their words, in the language of the page. @returns {Row[]} */
function findCommands(wanted) {
    const parts = foldForSearch(wanted).split(' ').filter(Boolean);
    return commands.filter(command => session.can(command.permission))
        .filter(command => { const words = foldForSearch(text(t(command.label))); return parts.every(part => words.includes(part)); })
        .map(command => ({icon: command.icon ?? 'next', title: t(command.label), path: command.path, run: command.run, key: command.key}));
}

/** @returns {Row} two people of one name differ on sight */
export function patientRow({id, name, mrn, guardian, birthDate, estimated, sex, phone}) {
    return {icon: 'person', title: v.name(name), path: `/patients/${encodeURIComponent(id)}`,
        detail: [guardian && v.name(guardian), birthDate && v.age(birthDate, {estimated}), sex && v.sex(sex), mrn && v.id(mrn), phone && v.ltr(`…${String(phone).slice(-4)}`)].filter(Boolean)};
}

export class Palette extends HTMLElement {
    constructor() {
        super();
        this.rows = [];
        this.active = -1;
        this.listId = uid('found');
        this.input = h('input.palette-input', {type: 'text', dir: 'auto', role: 'combobox', autocomplete: 'off', spellcheck: 'false', 'aria-autocomplete': 'list',
            'aria-expanded': 'false', 'aria-controls': this.listId, 'aria-label': t('shell.search.name'), placeholder: t('shell.search.hint')});
        this.list = h('div.popup.palette-list', {id: this.listId, role: 'listbox', hidden: true});
        this.live = h('span.visually-hidden', {role: 'status'});
        this.append(icon('search'), this.input, keyHint('F2'), this.list, this.live);
        this.input.dataset.key = 'F2 Ctrl+K';
        this.input.setAttribute('aria-keyshortcuts', 'F2 Control+K');
        foldOnInput(this.input);
        this.input.addEventListener('input', () => this.typed());
        this.input.addEventListener('focus', () => { this.input.select(); this.typed(); });
        this.input.addEventListener('blur', () => this.close());
        this.input.addEventListener('keydown', event => this.onKey(event));
        this.list.addEventListener('mousedown', event => event.preventDefault());
    }

    typed() {
        clearTimeout(this.timer);
        // What was asked before is no longer wanted, however late it is answered.
        this.asking?.abort();
        this.late = true;
        this.entered = false;
        const query = readQuery(this.input.value);
        if (!query.text && query.kind !== 'command') {
            this.offer([{group: 'shell.search.recent', rows: recent().map(patientRow)}]);
            return;
        }
        this.timer = setTimeout(() => this.find(query), DEBOUNCE);
    }

    async find(query) {
        this.asking?.abort();
        this.asking = new AbortController();
        const {signal} = this.asking;
        const local = {group: 'shell.search.commands', rows: findCommands(query.text)};
        if (query.kind === 'command') { this.offer([local]); return; }
        const asked = providers.filter(provider => session.can(provider.permission) && provider.match(query));
        const found = await Promise.all(asked.map(async provider => {
            try {
                return {group: provider.group, rows: await provider.find(query, {signal})};
            } catch (error) {
                return {group: provider.group, rows: [], problem: Problem.from(error)};
            }
        }));
        if (!signal.aborted) this.offer([...found.filter(one => one.problem?.kind !== 'aborted'), local]);
    }

    offer(groups) {
        this.late = false;
        let room = ROWS;
        this.rows = [];
        const parts = [];
        for (const {group, rows, problem} of groups) {
            const shown = rows.slice(0, room);
            room -= shown.length;
            if (problem) parts.push(h('div.option-note', icon('danger'), problem.toMessage()));
            if (!shown.length) continue;
            parts.push(h('div.option-group', {role: 'presentation'}, t(group)));
            for (const row of shown) parts.push(this.option(row));
        }
        this.active = this.rows.length ? 0 : -1;
        const typed = this.input.value.trim();
        const nothing = typed ? t('shell.search.none', {text: v.text(typed)}) : t('shell.search.start');
        replace(this.list, parts.length ? parts : h('div.option-note', nothing));
        this.list.hidden = false;
        popupAt(this.list, this);
        this.input.setAttribute('aria-expanded', 'true');
        this.mark();
        clearTimeout(this.telling);
        this.telling = setTimeout(() => replace(this.live, t('shell.pick.count', {count: this.rows.length})), 500);
        // Enter before the answer opens the only one there is; of several, one is chosen by hand.
        if (this.entered && this.rows.length === 1) this.choose(0);
        this.entered = false;
    }

    /** Enter: the row that stands ready; never one of the answer to something typed before. */
    enter() {
        if (!this.late) { this.choose(this.active); return; }
        clearTimeout(this.timer);
        this.entered = true;
        this.find(readQuery(this.input.value));
    }

    option(row) {
        const index = this.rows.push(row) - 1;
        return h('div.option.palette-option', {id: `${this.listId}-${index}`, role: 'option', onclick: () => this.choose(index)}, icon(row.icon),
            h('span.option-title', toPhrase(row.title)),
            row.detail && h('span.option-detail', row.detail.map((part, at) => [at > 0 && h('span.dot', {'aria-hidden': 'true'}, ' · '), part])),
            row.denied && h('span.option-denied', icon('lock'), t('shell.search.denied')), row.key && keyHint(row.key));
    }

    mark() {
        [...this.list.querySelectorAll('[role=option]')].forEach((element, index) => {
            element.setAttribute('aria-selected', String(index === this.active));
            if (index === this.active) { this.input.setAttribute('aria-activedescendant', element.id); scrollIntoList(this.list, element); }
        });
        if (this.active < 0) this.input.removeAttribute('aria-activedescendant');
    }

    choose(index) {
        const row = this.rows[index];
        if (!row || row.denied) return;
        this.input.value = '';
        this.close();
        this.input.blur();
        if (row.run) row.run(); else if (row.path) go(row.path);
    }

    close() {
        clearTimeout(this.timer);
        this.asking?.abort();
        this.list.hidden = true;
        this.input.setAttribute('aria-expanded', 'false');
    }

    onKey(event) {
        if (event.isComposing || event.ctrlKey || event.altKey) return;
        const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
        const {length} = this.rows;
        if (step) {
            this.active = length && !this.late ? (this.active + step + length) % length : -1;
            this.mark();
        } else if (event.key === 'Enter') this.enter();
        else if (event.key === 'Escape' && !this.list.hidden) this.close();
        else return;
        event.preventDefault();
        event.stopPropagation();
    }
}
customElements.define('s-palette', Palette);
