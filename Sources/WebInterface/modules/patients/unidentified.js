/** People whom nobody knows: registered with two keys, named later. */
import {h, v, t, styles, page, card, table, button, notice, dialog, toast, fromApi} from '../../ui/index.js';
import {api, newKey} from '../../app/api.js';
import {session} from '../../app/session.js';
import {personBlock} from '../common/people.js';

const SEXES = ['male', 'female', 'other', 'unknown'];

/** Asks for the sex, 1 to 4, and registers at once. @returns {Promise<any | null>} the patient, or null when it was left */
export function registerUnidentified() {
    const choices = h('div.row');
    const panel = dialog({title: t('patients.unidentified.register'), size: 's', body: [h('p', t('patients.unidentified.hint')), choices], actions: [{label: t('word.cancel'), value: null, safe: true}]});
    SEXES.forEach((sex, index) => {
        const label = t(`patients.sex.${sex}`);
        // One key for each answer: pressed again after a lost connection, it still registers one person.
        const key = newKey();
        choices.append(button({label: [h('kbd', {'aria-hidden': 'true'}, v.num(index + 1)), ' ', label], busyLabel: label, run: async () => {
            const person = await api.post('/api/unidentified-patients', {sex}, {key});
            toast(t('patients.unidentified.registered', {name: v.name(person.names.primary)}));
            panel.close(person);
        }}));
    });
    panel.element.addEventListener('keydown', event => {
        const wanted = choices.children[Number(event.key) - 1];
        if (!wanted || event.ctrlKey || event.altKey) return;
        event.preventDefault();
        event.stopPropagation();
        wanted.click();
    });
    choices.firstElementChild.focus();
    return panel;
}

/** What the page of such a patient says first. @param {any} person @param {() => Promise<void>} identify */
export function unidentifiedNotice(person, identify) {
    const known = person.unidentified;
    if (!known) return false;
    if (known.identifiedAt) return notice('info', t('patients.unidentified.former', {name: v.name(known.temporaryName)}));
    const label = t('patients.unidentified.identify');
    return notice('wait', [t('patients.unidentified.open'), known.note && [' ', v.text(known.note)]], session.can('patients.update') && button({label, busyLabel: label, icon: 'person', run: identify}));
}

/** Everybody whom nobody knows yet. */
export default function unidentified() {
    styles('counter');
    return page({title: t('patients.unidentified.title'), main: card({}, table({caption: t('patients.unidentified.title'), load: fromApi('/api/unidentified-patients'), topics: ['patients'],
        rowKey: one => one.patient.id, rowPath: one => `/patients/${encodeURIComponent(one.patient.id)}`, empty: {icon: 'ok', title: t('patients.unidentified.none')}, columns: [
            {id: 'patient', label: t('word.patient'), cell: one => personBlock(one.patient)},
            {id: 'note', label: t('patients.unidentified.note'), cell: one => v.text(one.note)},
            {id: 'at', label: t('counter.registeredAt'), kind: 'date', cell: one => v.dateTime(one.registeredAt)},
        ]}))});
}
