/** The alarms that are so now, those there were, and the messages that told of them. */
import {h, v, t, styles, page, card, table, tabs, button, status, toast, notice, replace, form, noteField, fromApi} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {formDialog} from '../common/form-dialog.js';

const what = one => [h('strong', t(`alarms.kind.${one.kind}`)), one.subject && [' ', v.ltr(one.subject)]];

function state(one) {
    if (one.clearedAt) return status('neutral', t('alarms.over'));
    return one.acknowledgedAt ? status('wait', t('alarms.quiet')) : status('danger', t('alarms.loud'));
}

/** Takes note, with what is being done. @param {any} one @returns {Promise<any>} */
function takeNote(one) {
    const title = t(`alarms.kind.${one.kind}`);
    const entry = form({layout: 'top', label: title, autofocus: 'note', finish: values => api.post(`/api/alarms/${encodeURIComponent(one.id)}/acknowledge`, {note: values.note ?? '', version: one.version})},
        noteField({name: 'note', label: t('word.note'), hint: t('alarms.noteHint'), maxlength: 300, width: 'full'}));
    return formDialog({title, entry, action: t('alarms.note')});
}

function alarmTable(caption, load, head) {
    const may = session.can('alarms.acknowledge');
    const note = async one => { if (await takeNote(one)) { await list.reload(); toast(t('alarms.notedNow')); } };
    const list = table({caption, load, topics: ['alarms'], rowKey: one => one.id, mark: one => one.clearedAt || one.acknowledgedAt ? null : 'danger',
        rowMenu: may ? one => one.clearedAt || one.acknowledgedAt ? [] : [{label: t('alarms.note'), icon: 'check', run: () => note(one)}] : undefined,
        empty: {icon: 'ok', title: t('alarms.none'), hint: t('alarms.noneHint')}, columns: [
            {id: 'what', label: t('alarms.what'), cell: what},
            {id: 'words', label: t('word.details'), cell: one => v.ltr(one.words)},
            {id: 'since', label: t('alarms.since'), kind: 'date', cell: one => v.dateTime(one.raisedAt)},
            {id: 'until', label: t('alarms.until'), kind: 'date', priority: 3, cell: one => one.clearedAt ? v.dateTime(one.clearedAt) : ''},
            {id: 'state', label: t('word.status'), cell: state},
            {id: 'noted', label: t('alarms.noted'), priority: 2, cell: one => one.acknowledgedByName ? [v.id(one.acknowledgedByName), one.note && h('p.small', v.text(one.note))] : ''},
        ]});
    return h('div.tab-fill', head ?? false, list);
}

const TONES = {queued: 'wait', sent: 'ok', failed: 'danger', withheld: 'neutral'};
const messages = () => table({caption: t('alarms.messages'), load: ({signal}) => api.get('/api/alarms/messages', {signal}), topics: ['alarms'], rowKey: one => one.id, empty: {icon: 'send', title: t('alarms.noMessages')}, columns: [
    {id: 'at', label: t('word.date'), kind: 'date', cell: one => v.dateTime(one.createdAt)},
    {id: 'by', label: t('alarms.by'), cell: one => t(`alarms.channel.${one.channel}`)},
    {id: 'to', label: t('alarms.to'), cell: one => v.ltr(one.recipient)},
    {id: 'subject', label: t('alarms.what'), priority: 2, cell: one => v.text(one.subject)},
    {id: 'state', label: t('word.status'), cell: one => status(TONES[one.state], t(`alarms.state.${one.state}`))},
    {id: 'why', label: t('word.details'), priority: 3, cell: one => one.error ? v.ltr(one.error) : ''},
]});

/** @param {import('../../app/router.js').Context} ctx */
export default function alarms(ctx) {
    styles('counter');
    const head = h('div');
    const now = ({signal}) => api.get('/api/alarms', {signal}).then(answer => {
        const told = answer.mailRecipients + answer.smsRecipients;
        replace(head, told ? false : notice('info', t('alarms.noChannels')));
        return answer;
    });
    const entries = [
        {id: 'now', label: t('alarms.now'), content: () => alarmTable(t('alarms.now'), now, head)},
        {id: 'history', label: t('alarms.history'), content: () => alarmTable(t('alarms.history'), fromApi('/api/alarms/history'))},
        {id: 'messages', label: t('alarms.messages'), content: () => h('div.tab-fill', messages())},
    ];
    const test = button({label: t('alarms.test'), icon: 'send', run: async () => { await api.post('/api/alarms/test', {}); toast(t('alarms.tested')); }});
    ctx.setTitle(t('alarms.title'));
    return page({title: t('alarms.title'), main: card({class: 'fill'}, tabs(entries, {chosen: ctx.query.tab ?? 'now', onchange: id => ctx.setQuery({tab: id === 'now' ? '' : id})})),
        actions: session.can('alarms.acknowledge') ? [test] : []});
}
