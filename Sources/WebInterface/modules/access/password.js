/** One's own password. The other sessions of the account end with the old one. */
import {t, page, card, form, finishButton, passwordField, notice, toast} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';

/** @param {import('../../app/router.js').Context} ctx */
export default function passwordPage(ctx) {
    const entry = form({autofocus: 'current', check: values => values.new === values.again ? {} : {again: t('shell.password.differs')},
        finish: async values => {
            const answer = await api.put('/api/session/password', {current: values.current, new: values.new});
            // A new token came with a new signature for requests.
            await session.load();
            return answer;
        }, done: (_, form) => { form.reset(); toast(t('access.password.changed')); }},
    card({title: t('access.password.title')},
        passwordField({name: 'current', label: t('access.password.current'), required: true}),
        passwordField({name: 'new', label: t('shell.password.new'), hint: t('shell.password.rule'), required: true, autocomplete: 'new-password'}),
        passwordField({name: 'again', label: t('shell.password.again'), required: true, autocomplete: 'new-password'}),
        notice('info', t('access.password.others'))));
    ctx.setTitle(t('access.password.title'));
    return page({title: t('access.password.title'), main: entry, actions: [finishButton(entry, {label: t('shell.password.set'), icon: 'key'})]});
}
