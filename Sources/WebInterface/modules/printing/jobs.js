/** What is being printed, what was not, and the way out of each. */
import {h, v, t, styles, replace, page, card, table, button, status, dialog, confirm, selectField, textField, form, fromApi, row} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {go} from '../../app/router.js';
import {events} from '../../app/events.js';
import {printState, printReason} from '../../ui/print.js';
import {filterField} from '../common/filter.js';
import {picture} from '../billing/papers.js';
import {formDialog} from '../common/form-dialog.js';
import {printerStatus, isHalted, step as stepPrinter} from './printer-state.js';

const STATES = ['queued', 'submitted', 'printed', 'failed', 'held', 'unknown', 'cancelled'];
/** The papers that have a word and may have a printer of their own. */
export const KINDS = ['receipt', 'tokenSlip', 'bill', 'prescription', 'labReport', 'radiologyReport', 'dischargeSummary', 'consentForm', 'opdSlip', 'depositVoucher', 'refundVoucher', 'wristband', 'patientCard', 'specimenLabel', 'drugLabel', 'dayClose', 'cashierHandover', 'auditExtract', 'testPage'];

/** @param {string} kind of a document, in words where we know it */
export const kindWord = kind => KINDS.includes(kind) ? t(`printing.kind.${kind}`) : v.text(kind);

function jobStatus(job) {
    const [meaning, , key] = printState(job.state);
    const reason = job.reason && printReason(job.reason, job.state);
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

/** Once more, as a marked copy; the server says when a reason is wanted. @param {any} job */
function reprint(job) {
    const entry = form({layout: 'top', autofocus: 'reason', finish: ({reason}) => api.post(`/api/print-jobs/${encodeURIComponent(job.id)}/reprint`, {...reason && {reason}})},
        textField({name: 'reason', label: t('printing.reprint.reason'), width: 'full'}));
    return formDialog({title: t('printing.reprint'), entry, action: t('printing.reprint'), size: 's'});
}

/** The printers in a line: how each is, how much waits there, pause and go on. @param {AbortSignal} signal @param {(id: string) => void} choose */
function printerLine(signal, choose) {
    const place = h('div.printer-line', {role: 'list', 'aria-label': t('printing.printers.title').plain()});
    const draw = async () => {
        const {items} = await api.get('/api/printers', {signal});
        const may = session.can('printing.operate');
        replace(place, items.filter(one => one.isActive).map(one => h('div.printer-chip', {role: 'listitem', dataset: {status: one.status}},
            button({label: v.name(one.name), kind: 'quiet', run: () => choose(one.id)}), printerStatus(one),
            one.openJobs > 0 && h('span.muted.small', t('printing.jobsAt', {count: one.openJobs})),
            may && (isHalted(one)
                ? button({label: t('printing.resume'), kind: 'quiet', icon: 'next', run: async () => { await stepPrinter(one, 'resume'); await draw(); }})
                : button({label: t('printing.pause'), kind: 'quiet', icon: 'clock', run: async () => { await stepPrinter(one, 'pause'); await draw(); }})))));
    };
    events.on('printing', () => draw().catch(() => {}), {signal});
    draw().catch(() => {});
    return place;
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
        if (may && job.state === 'held') {
            const mayBeOut = ['twin', 'unsure'].includes(job.reason);
            if (mayBeOut) entries.push({label: t('printing.confirm'), icon: 'ok', run: () => step(job, 'confirm')});
            entries.push({label: t('printing.release'), icon: 'next', run: async () => {
                const sure = !mayBeOut || await confirm({title: t('printing.again.title'), body: t('printing.again.sentence'), action: t('printing.retry'), keep: t('printing.again.keep')});
                if (sure) await step(job, 'release');
            }});
        }
        if (may && ['failed', 'held', 'queued', 'submitted', 'unknown'].includes(job.state)) entries.push({label: t('printing.redirect'), icon: 'send', run: async () => { if (await redirect(job)) await list.reload(); }});
        if (may && ['printed', 'cancelled'].includes(job.state)) entries.push({label: t('printing.reprint'), icon: 'printer', run: async () => { if (await reprint(job)) await list.reload(); }});
        if (session.can('printing.preview')) entries.push({label: t('printing.preview'), icon: 'eye', run: () => preview(job)});
        if (may && ['queued', 'submitted', 'failed', 'held', 'unknown'].includes(job.state)) entries.push({label: t('printing.cancel'), icon: 'trash', run: async () => {
            const sure = await confirm({title: t('printing.cancel.title'), body: t('printing.cancel.sentence'), action: t('printing.cancel'), keep: t('printing.cancel.keep')});
            if (sure) await step(job, 'cancel');
        }});
        return entries;
    };
    /** @type {Map<string, string>} */
    const names = new Map();
    const list = table({caption: t('printing.title'), load: fromApi('/api/print-jobs', () => ({state: ctx.query.state, printer: ctx.query.printer})), topics: ['printing'], rowMenu: menuOf,
        mark: job => ({failed: 'danger', held: 'wait', unknown: 'wait'})[job.state] ?? null, empty: {icon: 'printer', title: t('printing.none'), hint: t('printing.noneHint')}, columns: [
            {id: 'kind', label: t('printing.paper'), cell: job => kindWord(job.documentKind)},
            {id: 'title', label: t('word.details'), cell: job => h('span', v.text(job.title), job.copyNumber > 1 && [' ', h('span.muted', t('shell.print.copy', {number: job.copyNumber}))])},
            {id: 'state', label: t('word.status'), cell: jobStatus},
            {id: 'printer', label: t('word.printer'), priority: 2, cell: job => names.has(job.printerID) ? v.name(names.get(job.printerID)) : h('span.muted', '–')},
            {id: 'time', label: t('word.time'), kind: 'date', cell: job => v.dateTime(job.createdAt)},
            {id: 'who', label: t('word.user'), priority: 2, cell: job => v.name(job.createdByName)},
            {id: 'attempt', label: t('printing.attempts'), kind: 'num', priority: 3, cell: job => v.num(job.attempt)},
        ]});
    const state = filterField({ctx, name: 'state', label: t('word.status'), list, options: [{value: 'failed,held,unknown', label: t('printing.problems')}, ...STATES.map(value => ({value, label: t(printState(value)[2])}))]});
    const at = filterField({ctx, name: 'printer', label: t('word.printer'), list, options: []});
    api.get('/api/printers', {signal: ctx.signal}).then(({items}) => {
        for (const one of items) names.set(one.id, one.name);
        at.offer(items.map(one => ({value: one.id, label: one.name})));
        list.draw();
    }).catch(() => {});
    const choose = id => { at.control.value = id; at.control.dispatchEvent(new Event('change')); };
    const counts = h('p.counts');
    const count = async () => {
        const answer = await api.get('/api/print-counts', {signal: ctx.signal});
        const of = name => answer.counts[name] ?? 0;
        replace(counts, h('span', h('strong', v.num(of('queued') + of('submitted'))), ' ', t('printing.underWay')), h('span', h('strong', v.num(of('failed') + of('held') + of('unknown'))), ' ', t('printing.needYou')));
    };
    events.on('printing', () => count().catch(() => {}), {signal: ctx.signal});
    count().catch(() => {});
    return page({title: t('printing.title'), tools: counts, main: [printerLine(ctx.signal, choose), h('div.filters', state, at, h('span.grow'), button({label: t('printing.printers.title'), icon: 'settings', run: () => go('/printing/printers')})), card({}, list)]});
}
