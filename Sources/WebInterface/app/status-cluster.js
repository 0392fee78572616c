/** The signals at the end of the top bar: link, waiting to send, print, backup, clock. Quiet when all is well; never wrong. */
import {h, replace} from '../ui/dom.js';
import {t} from '../ui/phrase.js';
import {v} from '../ui/v.js';
import {icon} from '../ui/icons.js';
import {button} from '../ui/button.js';
import {sheet} from '../ui/dialog.js';
import {emptyState, status} from '../ui/states.js';
import {formatTime} from '../ui/format.js';
import {api} from './api.js';
import {drafts} from './drafts.js';
import {events} from './events.js';
import {locale, now} from './locale.js';
import {go} from './router.js';
import {session} from './session.js';
import {store} from './store.js';

function every(time, fn, life) {
    const timer = setInterval(fn, time);
    life.addEventListener('abort', () => clearInterval(timer), {once: true});
}

const signal = (name, open) => h('button.bar-button.signal', {type: 'button', dataset: {signal: name}, onclick: open, hidden: true});

function linkSignal(life) {
    const element = h('span.signal.link-signal', {role: 'status'});
    store.watch('link', link => {
        const [name, key] = {good: ['ok', 'shell.link.good'], slow: ['wait', 'shell.link.slow'], lost: ['linkOff', 'shell.link.lost']}[link.state];
        element.dataset.state = link.state;
        replace(element, icon(name), h('span.signal-word', t(key, {time: v.time(new Date(link.since))})));
    }, life);
    return element;
}

/** The band under the bar while the link is lost: says what still works. */
export function offlineBand(life) {
    const band = h('div.offline-band', {role: 'alert', hidden: true});
    store.watch('link', link => {
        const lost = link.state === 'lost';
        band.hidden = !lost;
        document.documentElement.toggleAttribute('data-offline', lost);
        replace(band, lost && [icon('linkOff'), h('span', t('shell.link.band', {time: v.time(new Date(link.since))}))]);
    }, life);
    store.watch('draftsFull', full => {
        if (!full) return;
        band.hidden = false;
        replace(band, icon('danger'), h('span', t('shell.storage.full')));
    }, life);
    return band;
}

const MODE_EVERY = 15_000;
/**
 * The band while the server takes no changes: a restored copy, or one that another has taken over from. A page that was
 * opened before the take-over begins anew, as soon as nothing is being typed.
 */
export function modeBand(life) {
    const band = h('div.offline-band', {role: 'alert', hidden: true, dataset: {band: 'mode'}});
    let epoch = null;
    const draw = mode => {
        const key = {readOnly: 'shell.mode.readOnly', superseded: 'shell.mode.superseded'}[mode];
        band.hidden = !key;
        replace(band, key && [icon('danger'), h('span', t(key))]);
    };
    const ask = async () => {
        const answer = await api.get('/api/mode', {quiet401: true}).catch(() => null);
        if (!answer) return;
        draw(answer.mode);
        epoch ??= answer.epoch;
        if (answer.epoch !== epoch && !document.querySelector('s-form[aria-busy], dialog[open]:modal')) location.reload();
    };
    store.watch('session', current => draw(current?.mode), life);
    every(MODE_EVERY, ask, life);
    return band;
}

/** The band while something is wrong that nobody has taken note of, for those who can do something about it. */
export function alarmBand(life) {
    const band = h('div.offline-band', {role: 'alert', hidden: true, dataset: {band: 'alarms'}});
    const ask = async () => {
        const answer = await api.get('/api/alarms', {quiet401: true}).catch(() => null);
        if (!answer) return;
        const loud = answer.items.filter(one => !one.acknowledgedAt);
        band.hidden = loud.length === 0;
        replace(band, icon('danger'), h('span', loud.slice(0, 3).map((one, at) => [at > 0 && ' · ', t(`alarms.kind.${one.kind}`), one.subject && [' ', v.ltr(one.subject)]])),
            button({label: t('alarms.signal', {count: loud.length}), kind: 'quiet', run: () => go('/alarms')}));
    };
    if (session.can('alarms.acknowledge')) {
        events.on('alarms', ask, {signal: life});
        setTimeout(ask, 0);
        every(300_000, ask, life);
    }
    return band;
}

