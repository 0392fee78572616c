/** The entries, the newest first, and the form that makes one. */
import {v, t, page, card, table, button, form, textField, toast, fromApi} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {formDialog} from '../common/form-dialog.js';

/** @returns {Promise<any>} the entry, or null when the form was left */
function ask() {
    const entry = form({layout: 'top', draft: {name: 'example.entry', slots: true}, label: t('example.add'),
        finish: (values, {key}) => api.post('/api/example', {text: values.text}, {key})},
    textField({name: 'text', label: t('word.note'), required: true, width: 'full', maxlength: 200}));
    return formDialog({title: t('example.add'), entry});
}

/** @param {import('../../app/router.js').Context} ctx */
export default function entries(ctx) {
    const list = table({caption: t('example.title'), load: fromApi('/api/example'), topics: ['example'], rowKey: one => one.id,
        empty: {icon: 'note', title: t('example.none'), hint: t('example.noneHint')}, columns: [
            {id: 'at', label: t('word.time'), kind: 'date', cell: one => v.dateTime(one.madeAt), width: '12em'},
            {id: 'text', label: t('word.note'), cell: one => v.text(one.text)},
            {id: 'who', label: t('word.user'), priority: 2, cell: one => v.id(one.madeByName)},
        ]});
    const add = button({label: t('example.add'), busyLabel: t('example.add'), icon: 'add', key: 'F9', kind: 'primary', run: async () => {
        if (!await ask()) return;
        toast(t('example.made'));
        await list.reload();
    }});
    ctx.setTitle(t('example.title'));
    return page({title: t('example.title'), main: card({}, list), actions: session.can('example.write') ? [add] : []});
}
