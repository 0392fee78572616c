/** The panel of people who may be the one at the counter. The newest answer wins; choosing is always a key of its own. */
import {h, v, t, uid, replace, card, button, emptyState, problemBox} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {Problem} from '../../app/problem.js';
import {foldDigits, onlyDigits} from '../../ui/fold.js';
import {parsePhone} from '../../ui/phone.js';
import {scrollIntoList} from '../../ui/popup.js';
import {personBlock, foundBy} from '../common/people.js';

/** Pauses after which it is asked, in ms: a number is mostly typed to its end, a name is looked at while it grows; Enter asks at once. */
const PAUSE = {digits: 320, words: 180};
const LIMIT = 12;
/** The digits of a whole mobile number. */
const WHOLE = 11;

/** What is worth asking for: four digits, or two signs with a letter. @param {string} typed */
export function wantedOf(typed) {
    const folded = foldDigits(typed).trim();
    const digits = onlyDigits(folded);
    if (/^[+\d\s()-]*$/.test(folded)) return digits.length >= 4 ? digits : '';
    return folded.length >= 2 ? folded : '';
}

/** A telephone number with a name behind it in the one box, told apart; two empty texts where it is not that. @param {string} typed */
export function phoneAndName(typed) {
    const [, number = '', name = ''] = foldDigits(typed).trim().match(/^(\+?\d[\d\s()-]*\d)\s*(\p{L}.*)$/u) ?? [];
    return parsePhone(number) ? [number, name] : ['', ''];
}

export class Matches {
    /**
     * @param {{input: HTMLInputElement, take: (person: any) => void, fresh: () => void, goOn?: () => void, signal: AbortSignal}} options
     *   `input` keeps the keyboard while the list is walked; `goOn` is Enter where nobody was found, with what was typed since
     */
    constructor({input, take, fresh, goOn = () => {}, signal}) {
        Object.assign(this, {input, take, goOn, signal});
        // Between what was typed last and its answer: the list still shows somebody else's.
        this.late = false;
        this.entered = false;
        this.ahead = '';
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
        const pause = wanted === onlyDigits(wanted) && wanted.length < WHOLE ? PAUSE.digits : PAUSE.words;
        this.timer = setTimeout(() => this.ask(wanted), now ? 0 : pause);
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
            this.ahead = '';
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
        if (!this.entered) return;
        const {ahead} = this;
        this.entered = false;
        this.ahead = '';
        if (document.activeElement !== this.input) return;
        // What was typed ahead was the name of a new person; where somebody was found it is nobody's.
        if (rows.length) this.enter(); else this.goOn(ahead);
    }

    /** Enter before the answer: asks at once, and the letters that follow wait for where the keyboard will be. */
    enterLater() {
        this.entered = true;
        this.ahead = '';
        clearTimeout(this.timer);
        this.ask(this.wanted);
    }

    /** A key between Enter and the answer: never one more sign of what is looked for. @param {KeyboardEvent} event @returns {boolean} kept? */
    keep(event) {
        if (event.key.length === 1) { this.ahead += event.key; return true; }
        if (event.key === 'Backspace' && this.ahead) { this.ahead = [...this.ahead].slice(0, -1).join(''); return true; }
        if (['Shift', 'CapsLock', 'AltGraph'].includes(event.key)) return false;
        if (['Enter', 'Tab', 'F9'].includes(event.key)) return true;
        this.entered = false;
        return false;
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
        if (event.isComposing) return false;
        if (this.late && this.entered && !(event.ctrlKey && !event.getModifierState('AltGraph'))) return this.keep(event);
        if (event.ctrlKey || event.altKey) return false;
        const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
        if (step && this.rows.length && !this.late) { this.active = (Math.max(this.active, step > 0 ? -1 : 0) + step + this.rows.length) % this.rows.length; this.mark(); return true; }
        if (event.key !== 'Enter') return false;
        // Never somebody of an older answer: Enter waits for the one that is on its way.
        if (this.late) { this.enterLater(); return true; }
        if (!this.rows.length) return false;
        this.enter();
        return true;
    }
}
