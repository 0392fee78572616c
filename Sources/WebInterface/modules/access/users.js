/** Everybody with an account, and the roles. */
import {h, v, t, styles, page, card, table, tabs, button, textField, form, selectField, checkField, fromApi} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {go} from '../../app/router.js';
import {formDialog} from '../common/form-dialog.js';
import {LANGUAGES, roleName, roleNames, userStatus, showPassword} from './words.js';

/** Ticks for roles, as one field of a form. @param {any[]} roles @param {string[]} [chosen] ids */
export const roleChecks = (roles, chosen = []) => h('fieldset.ticks', h('legend.field-label', t('access.roles')),
    roles.map(role => checkField({name: `role.${role.id}`, label: roleName(role), value: chosen.includes(role.id)})));
/** @param {Record<string, any>} values */
export const checkedRoles = values => Object.keys(values).filter(name => name.startsWith('role.') && values[name]).map(name => name.slice(5));

async function addUser() {
    const {items: roles} = await api.get('/api/roles');
    const entry = form({draft: {name: 'access.user', slots: true}, layout: 'top', autofocus: 'username', label: t('access.user.add'),
        finish: values => api.post('/api/users', {username: values.username, fullName: values.fullName, ...values.language && {language: values.language}, roles: checkedRoles(values)})},
    textField({name: 'username', label: t('shell.signin.name'), hint: t('access.user.nameRule'), required: true, dir: 'ltr', width: 'full', maxlength: 32}),
    textField({name: 'fullName', label: t('access.user.fullName'), required: true, width: 'full'}),
    selectField({name: 'language', label: t('shell.language'), width: 's', options: LANGUAGES.map(([value, label]) => ({value, label: v.name(label)}))}),
    roleChecks(roles));
    const made = await formDialog({title: t('access.user.add'), entry, action: t('access.user.open')});
    if (!made) return null;
    await showPassword(made);
    return made.user;
}

function users(ctx) {
    const list = table({caption: t('word.users'), load: fromApi('/api/users', () => ({q: ctx.query.q})), rowPath: user => `/users/${encodeURIComponent(user.id)}`, mark: user => user.isActive ? null : 'neutral',
        empty: {icon: 'people', title: t('access.users.none')}, columns: [
            {id: 'username', label: t('shell.signin.name'), cell: user => v.id(user.username)},
            {id: 'name', label: t('word.name'), cell: user => v.name(user.fullName)},
            {id: 'roles', label: t('access.roles'), cell: user => roleNames(user.roles)},
            {id: 'last', label: t('access.user.last'), kind: 'date', priority: 2, cell: user => user.lastSignInAt ? v.dateTime(user.lastSignInAt) : t('access.user.never')},
            {id: 'state', label: t('word.status'), cell: userStatus},
        ]});
    const find = textField({name: 'q', label: t('word.search'), key: 'F4', width: 's', value: ctx.query.q ?? ''});
    let timer = 0;
    find.control.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(() => { ctx.setQuery({q: find.value}); list.starts = [null]; list.reload(); }, 150); });
    const add = async () => { const user = await addUser(); if (user) go(`/users/${encodeURIComponent(user.id)}`); };
    if (ctx.query.add && session.can('access.manageUsers')) { ctx.setQuery({add: ''}); setTimeout(add, 0); }
    return h('div.tab-fill', h('div.filters', find, h('span.grow'), session.can('access.manageUsers') && button({label: t('access.user.add'), busyLabel: t('access.user.add'), icon: 'personAdd', key: 'Alt+N', run: add})), list);
}

function roles() {
    const list = table({caption: t('access.roles'), load: ({signal}) => api.get('/api/roles', {signal}), rowPath: role => `/users/roles/${encodeURIComponent(role.id)}`, columns: [
        {id: 'name', label: t('word.name'), cell: roleName},
        {id: 'kind', label: t('word.details'), cell: role => role.isBuiltIn ? t('access.role.builtIn') : t('access.role.own')},
        {id: 'permissions', label: t('access.role.rights'), kind: 'num', cell: role => v.num(role.permissions.length)},
        {id: 'users', label: t('word.users'), kind: 'num', cell: role => v.num(role.userCount)},
    ]});
    return h('div.tab-fill', h('div.row', session.can('access.manageUsers') && button({label: t('access.role.add'), icon: 'add', run: () => go('/users/roles/new')})), list);
}

/** @param {import('../../app/router.js').Context} ctx */
export default function usersPage(ctx) {
    styles('counter');
    styles('admin');
    return page({title: t('word.users'), main: card({class: 'fill'}, tabs([
        {id: 'users', label: t('word.users'), content: () => users(ctx)}, {id: 'roles', label: t('access.roles'), content: roles},
    ], {chosen: ctx.query.tab ?? 'users', onchange: id => ctx.setQuery({tab: id === 'users' ? '' : id})}))});
}
