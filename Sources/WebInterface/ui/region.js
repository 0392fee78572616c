/** `<s-region>`: a part of a page that comes from the server, with every state it can be in. */
import {h, replace, nodes, fire} from './dom.js';
import {t, refresh} from './phrase.js';
import {emptyState, problemBox, skeleton, staleMark} from './states.js';
import {events} from '../app/events.js';
import {Problem} from '../app/problem.js';

const PATIENCE = 150;
const EXPLAIN = 3_000;

export class Region extends HTMLElement {
    /** @param {any} options see region() */
    setup(options) {
        this.options = options;
        this.data = undefined;
        this.note = h('div.region-note');
        this.body = h('div.region-body');
        this.classList.add('region');
        replace(this, this.note, this.body);
    }

    connectedCallback() {
        this.leaving = new AbortController();
        for (const topic of this.options.topics ?? []) events.on(topic, () => this.reload(), {signal: this.leaving.signal});
        if (this.data === undefined) this.reload();
    }
    disconnectedCallback() { this.leaving.abort(); this.loading?.abort(); }

    /** @param {'ready' | 'loading' | 'empty' | 'error' | 'stale' | 'offline'} state */
    set state(state) { this.dataset.state = state; this.toggleAttribute('aria-busy', state === 'loading'); }

    /** Asks again. What is shown stays until the answer is here. */
    async reload() {
        this.loading?.abort();
        this.loading = new AbortController();
        const {signal} = this.loading;
        const first = this.data === undefined;
        const timers = first ? [
            setTimeout(() => { this.state = 'loading'; replace(this.body, skeleton(this.options.rows ?? 4)); }, PATIENCE),
            setTimeout(() => replace(this.note, h('p.hint', {role: 'status'}, t('shell.loadingLong'))), EXPLAIN)] : [];
        try {
            const data = await this.options.load(signal);
            if (signal.aborted) return;
            this.data = data;
            this.since = new Date().toISOString();
            replace(this.note);
            this.draw();
        } catch (error) {
            const problem = Problem.from(error);
            if (signal.aborted || problem.kind === 'aborted') return;
            if (first) {
                this.state = problem.uncertain ? 'offline' : 'error';
                replace(this.note);
                replace(this.body, problemBox(problem, {retry: () => this.reload()}));
            } else {
                // Old values stay and say how old they are.
                this.state = 'stale';
                replace(this.note, staleMark(this.since));
            }
        } finally {
            timers.forEach(clearTimeout);
        }
    }

    draw() {
        const {empty, draw} = this.options;
        const nothing = empty && (empty.when ? empty.when(this.data) : Array.isArray(this.data) && this.data.length === 0);
        this.state = nothing ? 'empty' : 'ready';
        this.body.replaceChildren(...nodes(nothing ? emptyState(empty) : draw(this.data)));
        refresh(this.body);
        fire(this, 'region-drawn');
    }
}
customElements.define('s-region', Region);

/**
 * @param {{load: (signal: AbortSignal) => Promise<any>, draw: (data: any) => any, topics?: string[], rows?: number,
 *   empty?: {when?: (data: any) => boolean, icon?: string, title: any, hint?: any, action?: Node}}} options @returns {Region}
 */
export function region(options) {
    const element = new Region();
    element.setup(options);
    return element;
}
