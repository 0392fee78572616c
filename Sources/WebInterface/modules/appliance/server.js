/** What is wrong with the machine and what to do; where the data lives; the archive for support. */
import {h, v, t, styles, page, card, table, button, status, replace} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';

const PATIENCE = 600_000;

const verdict = one => one.isGood ? one.isDoubtful ? status('wait', t('appliance.doctor.look')) : status('ok', t('appliance.doctor.good')) : status('danger', t('appliance.doctor.bad'));

/** A sentence of the server's, in whose text the parts with a direction of their own are marked. @param {string} sentence */
const told = sentence => h('span', sentence.split(/[\u2068\u2069]/).map((part, at) => at % 2 ? v.text(part) : part));

/** The doctor's report, made when it is asked for: it reads the whole database. */
function doctorCard() {
    const place = h('div');
    const run = async () => {
        const report = await api.post('/api/doctor', {}, {timeout: PATIENCE});
        replace(place, table({caption: t('appliance.doctor'), load: async () => ({items: report.checks}), rowKey: one => one.name + one.finding, mark: one => one.isGood ? null : 'danger', columns: [
            {id: 'name', label: t('appliance.doctor.check'), cell: one => v.text(one.title)},
            {id: 'state', label: t('word.status'), cell: verdict},
            {id: 'finding', label: t('appliance.doctor.finding'), cell: one => told(one.finding)},
            {id: 'advice', label: t('appliance.doctor.advice'), priority: 2, cell: one => told(one.advice)},
        ]}));
    };
    const start = button({label: t('appliance.doctor.run'), icon: 'stethoscope', busyLabel: t('appliance.doctor.running'), run});
    return card({title: t('appliance.doctor'), class: 'whole'}, place, session.can('appliance.manage') && start);
}

const sealed = isSealed => isSealed ? status('ok', t('appliance.residency.encrypted')) : status('neutral', t('appliance.residency.open'));

/** Where data lives and what goes out, from the configuration that is enforced. */
function residencyCards() {
    let asked;
    const load = part => async ({signal}) => { asked ??= api.get('/api/residency', {signal}); const found = await asked; return {items: found[part]}; };
    return [
        card({title: t('appliance.residency.places'), class: 'whole'}, table({caption: t('appliance.residency.places'), load: load('places'), rowKey: one => one.content + one.path, columns: [
            {id: 'content', label: t('appliance.residency.content'), cell: one => t(`appliance.residency.content.${one.content}`)},
            {id: 'path', label: t('appliance.residency.path'), cell: one => v.ltr(one.path)},
            {id: 'device', label: t('appliance.residency.device'), priority: 2, cell: one => v.ltr([one.device, one.fileSystem].filter(Boolean).join(', '))},
            {id: 'sealed', label: t('appliance.residency.protection'), cell: one => sealed(one.isEncrypted)},
        ]})),
        card({title: t('appliance.residency.connections'), class: 'whole'}, table({caption: t('appliance.residency.connections'), load: load('connections'), rowKey: one => one.purpose + one.host + one.port,
            empty: {icon: 'ok', title: t('appliance.residency.none')}, columns: [
                {id: 'purpose', label: t('appliance.residency.purpose'), cell: one => t(`appliance.residency.purpose.${one.purpose}`)},
                {id: 'host', label: t('appliance.residency.host'), cell: one => v.ltr(`${one.host}:${one.port}`)},
                {id: 'line', label: t('appliance.residency.line'), cell: one => v.ltr(one.protection)},
                {id: 'sealed', label: t('appliance.residency.protection'), cell: one => sealed(one.isSealed)},
            ]}), h('p.hint', t('appliance.residency.enforced')), h('a.button', {href: '/api/residency.pdf', download: 'residency.pdf'}, t('appliance.residency.paper'))),
    ];
}

/** Hands the archive to the person as a file. */
async function bundle() {
    const archive = await api.post('/api/support-bundle', {}, {blob: true, timeout: PATIENCE, headers: {Accept: '*/*'}});
    const link = h('a', {href: URL.createObjectURL(archive), download: 'sehat-support.tar'});
    link.click();
    URL.revokeObjectURL(link.href);
}

/** @param {import('../../app/router.js').Context} ctx */
export default function server(ctx) {
    styles('counter');
    const support = card({title: t('appliance.support'), class: 'whole'}, h('p', t('appliance.support.hint')),
        session.can('appliance.manage') && button({label: t('appliance.support.make'), icon: 'send', busyLabel: t('appliance.support.making'), run: bundle}));
    ctx.setTitle(t('appliance.title'));
    return page({title: t('appliance.title'), main: [doctorCard(), ...residencyCards(), support]});
}
