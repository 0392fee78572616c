/** Where the patient goes: department, doctor, priority; with what it costs and how long the queue is. */
import {h, v, t, replace, card, columns, pickField, selectField} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {events} from '../../app/events.js';
import {session} from '../../app/session.js';
import {departments, doctors, services, consultationOf, placeName, placeWords} from '../common/places.js';

export const PRIORITIES = ['normal', 'elderly', 'disabled', 'emergency', 'vip'];
const memory = () => `sehat:counter:${session.station?.id ?? ''}`;

/** The department and doctor of the last visit at this counter. @returns {{department?: any, doctor?: any}} */
export function lastPlace() {
    try { return JSON.parse(localStorage.getItem(memory()) ?? '{}'); } catch { return {}; }
}
/** @param {{department: any, doctor: any}} place */
export function rememberPlace({department, doctor}) {
    localStorage.setItem(memory(), JSON.stringify({department, doctor}));
}

/** @param {AbortSignal} signal @param {(error: unknown) => void} tell what to do with a failure to read the lists */
export function placeCard(signal, tell) {
    const last = lastPlace();
    const row = place => [h('span.grow', v.local(place.name)), place.room && h('span.muted', t('counter.room', {room: place.room}))];
    const choice = options => pickField({width: 'full', source: [], show: placeName, words: placeWords, row, tabAccepts: true, ...options});
    const department = choice({name: 'department', label: t('word.department'), required: true, value: last.department});
    const doctor = choice({name: 'doctor', label: t('word.doctor'), value: last.doctor, placeholder: t('counter.anyDoctor')});
    const priority = selectField({name: 'priority', label: t('counter.priority'), width: 'full', empty: false, value: 'normal',
        options: PRIORITIES.map(value => ({value, label: t(`encounters.priority.${value}`)}))});
    const facts = h('div.visit-facts.muted', {role: 'status'});
    let everyone = [];
    let prices = [];
    let queues = [];

    function follow() {
        const at = department.control.value?.id;
        doctor.control.source = everyone.filter(one => one.isActive && (!at || one.departmentID === at));
        const who = doctor.control.value;
        if (who && at && who.departmentID !== at) doctor.control.value = null;
        drawFacts();
    }
    function drawFacts() {
        const at = department.control.value?.id;
        const fee = at && consultationOf(prices, at);
        const queue = queues.find(one => one.department.id === at && (one.practitioner?.id ?? null) === (doctor.control.value?.id ?? null));
        replace(facts, fee && h('span', t('counter.fee'), ' ', h('strong', v.money(fee.price))),
            at && h('span', t('counter.waiting', {count: queue?.waiting ?? 0})),
            queue?.waitMinutes > 0 && h('span', t('counter.wait', {count: queue.waitMinutes})));
    }
    async function readQueues() {
        if (!session.can('encounters.read')) return;
        queues = (await api.get('/api/queues', {signal})).items;
        drawFacts();
    }
    async function read() {
        const [places, people, list] = await Promise.all([departments(), doctors(), services()]);
        department.control.source = places.filter(one => one.isActive);
        everyone = people;
        prices = list;
        // A department that was closed since is not offered again.
        if (department.control.value && !department.control.source.some(one => one.id === department.control.value.id)) department.control.value = null;
        follow();
    }
    department.addEventListener('change', follow);
    doctor.addEventListener('change', () => {
        const who = doctor.control.value;
        if (who && !department.control.value) department.control.value = department.control.source.find(one => one.id === who.departmentID) ?? null;
        follow();
    });
    document.addEventListener('sehat-language', () => { for (const one of [department, doctor]) if (one.control.value) one.control.value = one.control.value; }, {signal});
    events.on('encounters', () => readQueues().catch(() => {}), {signal});
    read().catch(tell);
    readQueues().catch(() => {});
    return {element: card({title: t('word.visit'), class: 'visit'}, columns(2, department, doctor, priority, facts)), department, follow};
}
