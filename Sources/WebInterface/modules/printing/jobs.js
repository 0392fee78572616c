/** What is being printed, what was not, and the way out of each. */
import {h, v, t, styles, replace, page, card, table, button, status, dialog, confirm, selectField, fromApi, row} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {go} from '../../app/router.js';
import {events} from '../../app/events.js';
import {has} from '../../app/i18n.js';
import {printState} from '../../ui/print.js';
import {filterField} from '../common/filter.js';
import {picture} from '../billing/papers.js';

const STATES = ['queued', 'submitted', 'printed', 'failed', 'held', 'unknown', 'cancelled'];
/** The papers that have a word and may have a printer of their own. */
export const KINDS = ['receipt', 'tokenSlip', 'bill', 'testPage'];

/** @param {string} kind of a document, in words where we know it */
export const kindWord = kind => KINDS.includes(kind) ? t(`printing.kind.${kind}`) : v.text(kind);

function jobStatus(job) {
    const [meaning, , key] = printState(job.state);
    const reason = job.reason && job.state !== 'printed' && (has(`shell.print.reason.${job.reason}`) ? t(`shell.print.reason.${job.reason}`) : v.text(job.reason));
    return h('span', status(meaning, t(key)), reason && [' ', h('span.muted.small', reason)]);
}

/** Sends a job elsewhere. @param {any} job */
async function redirect(job) {
    const {items} = await api.get('/api/printers');
    const printer = selectField({name: 'printer', label: t('word.printer'), required: true, width: 'full', options: items.filter(one => one.isActive && one.id !== job.printerID).map(one => ({value: one.id, label: v.name(one.name)}))});
    const take = async () => {
        printer.error = printer.problem();
        if (printer.error) { printer.focusField(); return undefined; }
        return api.post(`/api/print-jobs/${encodeURIComponent(job.id)}/redirect`, {printerID: printer.value, version: job.version});
    };
    return dialog({title: t('printing.redirect'), size: 's', body: h('div.labels-top', printer), actions: [
        {label: t('word.cancel'), value: null, safe: true}, {label: t('printing.redirect.send'), kind: 'primary', key: 'F9', icon: 'send', run: take}]});
}

/** The paper itself, as it comes out. @param {any} job */
function preview(job) {
    const name = t('printing.preview');
    dialog({title: name, size: 'm', body: [picture(job.documentID, name), row(h('a.button', {href: `/api/documents/${encodeURIComponent(job.documentID)}.pdf`, target: '_blank', rel: 'noopener'}, t('printing.pdf')))],
        actions: [{label: t('word.close'), value: null, safe: true}]});
}

/** @param {import('../../app/router.js').Context} ctx */
export default function jobs(ctx) {
    styles('counter');
    const step = async (job, verb, body = {}) => { await api.post(`/api/print-jobs/${encodeURIComponent(job.id)}/${verb}`, {version: job.version, ...body}); await list.reload(); };
    const menuOf = job => {
        const entries = [];
        const may = session.can('printing.operate');
        if (may && ['failed', 'unknown'].includes(job.state)) entries.push({label: t('printing.retry'), icon: 'refresh', run: () => step(job, 'retry')});
        if (may && job.state === 'held') entries.push({label: t('printing.release'), icon: 'next', run: () => step(job, 'release')});
        if (may && ['failed', 'held', 'queued'].includes(job.state)) entries.push({label: t('printing.redirect'), icon: 'send', run: async () => { if (await redirect(job)) await list.reload(); }});
        if (session.can('printing.preview')) entries.push({label: t('printing.preview'), icon: 'eye', run: () => preview(job)});
        if (may && ['queued', 'submitted', 'failed', 'held', 'unknown'].includes(job.state)) entries.push({label: t('printing.cancel'), icon: 'trash', run: async () => {
            const sure = await confirm({title: t('printing.cancel.title'), body: t('printing.cancel.sentence'), action: t('printing.cancel'), keep: t('printing.cancel.keep')});
            if (sure) await step(job, 'cancel');
        }});
        return entries;
    };
    const list = table({caption: t('printing.title'), load: fromApi('/api/print-jobs', () => ({state: ctx.query.state})), topics: ['printing'], rowMenu: menuOf,
        mark: job => ({failed: 'danger', held: 'wait', unknown: 'wait'})[job.state] ?? null, empty: {icon: 'printer', title: t('printing.none'), hint: t('printing.noneHint')}, columns: [
            {id: 'kind', label: t('printing.paper'), cell: job => kindWord(job.documentKind)},
            {id: 'title', label: t('word.details'), cell: job => h('span', v.text(job.title), job.copyNumber > 1 && [' ', h('span.muted', t('shell.print.copy', {number: job.copyNumber}))])},
            {id: 'state', label: t('word.status'), cell: jobStatus},
            {id: 'time', label: t('word.time'), kind: 'date', cell: job => v.dateTime(job.createdAt)},
            {id: 'who', label: t('word.user'), priority: 2, cell: job => v.name(job.createdByName)},
            {id: 'attempt', label: t('printing.attempts'), kind: 'num', priority: 3, cell: job => v.num(job.attempt)},
        ]});
    const state = filterField({ctx, name: 'state', label: t('word.status'), list, options: [{value: 'failed,held,unknown', label: t('printing.problems')}, ...STATES.map(value => ({value, label: t(printState(value)[2])}))]});
    const counts = h('p.counts');
    const count = async () => {
        const answer = await api.get('/api/print-counts', {signal: ctx.signal});
        const of = name => answer.counts[name] ?? 0;
        replace(counts, h('span', h('strong', v.num(of('queued') + of('submitted'))), ' ', t('printing.underWay')), h('span', h('strong', v.num(of('failed') + of('held') + of('unknown'))), ' ', t('printing.needYou')));
    };
    events.on('printing', () => count().catch(() => {}), {signal: ctx.signal});
    count().catch(() => {});
    return page({title: t('printing.title'), tools: counts, main: [h('div.filters', state, h('span.grow'), button({label: t('printing.printers.title'), icon: 'settings', run: () => go('/printing/printers')})), card({}, list)]});
}
