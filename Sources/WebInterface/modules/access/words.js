/** Roles in words: built-in ones follow the language, the hospital's own have the name they were given. */
import {t, v, dialog, h, button, status} from '../../ui/index.js';
import {has} from '../../app/i18n.js';

export const LANGUAGES = [['en', 'English'], ['ur', 'اردو'], ['hi', 'हिन्दी'], ['ar', 'العربية']];
/** @param {{code?: string | null, name: string}} role */
export const roleName = role => role.code && has(`access.role.${role.code}`) ? t(`access.role.${role.code}`) : v.name(role.name);
/** @param {any[]} roles */
export const roleNames = roles => roles.length ? h('span', roles.map((role, at) => [at > 0 && ' · ', roleName(role)])) : v.text(null);

/** @param {any} user */
export const userStatus = user => !user.isActive ? status('neutral', t('access.user.closed')) : user.mustChangePassword ? status('wait', t('access.user.mustChange')) : status('ok', t('access.user.active'));

/** The one-time password, shown this once and nowhere kept. @param {{user: any, oneTimePassword: string}} made */
export function showPassword({user, oneTimePassword}) {
    const copy = button({label: t('access.password.copy'), icon: 'note', run: async () => { await navigator.clipboard.writeText(oneTimePassword); }});
    return dialog({title: t('access.password.oneTime'), size: 's', body: [h('p', t('access.password.oneTimeHint', {name: v.name(user.fullName)})),
        h('p.one-time', v.ltr(oneTimePassword)), navigator.clipboard && h('div.row', copy), h('p.hint', t('access.password.onlyNow'))],
    actions: [{label: t('access.password.noted'), value: true, kind: 'primary'}]});
}
