/** Where one is signed in, and with the right where everybody is. */
import {h, v, t, styles, page, card, table, status, toast, checkField} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';

/** @param {Record<string, any> | (() => Record<string, any>)} query @returns {any} a table of sessions with the way to end each */
export function sessionTable(query = {}) {
    const list = table({caption: t('access.sessions.title'), load: ({signal}) => api.get('/api/sessions', {signal, query: typeof query === 'function' ? query() : query}), mark: one => one.isCurrent ? 'info' : null,
        empty: {icon: 'lock', title: t('access.sessions.none')},
        rowMenu: one => one.isCurrent ? [] : [{label: t('access.sessions.end'), icon: 'logout', run: async () => { await api.delete(`/api/sessions/${encodeURIComponent(one.id)}`); toast(t('access.sessions.ended')); await list.reload(); }}],
        columns: [
            {id: 'name', label: t('word.name'), cell: one => h('span', v.name(one.fullName), ' ', h('span.muted', v.id(one.username)))},
            {id: 'begun', label: t('access.sessions.begun'), kind: 'date', cell: one => v.dateTime(one.createdAt)},
            {id: 'seen', label: t('access.sessions.seen'), cell: one => v.ago(one.lastSeenAt)},
            {id: 'address', label: t('access.sessions.address'), priority: 2, cell: one => v.ltr(one.address)},
            {id: 'state', label: t('word.status'), cell: one => one.isCurrent ? status('info', t('access.sessions.here')) : one.isLocked ? status('wait', t('shell.signin.locked')) : status('ok', t('access.sessions.open'))},
        ]});
    return list;
}

/** @param {import('../../app/router.js').Context} ctx */
export default function sessionsPage(ctx) {
    styles('counter');
    const list = sessionTable(() => ctx.query.everybody ? {everybody: true} : {});
    const all = checkField({name: 'everybody', label: t('access.sessions.everybody'), value: Boolean(ctx.query.everybody)});
    all.addEventListener('change', () => { ctx.setQuery({everybody: all.value ? '1' : ''}); list.reload(); });
    return page({title: t('access.sessions.title'), main: [session.can('access.viewUsers') && h('div.filters', all), card({}, list)]});
}
