/** The queue as its people see it: who is in front, who comes next, and the one thing to do with each. */
import {h, v, t, replace, styles, page, card, region, table, button, status, toast, confirm, emptyState, icon} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {events} from '../../app/events.js';
import {nameOf} from '../common/people.js';
import {billVisit} from './token.js';

const MEANING = {waiting: 'wait', called: 'info', serving: 'info', done: 'ok', skipped: 'danger', cancelled: 'neutral', leftUnseen: 'neutral'};
/** @param {string} state a token's */
export const tokenStatus = state => status(MEANING[state] ?? 'neutral', t(`encounters.tokenState.${state}`));
const memory = () => `sehat:queue:${session.station?.id ?? ''}`;

class QueuePage {
    /** @param {import('../../app/router.js').Context} ctx */
    constructor(ctx) {
        this.ctx = ctx;
        this.id = ctx.query.queue ?? localStorage.getItem(memory()) ?? '';
        this.canLead = session.can('encounters.manageQueue');
        this.choice = h('div.queue-choice', {role: 'group', 'aria-label': t('counter.queues')});
        this.front = h('div.stack', {role: 'status'});
        this.line = table({caption: t('word.queue'), columns: this.columns(), load: ({signal}) => this.load(signal), topics: ['encounters'], pageSize: 200,
            rowMenu: this.canLead || session.can('encounters.open') ? visit => this.menu(visit) : undefined,
            mark: visit => ({serving: 'info', called: 'info', skipped: 'danger'})[visit.token.state] ?? null,
            empty: {icon: 'queue', title: t('counter.queue.empty'), hint: t('counter.queue.emptyHint')}});
        this.next = button({label: t('counter.queue.next'), key: 'Alt+J', kind: 'primary', icon: 'bell', run: () => this.callNext()});
    }

    columns() {
        return [
            {id: 'token', label: t('word.token'), cell: visit => h('strong', v.id(visit.token.number)), width: '6em'},
            {id: 'name', label: t('word.name'), cell: visit => nameOf(visit.patient)},
            {id: 'age', label: t('word.age'), priority: 2, cell: ({patient}) => v.age(patient.birthDate, {estimated: patient.birthDateEstimated})},
            {id: 'sex', label: t('word.sex'), priority: 3, cell: visit => visit.patient.isVeiled ? null : v.sex(visit.patient.sex)},
            {id: 'priority', label: t('counter.priority'), priority: 2, cell: ({token}) => token.priority === 'normal' ? t('encounters.priority.normal') : h('strong', t(`encounters.priority.${token.priority}`))},
            {id: 'since', label: t('counter.since'), kind: 'date', cell: visit => v.time(visit.startedAt)},
            {id: 'state', label: t('word.status'), cell: visit => tokenStatus(visit.token.state)},
        ];
    }

    /** What may be done with a visit, the likeliest first. */
    steps(visit) {
        const {state} = visit.token;
        const step = (verb, label, name, kind) => ({verb, label: t(label), icon: name, kind, run: () => this.step(visit, verb)});
        const lead = this.canLead ? {
            waiting: [step('call', 'counter.queue.call', 'bell')],
            called: [step('serve', 'counter.queue.serve', 'next', 'primary'), step('call', 'counter.queue.recall', 'bell'), step('skip', 'counter.queue.skip', 'close')],
            serving: [step('done', 'counter.queue.done', 'check', 'primary')],
            skipped: [step('call', 'counter.queue.recall', 'bell'), step('requeue', 'counter.queue.requeue', 'undo')],
        }[state] ?? [] : [];
        const bill = session.can('billing.issue') ? [{label: t('counter.bill'), icon: 'cash', run: () => billVisit(visit.id)}] : [];
        const cancel = session.can('encounters.open') && ['waiting', 'called', 'skipped'].includes(state)
            ? [{label: t('counter.queue.cancel'), icon: 'trash', run: () => this.cancel(visit)}] : [];
        return [...lead, ...bill, ...cancel];
    }
    menu(visit) { return this.steps(visit); }

    async step(visit, verb, body = {}) {
        await api.post(`/api/encounters/${encodeURIComponent(visit.id)}/token/${verb}`, body);
        await this.refresh();
    }

