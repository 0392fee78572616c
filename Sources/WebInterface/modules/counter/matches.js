/** The panel of people who may be the one at the counter. The newest answer wins; choosing is always a key of its own. */
import {h, v, t, uid, replace, card, button, emptyState, problemBox} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {Problem} from '../../app/problem.js';
import {foldDigits, onlyDigits} from '../../ui/fold.js';
import {scrollIntoList} from '../../ui/popup.js';
import {personBlock, foundBy} from '../common/people.js';

const DEBOUNCE = 120;
const LIMIT = 12;

/** What is worth asking for: four digits, or two signs with a letter. @param {string} typed */
export function wantedOf(typed) {
    const folded = foldDigits(typed).trim();
    const digits = onlyDigits(folded);
    if (/^[+\d\s()-]*$/.test(folded)) return digits.length >= 4 ? digits : '';
    return folded.length >= 2 ? folded : '';
}

export class Matches {
    /**
     * @param {{input: HTMLInputElement, take: (person: any) => void, fresh: () => void, goOn?: () => void, signal: AbortSignal}} options
     *   `input` keeps the keyboard while the list is walked; `goOn` is Enter where nobody was found
     */
    constructor({input, take, fresh, goOn = () => {}, signal}) {
        Object.assign(this, {input, take, goOn, signal});
        // Between what was typed last and its answer: the list still shows somebody else's.
        this.late = false;
        this.entered = false;
        this.rows = [];
        this.active = -1;
        this.wanted = '';
        this.id = uid('matches');
        this.list = h('div.match-list', {id: this.id, role: 'listbox', 'aria-label': t('counter.matches')});
        this.count = h('p.match-count.muted', {role: 'status'});
        this.element = card({title: t('counter.matches'), class: 'matches', tools: [button({label: t('counter.new'), kind: 'quiet', icon: 'add', key: 'Alt+N', run: fresh})]}, this.count, this.list);
        for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-controls', this.id], ['aria-expanded', 'false']]) input.setAttribute(name, value);
        this.list.addEventListener('mousedown', event => event.preventDefault());
        this.idle();
        signal.addEventListener('abort', () => { clearTimeout(this.timer); this.asking?.abort(); }, {once: true});
    }

    /** Nothing asked yet. */
    idle() {
        this.wanted = '';
        this.rows = [];
        this.active = -1;
        this.late = this.entered = false;
        clearTimeout(this.timer);
        this.asking?.abort();
        this.asking = null;
        replace(this.count);
        replace(this.list, emptyState({icon: 'search', title: t('counter.matches.idle'), hint: t('counter.matches.hint')}));
        this.input.setAttribute('aria-expanded', 'false');
        this.input.removeAttribute('aria-activedescendant');
    }

    /** @param {string} typed @param {{now?: boolean}} [options] */
    search(typed, {now = false} = {}) {
        const wanted = wantedOf(typed);
        if (wanted === this.wanted && !now) return;
        this.wanted = wanted;
        this.entered = false;
        clearTimeout(this.timer);
        if (!wanted) { this.idle(); return; }
        this.late = true;
        this.active = -1;
        this.mark();
        this.timer = setTimeout(() => this.ask(wanted), now ? 0 : DEBOUNCE);
    }

    async ask(wanted) {
        this.asking?.abort();
        this.asking = new AbortController();
        const {signal} = this.asking;
        try {
            const {items} = await api.get('/api/patients', {query: {q: wanted, limit: LIMIT}, signal});
            if (!signal.aborted && wanted === this.wanted) this.draw(items);
        } catch (error) {
            const problem = Problem.from(error);
            if (problem.kind === 'aborted' || signal.aborted) return;
            this.rows = [];
            this.late = this.entered = false;
            replace(this.count);
            replace(this.list, problemBox(problem, {retry: () => this.ask(wanted)}));
        }
    }

    draw(rows) {
        this.rows = rows;
        // One person found by a whole number is certain enough to stand ready for Enter; of several, one is chosen by hand.
        this.active = rows.length === 1 && ['mrn', 'phone', 'identifier', 'token', 'visit', 'bill'].includes(rows[0].matchedBy) && (this.wanted.length >= 8 || rows[0].matchedBy === 'token') ? 0 : -1;
        replace(this.count, rows.length ? t('shell.pick.count', {count: rows.length}) : null);
        replace(this.list, rows.length ? rows.map((person, index) => h('div.option.match', {id: `${this.id}-${index}`, role: 'option', onclick: () => this.take(person)}, personBlock(person), foundBy(person)))
            : emptyState({icon: 'personAdd', title: t('counter.matches.none', {text: v.text(this.wanted)}), hint: t('counter.matches.goOn')}));
        this.input.setAttribute('aria-expanded', String(rows.length > 0));
        this.late = false;
        this.mark();
        if (!this.entered || document.activeElement !== this.input) return;
        this.entered = false;
        if (rows.length) this.enter(); else this.goOn();
    }

    /** Enter on an answer: takes the one who stands ready, else makes the first stand ready. */
    enter() {
        if (this.active >= 0) this.take(this.rows[this.active]); else { this.active = 0; this.mark(); }
    }

    mark() {
        [...this.list.querySelectorAll('[role=option]')].forEach((row, index) => {
            row.setAttribute('aria-selected', String(index === this.active));
            if (index === this.active) { this.input.setAttribute('aria-activedescendant', row.id); scrollIntoList(this.list, row); }
        });
        if (this.active < 0) this.input.removeAttribute('aria-activedescendant');
    }

    /** The keys of the box that belong to the list. @param {KeyboardEvent} event @returns {boolean} was it one of them? */
    key(event) {
        if (event.ctrlKey || event.altKey || event.isComposing) return false;
        const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
        if (step && this.rows.length && !this.late) { this.active = (Math.max(this.active, step > 0 ? -1 : 0) + step + this.rows.length) % this.rows.length; this.mark(); return true; }
        if (event.key !== 'Enter') return false;
        // Never somebody of an older answer: Enter waits for the one that is on its way.
        if (this.late) { this.entered = true; return true; }
        if (!this.rows.length) return false;
        this.enter();
        return true;
    }
}