function unsentList() {
    const list = drafts.list();
    const line = draft => h('li.sheet-item', h('div.grow', h('p', draft.label ? t(draft.label.key, draft.label.params) : t('shell.draft.one')),
        h('p.hint', v.dateTime(new Date(draft.time).toISOString()), ' ', draft.state === 'unsent' ? status('wait', t('shell.unsent.state')) : status('neutral', t('shell.draft.state')))),
    button({label: t('word.open'), kind: 'quiet', run: () => { panel.close(); go(draft.path); }}));
    const panel = sheet({title: t('shell.unsent.title'), body: list.length
        ? [h('p.hint', t('shell.unsent.hint')), h('ul', list.map(line))]
        : emptyState({icon: 'tray', title: t('shell.unsent.none')})});
}

function unsentSignal(life) {
    const element = signal('unsent', unsentList);
    store.watch('unsent', list => {
        const count = list?.length ?? 0;
        element.hidden = count === 0;
        replace(element, icon('send'), h('span.signal-word', t('shell.unsent.count', {count})));
    }, life);
    return element;
}

function printSignal(life) {
    const element = signal('print', () => go('/printing'));
    const ask = async () => {
        const answer = await api.get('/api/print-counts', {quiet401: true}).catch(() => null);
        if (!answer) return;
        const {queued = 0, submitted = 0, failed = 0, held = 0, unknown = 0} = answer.counts ?? {};
        const stuck = failed + held + unknown;
        element.hidden = queued + submitted + stuck === 0;
        element.dataset.state = stuck ? 'bad' : 'good';
        replace(element, icon(stuck ? 'danger' : 'printer'),
            h('span.signal-word', stuck ? t('shell.print.stopped', {count: stuck}) : t('shell.print.count', {count: queued + submitted})));
    };
    if (session.can('printing.view')) { events.on('printing', ask, {signal: life}); setTimeout(ask, 0); }
    return element;
}

const OLD_BACKUP = 48 * 3_600_000;
function backupSignal(life) {
    const element = h('span.signal', {dataset: {signal: 'backup', state: 'bad'}, hidden: true, role: 'status'});
    const ask = async () => {
        const answer = await api.get('/api/backups', {quiet401: true}).catch(() => null);
        if (!answer) return;
        const last = answer.items.map(one => one.createdAt).sort().at(-1);
        element.hidden = Boolean(last) && now() - new Date(last) < OLD_BACKUP;
        replace(element, icon('backup'), h('span.signal-word', last ? t('shell.backup.old', {ago: v.ago(last)}) : t('shell.backup.never')));
    };
    if (session.can('backup.read')) {
        events.on('backup', ask, {signal: life});
        setTimeout(ask, 0);
        every(3_600_000, ask, life);
    }
    return element;
}

/** A restore that was not tried for long, or did not come back: the backups may be worth nothing. */
function drillSignal(life) {
    const element = signal('drill', () => go('/backups'));
    element.dataset.state = 'bad';
    const ask = async () => {
        const report = await api.get('/api/backups/drills', {quiet401: true}).catch(() => null);
        if (!report) return;
        element.hidden = !report.isOverdue && report.failing.length === 0;
        replace(element, icon('shield'), h('span.signal-word', t(report.failing.length ? 'drill.signal.failing' : 'drill.signal.overdue')));
    };
    if (session.can('backup.read')) {
        events.on('backup.drill', ask, {signal: life});
        setTimeout(ask, 0);
        every(3_600_000, ask, life);
    }
    return element;
}

/** The server's time; says so when this computer's clock is far off, for doses are given by it. */
function clockSignal(life) {
    const element = h('span.signal.clock');
    const draw = () => {
        const off = Math.abs(locale.clockOffset) > 120_000;
        element.dataset.state = off ? 'bad' : 'good';
        replace(element, off && [icon('clock'), h('span.signal-word', t('shell.clock.off'))], v.ltr(formatTime(now())));
    };
    store.watch('session', draw, life);
    every(10_000, draw, life);
    return element;
}

/** @param {AbortSignal} life ends when another person's shell is drawn @returns {HTMLElement} */
export const statusCluster = life => h('div.status-cluster', unsentSignal(life), printSignal(life), backupSignal(life), drillSignal(life), linkSignal(life), clockSignal(life));
