/** Restores tried into a scratch place: the proof that a backup comes back. */
import {h, v, t, replace, card, table, button, notice, status, toast} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';

const PATIENCE = 3_600_000;

function verdict(report) {
    const last = report.lastGoodAt && {time: v.dateTime(report.lastGoodAt), ago: v.ago(report.lastGoodAt)};
    if (report.failing.length) return notice('danger', t('drill.failing'), report.failing.map(place => h('p', v.ltr(place))));
    if (report.isOverdue) return notice('danger', last ? t('drill.overdue', last) : t('drill.never'));
    return last ? notice('ok', t('drill.lastGood', last)) : notice('wait', t('drill.never'));
}

/** @returns {Element} the card of the backup page */
export function drillsCard() {
    const head = h('div');
    const list = table({caption: t('drill.title'), rowKey: one => one.id, topics: ['backup.drill'], load: async ({signal}) => {
        const report = await api.get('/api/backups/drills', {signal});
        replace(head, verdict(report));
        return report;
    }, empty: {icon: 'shield', title: t('drill.never'), hint: t('drill.hint')}, mark: one => one.isGood ? null : 'danger', columns: [
        {id: 'at', label: t('word.date'), kind: 'date', cell: one => v.dateTime(one.startedAt)},
        {id: 'place', label: t('drill.place'), cell: one => v.ltr(one.place)},
        {id: 'to', label: t('drill.restoredTo'), kind: 'date', priority: 2, cell: one => one.restoredTo ? v.dateTime(one.restoredTo) : ''},
        {id: 'took', label: t('drill.seconds'), kind: 'num', priority: 2, cell: one => v.num(Math.ceil(one.milliseconds / 1_000))},
        {id: 'state', label: t('word.status'), cell: one => status(one.isGood ? 'ok' : 'danger', t(one.isGood ? 'drill.good' : 'drill.bad'))},
        {id: 'words', label: t('word.details'), priority: 3, cell: one => v.text(one.words)},
    ]});
    const now = button({label: t('drill.now'), icon: 'shield', busyLabel: t('drill.running'), run: async () => {
        const made = await api.post('/api/backups/drills', {}, {timeout: PATIENCE});
        await list.reload();
        if (made.items.every(one => one.isGood)) toast(t('drill.good'));
    }});
    return card({title: t('drill.title')}, head, list, session.can('backup.run') && now);
}
