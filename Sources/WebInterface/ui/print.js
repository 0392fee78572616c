/** `<s-print>`: what became of a paper. "Printed" is said only after the printer said so; a failure names the printer and the way out. */
import {h, replace} from './dom.js';
import {t} from './phrase.js';
import {v} from './v.js';
import {icon} from './icons.js';
import {button} from './button.js';
import {api} from '../app/api.js';
import {events} from '../app/events.js';

/** Server states → meaning, icon and words here. */
const STATES = {
    queued: ['wait', 'clock', 'shell.print.waiting'], waiting: ['wait', 'clock', 'shell.print.waiting'], sending: ['info', 'printer', 'shell.print.sent'],
    sent: ['info', 'printer', 'shell.print.sent'], printing: ['info', 'printer', 'shell.print.sent'], printed: ['ok', 'ok', 'shell.print.printed'], done: ['ok', 'ok', 'shell.print.printed'],
    failed: ['danger', 'danger', 'shell.print.failed'], stopped: ['danger', 'danger', 'shell.print.failed'], cancelled: ['neutral', 'neutral', 'word.cancelled'],
};

/** @param {string} state */
export const printState = state => STATES[state] ?? STATES.waiting;

export class PrintChip extends HTMLElement {
    /** @param {{job?: string, jobs?: string[]}} options */
    setup({job, jobs = job ? [job] : []}) {
        this.ids = jobs;
        this.classList.add('print-chips');
    }

    connectedCallback() {
        this.leaving = new AbortController();
        events.on('print', () => this.reload(), {signal: this.leaving.signal});
        this.reload();
    }
    disconnectedCallback() { this.leaving.abort(); clearTimeout(this.timer); }

    async reload() {
        const {signal} = this.leaving;
        const jobs = await Promise.all(this.ids.map(id => api.get(`/api/print-jobs/${encodeURIComponent(id)}`, {signal}).catch(() => null)));
        if (signal.aborted) return;
        replace(this, jobs.map((job, index) => this.chip(job ?? {id: this.ids[index], state: 'unknown'})));
        // The stream may be down: as long as a paper is under way, look again now and then.
        clearTimeout(this.timer);
        const open = jobs.some(job => !job || !['printed', 'done', 'cancelled', 'failed'].includes(job.state));
        if (open) this.timer = setTimeout(() => this.reload(), 5_000);
    }

    chip(job) {
        if (job.state === 'unknown') return h('span.print-chip.status-neutral', {role: 'status'}, icon('printer'), t('shell.print.unknown'));
        const [meaning, name, key] = printState(job.state);
        const failed = meaning === 'danger';
        return h(`span.print-chip.status-${meaning}`, {role: failed ? 'alert' : 'status', dataset: {state: job.state}}, icon(name),
            h('span', failed && job.reason ? v.text(job.reason) : t(key)),
            job.printer && h('span.print-where', v.text(job.printer?.name ?? job.printer)),
            job.copy > 1 && h('span.print-copy', t('shell.print.copy', {number: job.copy})),
            failed && button({label: t('word.retry'), kind: 'quiet', icon: 'refresh', run: async () => { await api.post(`/api/print-jobs/${encodeURIComponent(job.id)}/retry`, {}); await this.reload(); }}));
    }
}
customElements.define('s-print', PrintChip);

/** @param {{job?: string, jobs?: string[]}} options @returns {PrintChip} */
export function printChip(options) {
    const element = new PrintChip();
    element.setup(options);
    return element;
}
