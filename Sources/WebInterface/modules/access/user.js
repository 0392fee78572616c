/** One account: who it is, what it may do, closing it, a forgotten password, its sessions. */
import {h, v, t, styles, replace, page, card, columns, form, finishButton, textField, selectField, facts, button, confirm, toast} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {roleChecks, checkedRoles} from './users.js';
import {LANGUAGES, roleNames, showPassword, userStatus} from './words.js';
import {sessionTable} from './sessions.js';

/** @param {import('../../app/router.js').Context} ctx */
export default async function userPage(ctx) {
    styles('counter');
    styles('admin');
    const path = `/api/users/${encodeURIComponent(ctx.params.id)}`;
    const [user, {items: roles}] = await Promise.all([api.get(path, {signal: ctx.signal}), api.get('/api/roles', {signal: ctx.signal})]);
    ctx.setTitle(v.name(user.fullName));
    const may = session.can('access.manageUsers') && user.kind !== 'program';
    const head = card({title: v.id(user.username), tools: userStatus(user)}, facts([
        [t('access.user.last'), user.lastSignInAt ? v.dateTime(user.lastSignInAt) : t('access.user.never')],
        [t('access.user.created'), v.dateTime(user.createdAt)],
        [t('access.user.failed'), v.num(user.failedAttempts)],
        !may && [t('access.roles'), roleNames(user.roles)],
    ].filter(Boolean)));
    const before = user.roles.map(role => role.id).sort().join();
    const entry = may && form({layout: 'top', draft: {name: 'access.user', id: `${user.id}@${user.version}`}, values: {language: user.language}, finish: async values => {
        const changed = await api.patch(path, {fullName: values.fullName, ...values.language && {language: values.language}}, {version: user.version});
        const wanted = checkedRoles(values);
        return [...wanted].sort().join() === before ? changed : api.put(`${path}/roles`, {roles: wanted});
    }, done: () => { toast(t('access.user.saved')); ctx.reload(); }}, card({title: t('word.details')}, columns(2,
        textField({name: 'fullName', label: t('access.user.fullName'), required: true, width: 'full', value: user.fullName}),
        selectField({name: 'language', label: t('shell.language'), width: 's', value: user.language, options: LANGUAGES.map(([value, label]) => ({value, label: v.name(label)}))})),
    roleChecks(roles, user.roles.map(role => role.id))));
    const reset = async () => {
        const sure = await confirm({title: t('access.password.resetTitle', {name: v.name(user.fullName)}), body: t('access.password.resetSentence'), action: t('access.password.reset'), keep: t('access.password.keep')});
        if (sure) { await showPassword(await api.post(`${path}/reset-password`, {})); ctx.reload(); }
    };
    const close = async () => {
        const sure = await confirm({grade: 3, title: t('access.user.closeTitle', {name: v.name(user.fullName)}), body: t('access.user.closeSentence'), action: t('access.user.close'), keep: t('access.user.keep')});
        if (sure) { await api.post(`${path}/disable`, {reason: sure.reason}); ctx.reload(); }
    };
    const actions = may ? [
        user.isActive && user.id !== session.user.id && button({label: t('access.user.close'), busyLabel: t('access.user.close'), kind: 'danger', icon: 'lock', run: close}),
        !user.isActive && button({label: t('access.user.reopen'), icon: 'undo', run: async () => { await api.post(`${path}/enable`, {}); ctx.reload(); }}),
        button({label: t('access.password.reset'), busyLabel: t('access.password.reset'), icon: 'key', run: reset}), finishButton(entry)].filter(Boolean) : [];
    const sessions = h('div');
    if (user.kind !== 'program') replace(sessions, card({title: t('access.sessions.title')}, sessionTable({userID: user.id})));
    return page({title: v.name(user.fullName), main: [head, entry, sessions], actions});
}