    async cancel(visit) {
        const answer = await confirm({grade: 3, title: t('counter.queue.cancelTitle', {token: v.id(visit.token.number)}), body: nameOf(visit.patient),
            action: t('counter.queue.cancel'), keep: t('counter.queue.keep')});
        if (!answer) return;
        await this.step(visit, 'cancel', {reason: answer.reason});
        toast(t('counter.queue.cancelled', {token: v.id(visit.token.number)}));
    }

    async callNext() {
        if (!this.id) return;
        await api.post(`/api/queues/${encodeURIComponent(this.id)}/call-next`, {});
        await this.refresh();
    }

    async refresh() { await Promise.all([this.readQueues(), this.line.reload()]); }

    async readQueues() {
        const {items} = await api.get('/api/queues', {signal: this.ctx.signal});
        this.queues = items;
        if (!items.some(queue => queue.id === this.id)) this.id = (items.find(queue => queue.waiting > 0) ?? items[0])?.id ?? '';
        this.drawChoice();
        this.drawFront();
    }

    async load(signal) {
        if (!this.queues) await this.readQueues();
        if (!this.id) return {items: []};
        const {items} = await api.get(`/api/queues/${encodeURIComponent(this.id)}/line`, {signal});
        this.visits = items;
        this.drawFront();
        return {items};
    }

    choose(id) {
        this.id = id;
        this.ctx.setQuery({queue: id});
        localStorage.setItem(memory(), id);
        this.drawChoice();
        this.line.reload();
    }

    drawChoice() {
        const focused = document.activeElement?.closest?.('.queue-button')?.dataset.queue;
        replace(this.choice, this.queues.map(queue => h('button.queue-button', {type: 'button', dataset: {queue: queue.id}, 'aria-pressed': String(queue.id === this.id), onclick: () => this.choose(queue.id)},
            h('span', queue.practitioner ? v.local(queue.practitioner.name) : v.local(queue.department.name)), h('strong', v.num(queue.waiting)),
            h('small', queue.practitioner ? v.local(queue.department.name) : t('counter.anyDoctor')))));
        if (focused) this.choice.querySelector(`[data-queue="${CSS.escape(focused)}"]`)?.focus();
    }

    /** Those in front: called or with the doctor, each with its next step as a button. */
    drawFront() {
        const queue = this.queues?.find(one => one.id === this.id);
        const front = (this.visits ?? []).filter(visit => visit.token.queueID === this.id && ['called', 'serving'].includes(visit.token.state));
        replace(this.front, queue && h('p.counts', h('span', h('strong', v.num(queue.waiting)), ' ', t('counter.queue.waiting')), h('span', h('strong', v.num(queue.done)), ' ', t('counter.queue.seen')),
            queue.skipped > 0 && h('span', h('strong', v.num(queue.skipped)), ' ', t('counter.queue.absent')), queue.waitMinutes > 0 && h('span.muted', t('counter.wait', {count: queue.waitMinutes}))),
        front.map(visit => card({}, h('div.front', h('span.token-number', v.id(visit.token.number)),
            h('div.front-who', h('p', h('strong', nameOf(visit.patient))), h('p.small.muted', visit.token.room && [t('counter.room', {room: visit.token.room}), h('span.dot', ' · ')], tokenStatus(visit.token.state))),
            h('div.row', this.steps(visit).filter(one => one.verb).map(({label, icon: name, run, kind}) => button({label, icon: name, run, kind})))))));
        if (!queue && this.queues) replace(this.front, emptyState({icon: 'queue', title: t('counter.queue.none'), hint: t('counter.queue.noneHint')}));
        this.next.disabledReason = queue && queue.waiting > 0 ? null : t('counter.queue.empty');
    }

    draw() {
        events.on('encounters', () => this.readQueues().catch(() => {}), {signal: this.ctx.signal});
        return page({title: t('word.queue'), start: [h('h2.visually-hidden', t('counter.queues')), this.choice], main: [this.front, card({}, this.line)],
            info: [icon('clock'), h('span', t('counter.queue.live'))], actions: this.canLead ? [this.next] : []});
    }
}

/** @param {import('../../app/router.js').Context} ctx */
export default function queuePage(ctx) {
    styles('counter');
    return new QueuePage(ctx).draw();
}
