/** The backups of the hospital, and whether the newest is good. */
import {h, v, t, styles, replace, page, card, table, button, confirm, notice, status, toast} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {drillsCard} from './drills.js';

/** After a day and a half something is wrong with the nightly backup. */
const OLD = 36 * 3_600_000;
const PATIENCE = 600_000;

/** Bytes as people say them. @param {number} bytes */
function size(bytes) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let figure = bytes;
    let at = 0;
    while (figure >= 1_000 && at < units.length - 1) { figure /= 1_000; at += 1; }
    return v.ltr(`${figure >= 100 || at === 0 ? Math.round(figure) : figure.toFixed(1)} ${units[at]}`);
}

function verdict(items) {
    const good = items.find(one => one.verifiedAt);
    if (!good) return notice('danger', t('backup.noGood'));
    const age = session.now() - new Date(good.createdAt);
    return notice(age > OLD ? 'wait' : 'ok', t('backup.lastGood', {time: v.dateTime(good.createdAt), ago: v.ago(good.createdAt)}));
}

/** What is not following is a worry, except in its first moments. */
const TONES = {following: 'ok', copying: 'wait', starting: 'wait', missing: 'danger', replaced: 'danger', failed: 'danger', damaged: 'danger', superseded: 'danger'};

/** The places to which every change is shipped. */
function targets() {
    const accept = async one => {
        if (!await confirm({title: t('backup.target.accept'), body: t('backup.target.acceptAsk'), action: t('backup.target.accept'), keep: t('word.cancel')})) return;
        await api.post('/api/backups/targets/accept', {target: one.target});
        await list.reload();
        toast(t('backup.target.accepted', {target: one.target}));
    };
    const list = table({caption: t('backup.targets'), rowKey: one => one.target, load: ({signal}) => api.get('/api/backups/targets', {signal}),
        empty: {icon: 'backup', title: t('backup.target.none'), hint: t('backup.target.noneHint')},
        rowMenu: session.can('backup.run') ? one => one.state === 'replaced' ? [{label: t('backup.target.accept'), icon: 'backup', run: () => accept(one)}] : [] : undefined, columns: [
            {id: 'place', label: t('backup.target.place'), cell: one => v.ltr(one.target)},
            {id: 'safeAt', label: t('backup.target.safeAt'), kind: 'date', cell: one => one.safeAt ? v.dateTime(one.safeAt) : ''},
            {id: 'bytes', label: t('backup.target.bytes'), kind: 'num', priority: 2, cell: one => size(one.bytes)},
            {id: 'objects', label: t('backup.target.objects'), kind: 'num', priority: 3, cell: one => v.num(one.objects)},
            {id: 'state', label: t('word.status'), cell: one => [status(one.damagedUntil && one.state === 'following' ? 'wait' : TONES[one.state], t(`backup.target.${one.state}`)),
                one.damagedUntil ? h('p', t('backup.target.older', {time: v.dateTime(one.damagedUntil)})) : null, one.words ? h('p', v.text(one.words)) : null]},
        ]});
    return list;
}

/** @param {import('../../app/router.js').Context} ctx */
export default function backups(ctx) {
    styles('counter');
    const head = h('div');
    const may = session.can('backup.run');
    const verify = async one => {
        const check = await api.post(`/api/backups/${encodeURIComponent(one.name)}/verify`, {}, {timeout: PATIENCE});
        await list.reload();
        if (check.isGood) toast(t('backup.verify.good', {time: v.dateTime(one.createdAt)}));
        else replace(head, notice('danger', t('backup.verify.bad', {time: v.dateTime(one.createdAt)}), check.faults.map(fault => h('p', v.text(fault)))));
    };
    const list = table({caption: t('backup.title'), rowKey: one => one.name, topics: ['backup'], load: async ({signal}) => {
        const answer = await api.get('/api/backups', {signal});
        replace(head, verdict(answer.items), ...answer.broken.map(one => notice('danger', t('backup.broken', {name: one.name}))));
        return answer;
    }, empty: {icon: 'backup', title: t('shell.backup.never'), hint: t('backup.noneHint')},
    rowMenu: may ? one => [{label: t('backup.verify'), icon: 'shield', run: () => verify(one)}] : undefined, columns: [
        {id: 'at', label: t('word.date'), kind: 'date', cell: one => v.dateTime(one.createdAt)},
        {id: 'name', label: t('word.name'), priority: 2, cell: one => v.id(one.name)},
        {id: 'size', label: t('backup.size'), kind: 'num', cell: one => size(one.bytes)},
        {id: 'entries', label: t('backup.entries'), kind: 'num', priority: 3, cell: one => v.num(one.auditSequence)},
        {id: 'state', label: t('word.status'), cell: one => one.damage ? status('danger', t('backup.damaged')) : one.verifiedAt ? status('ok', t('backup.verified')) : status('wait', t('backup.unverified'))},
    ]});
    const make = button({label: t('backup.make'), icon: 'backup', key: 'F9', kind: 'primary', busyLabel: t('backup.making'), run: async () => {
        await api.post('/api/backups', {}, {timeout: PATIENCE});
        await list.reload();
        toast(t('backup.made'));
    }});
    ctx.setTitle(t('backup.title'));
    return page({title: t('backup.title'), main: [head, card({}, list), card({title: t('backup.targets')}, targets()), drillsCard()], info: t('backup.restoreHint'), actions: may ? [make] : []});
}
