/** Periodic work: when each task runs next, how it went, its history and its timetable. */
import {h, v, t, styles, page, card, table, button, status, toast, form, textField, dialog, fromApi} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {has} from '../../app/i18n.js';
import {session} from '../../app/session.js';
import {formDialog} from '../common/form-dialog.js';

const PATIENCE = 3_600_000;
const TONES = {running: 'wait', done: 'ok', failed: 'danger', interrupted: 'wait'};
const where = task => `/api/schedule/${encodeURIComponent(task.name)}`;

/** In words where we have them. @param {string} name */
const taskWord = name => has(`schedule.task.${name}`) ? t(`schedule.task.${name}`) : v.ltr(name);
const stateOf = run => status(TONES[run.state], t(`schedule.state.${run.state}`));

/** What came of a run, in the reader's language where the product has words for it. @param {any} run */
export const outcomeOf = run => run?.key && has(run.key) ? t(run.key, Object.fromEntries(Object.entries(run.params ?? {}).map(([name, value]) => [name, v.ltr(value)]))) : v.text(run?.words ?? '');

/** A timetable as people say it; one of a rarer form as it is written. @param {string} timetable five fields, as cron(8) has them */
export function timetableWords(timetable) {
    const [minute, hour, ...days] = timetable.trim().split(/\s+/);
    const [number, every] = [/^\d+$/, /^\*\/(\d+)$/.exec(minute)];
    const time = () => v.ltr(`${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`);
    const isDaily = days.join(' ') === '* * *';
    if (isDaily && hour === '*') {
        if (minute === '*') return t('schedule.every.minute');
        if (every) return t('schedule.every.minutes', {count: Number(every[1])});
        if (number.test(minute)) return t('schedule.every.hour', {minute: Number(minute)});
    }
    if (number.test(minute) && number.test(hour)) {
        if (isDaily) return t('schedule.every.day', {time: time()});
        if (/^\* \* [0-7]$/.test(days.join(' '))) return t('schedule.every.week', {day: v.weekday(Number(days[2]) % 7), time: time()});
    }
    return v.ltr(timetable);
}

/** The runs there were. */
function history(task) {
    const runs = table({caption: t('schedule.history'), load: fromApi(`${where(task)}/runs`), rowKey: run => run.id,
        empty: {icon: 'clock', title: t('schedule.neverRun')}, columns: [
            {id: 'at', label: t('schedule.began'), kind: 'date', cell: run => v.dateTime(run.startedAt)},
            {id: 'state', label: t('word.status'), cell: stateOf},
            {id: 'words', label: t('word.details'), cell: outcomeOf},
            {id: 'missed', label: t('schedule.missed'), kind: 'num', priority: 3, cell: run => run.missed ? v.num(run.missed) : ''},
            {id: 'who', label: t('word.user'), priority: 2, cell: run => v.id(run.startedBy)},
        ]});
    dialog({title: taskWord(task.name), size: 'l', body: runs, actions: [{label: t('word.close'), value: null, safe: true}]});
}

/** Another timetable. @returns {Promise<any>} */
function change(task) {
    const entry = form({layout: 'top', label: t('schedule.change'), autofocus: 'timetable',
        finish: values => api.patch(where(task), {timetable: values.timetable ?? '', version: task.version})},
    textField({name: 'timetable', label: t('schedule.timetable'), hint: t('schedule.timetableHint'), width: 'full', maxlength: 100, value: task.timetable ?? ''}));
    return formDialog({title: taskWord(task.name), entry});
}

/** @param {import('../../app/router.js').Context} ctx */
export default function tasks(ctx) {
    styles('counter');
    const may = session.can('schedule.manage');
    const run = async task => {
        const ended = await api.post(`${where(task)}/run`, {}, {timeout: PATIENCE});
        await list.reload();
        if (ended.state === 'done') toast(t('schedule.ran'));
        else history(task);
    };
    const rest = async task => { await api.patch(where(task), {isActive: !task.isActive, version: task.version}); await list.reload(); };
    const menu = task => [{label: t('schedule.history'), icon: 'clock', run: () => history(task)}, ...may ? [
        {label: t('schedule.run'), icon: 'next', run: () => run(task)},
        {label: t('schedule.change'), icon: 'settings', run: async () => { if (await change(task)) await list.reload(); }},
        {label: t(task.isActive ? 'schedule.rest' : 'schedule.wake'), icon: 'lock', run: () => rest(task)}] : []];
    const list = table({caption: t('schedule.title'), load: ({signal}) => api.get('/api/schedule', {signal}), topics: ['schedule'], rowKey: task => task.name, rowMenu: menu,
        mark: task => task.last?.state === 'failed' ? 'danger' : null, empty: {icon: 'clock', title: t('schedule.none')}, columns: [
            {id: 'task', label: t('schedule.task'), cell: task => taskWord(task.name)},
            {id: 'timetable', label: t('schedule.timetable'), priority: 2, cell: task => task.timetable ? timetableWords(task.timetable) : h('span.muted', t('schedule.byHand'))},
            {id: 'next', label: t('schedule.next'), kind: 'date', cell: task => task.isActive ? task.nextAt ? v.dateTime(task.nextAt) : '' : status('neutral', t('schedule.resting'))},
            {id: 'last', label: t('schedule.last'), kind: 'date', cell: task => task.last ? v.dateTime(task.last.startedAt) : ''},
            {id: 'state', label: t('word.status'), cell: task => task.last ? stateOf(task.last) : h('span.muted', t('schedule.neverRun'))},
            {id: 'words', label: t('word.details'), priority: 3, cell: task => outcomeOf(task.last)},
        ]});
    const again = button({label: t('schedule.refresh'), icon: 'refresh', run: () => list.reload()});
    ctx.setTitle(t('schedule.title'));
    return page({title: t('schedule.title'), main: card({}, list), info: t('schedule.info'), actions: [again]});
}
