/** `<s-print>`: what became of a paper. "Printed" is said only after the printer said so; a failure names the printer and the way out. */
import {h, replace} from './dom.js';
import {t} from './phrase.js';
import {v} from './v.js';
import {icon} from './icons.js';
import {button} from './button.js';
import {api} from '../app/api.js';
import {go} from '../app/router.js';
import {events} from '../app/events.js';
import {has} from '../app/i18n.js';
import {session} from '../app/session.js';

/** Server states → meaning, icon and words here. */
const STATES = {
    queued: ['wait', 'clock', 'shell.print.waiting'],
    submitted: ['info', 'printer', 'shell.print.sent'],
    printed: ['ok', 'ok', 'shell.print.printed'],
    unknown: ['wait', 'wait', 'shell.print.unknown'],
    failed: ['danger', 'danger', 'shell.print.failed'],
    held: ['wait', 'wait', 'shell.print.held'],
    cancelled: ['neutral', 'neutral', 'word.cancelled'],
};

/** @param {string} state */
export const printState = state => STATES[state] ?? STATES.unknown;

/** The reason in words where we know its word; after it what the spooler or a person said, as it was said. @param {string} reason @param {string} [state] of the print */
export function printReason(reason, state) {
    const [, word, said] = /^(\w+)(?:: *(.*))?$/s.exec(reason) ?? [];
    const key = `shell.print.reason.${word === 'twin' && state === 'held' ? 'twinHeld' : word}`;
    if (!word || !has(key)) return v.text(reason);
    // What the system says of a connection is for the log, not for a counter.
    return said && !['printerOff', 'offline', 'interrupted', 'aborted'].includes(word) ? [t(key), ' (', v.text(said), ')'] : t(key);
}

export class PrintChip extends HTMLElement {
    /** @param {{job?: string, jobs?: string[]}} options */
    setup({job, jobs = job ? [job] : []}) {
        this.ids = jobs;
        this.classList.add('print-chips');
    }

    connectedCallback() {
        this.leaving = new AbortController();
        events.on('printing', () => this.reload(), {signal: this.leaving.signal});
        this.reload();
    }
    disconnectedCallback() { this.leaving.abort(); clearTimeout(this.timer); }

    async reload() {
        const {signal} = this.leaving;
        const jobs = await Promise.all(this.ids.map(id => api.get(`/api/print-jobs/${encodeURIComponent(id)}`, {signal}).catch(() => null)));
        if (signal.aborted) return;
        replace(this, jobs.map((job, index) => this.chip(job ?? {id: this.ids[index]})));
        // The stream may be down: as long as a paper is under way, look again now and then.
        clearTimeout(this.timer);
        const open = jobs.some(job => !job || ['queued', 'submitted'].includes(job.state));
        if (open) this.timer = setTimeout(() => this.reload(), 5_000);
    }

    chip(job) {
        if (!job.state) return h('span.print-chip.status-neutral', {role: 'status'}, icon('printer'), t('shell.print.unknown'));
        const [meaning, name, key] = printState(job.state);
        const failed = meaning === 'danger';
        return h(`span.print-chip.status-${meaning}`, {role: failed ? 'alert' : 'status', dataset: {state: job.state}}, icon(name),
            h('span', t(key)), job.reason && h('span.print-where', printReason(job.reason, job.state)),
            job.copyNumber > 1 && h('span.print-copy', t('shell.print.copy', {number: job.copyNumber})),
            ['failed', 'held', 'unknown'].includes(job.state) && session.can('printing.operate')
                && (job.state === 'held'
                    // It may be out already: what is known of it stands in the queue, where there is also another answer.
                    ? button({label: t('shell.print.decide'), kind: 'quiet', icon: 'next', run: () => go('/printing?state=failed,held,unknown')})
                    : button({label: t('word.retry'), kind: 'quiet', icon: 'refresh', run: () => this.again(job)})));
    }

    async again({id, version}) {
        await api.post(`/api/print-jobs/${encodeURIComponent(id)}/retry`, {version});
        await this.reload();
    }
}
customElements.define('s-print', PrintChip);

/** @param {{job?: string, jobs?: string[]}} options @returns {PrintChip} */
export function printChip(options) {
    const element = new PrintChip();
    element.setup(options);
    return element;
}
