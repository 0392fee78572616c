/** One role: its permissions, by the part of the product they belong to. */
import {h, v, t, styles, page, card, form, finishButton, textField, checkField, button, confirm, notice, toast, text} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {go} from '../../app/router.js';
import {has} from '../../app/i18n.js';
import {roleName} from './words.js';

const title = permission => has(`permission.${permission.code}`) ? t(`permission.${permission.code}`) : v.text(permission.title);
const group = module => has(`access.module.${module}`) ? t(`access.module.${module}`) : v.text(module);

function groups(permissions, chosen, locked) {
    const modules = [...new Set(permissions.map(one => one.module))];
    return h('div.permission-groups', modules.map(module => h('fieldset.ticks.permission-group', h('legend.field-label', group(module)),
        permissions.filter(one => one.module === module).map(one => checkField({name: `may.${one.code}`, label: title(one), value: chosen.includes(one.code), disabled: locked})))));
}

/** @param {import('../../app/router.js').Context} ctx */
export default async function rolePage(ctx) {
    styles('counter');
    styles('admin');
    const isNew = ctx.params.id === 'new';
    const [{items: permissions}, {items: roles}] = await Promise.all([api.get('/api/permissions', {signal: ctx.signal}), api.get('/api/roles', {signal: ctx.signal})]);
    const role = isNew ? {name: '', permissions: [], isBuiltIn: false, userCount: 0} : roles.find(one => one.id === ctx.params.id);
    if (!role) return page({title: t('access.role'), main: notice('wait', t('shell.problem.notFound'))});
    const may = session.can('access.manageUsers');
    const heading = isNew ? t('access.role.add') : roleName(role);
    ctx.setTitle(heading);
    const name = textField({name: 'name', label: t('word.name'), required: true, width: 'm', value: role.isBuiltIn ? text(roleName(role)) : role.name, readonly: role.isBuiltIn});
    const entry = form({layout: 'top', autofocus: role.isBuiltIn ? undefined : 'name', draft: isNew ? {name: 'access.role', slots: true} : {name: 'access.role', id: `${role.id}@${role.version}`},
        finish: values => {
            const chosen = Object.keys(values).filter(key => key.startsWith('may.') && values[key]).map(key => key.slice(4));
            if (isNew) return api.post('/api/roles', {name: values.name, permissions: chosen});
            return api.patch(`/api/roles/${encodeURIComponent(role.id)}`, {...!role.isBuiltIn && {name: values.name}, permissions: chosen}, {version: role.version});
        }, done: answer => { toast(t('access.role.saved')); go(`/users/roles/${encodeURIComponent(answer.id)}`, {replace: true}); }},
    card({}, name, groups(permissions, role.permissions, !may)));
    const remove = async () => {
        const sure = await confirm({title: t('access.role.removeTitle', {name: v.name(role.name)}), body: t('access.role.removeSentence'), action: t('access.role.remove'), keep: t('access.role.keep')});
        if (!sure) return;
        await api.delete(`/api/roles/${encodeURIComponent(role.id)}`);
        go('/users?tab=roles', {replace: true});
    };
    return page({title: heading, main: entry, actions: may ? [!isNew && !role.isBuiltIn && button({label: t('access.role.remove'), busyLabel: t('access.role.remove'), kind: 'danger', icon: 'trash', run: remove}), finishButton(entry)].filter(Boolean) : [],
        info: !isNew && t('access.role.used', {count: role.userCount})});
}
