/**
 * The registration counter: one page from "who" to the token. The keyboard starts in the box that finds; a known
 * patient jumps to the visit, a new one is typed; F9 saves, gives the token and prints the slip, once.
 */
import {h, v, t, replace, styles, page, form, finishButton, card, banner, button, confirm, region} from '../../ui/index.js';
import {api, Problem} from '../../app/api.js';
import {session} from '../../app/session.js';
import {showProblem} from '../../ui/layout.js';
import {onlyDigits} from '../../ui/fold.js';
import {bannerOf} from '../common/people.js';
import {stationNotice} from '../common/station.js';
import {chosen} from './chosen.js';
import {whoCard, identifierField, newPatientOf, placed} from './who.js';
import {identifierTypes} from '../patients/identifiers.js';
import {Matches, wantedOf, phoneAndName} from './matches.js';
import {placeCard, lastPlace, rememberPlace} from './place.js';
import {chooseDuplicate} from './duplicates.js';
import {proposeOtherName} from '../patients/proposal.js';
import {registerUnidentified} from '../patients/unidentified.js';
import {tokenCard, keepVisit} from './token.js';

const LEFT = () => new Problem({}, 'aborted');

class Desk {
    /** @param {import('../../app/router.js').Context} ctx */
    constructor(ctx) {
        this.ctx = ctx;
        this.identifier = identifierField();
        this.who = whoCard(this.identifier);
        this.patient = chosen('patient');
        this.place = placeCard(ctx.signal, error => showProblem(this.entry, Problem.from(error)));
        this.head = h('div.desk-banner');
        this.entry = form({draft: {name: 'counter.visit', slots: true}, autofocus: 'phone', label: t('counter.newVisit'),
            values: {guardianRelation: 'father', priority: 'normal', ...lastPlace()},
            finish: (values, {key}) => this.open(values, key), done: (answer, entry) => this.opened(answer, entry)},
        this.patient, this.who, this.place.element);
        this.phone = this.entry.field('phone');
        this.matches = new Matches({input: this.phone.input, signal: ctx.signal, take: person => this.take(person), fresh: () => this.fresh(), goOn: ahead => this.goOn(ahead)});
        this.side = h('div.stack.desk-side', this.matches.element);
        this.listen();
        identifierTypes().then(types => this.identifier.offer(types), () => {});
        this.entry.ready.then(() => this.comeBack());
    }

    /** A draft that comes back asks again who it may be: somebody else may have registered the person meanwhile. */
    comeBack() {
        if (this.entry.draft?.values.identifierKind) this.identifier.choose(this.entry.draft.values.identifierKind);
        if (!this.entry.draft?.restored || this.patient.value) return;
        const typed = [this.phone.input.value, this.entry.field('cnic')?.value, this.entry.field('name').value].map(one => String(one ?? '')).find(wantedOf);
        if (typed) this.matches.search(typed, {now: true});
    }

    listen() {
        const {phone, matches, ctx} = this;
        phone.input.addEventListener('input', () => { phone.input.dir = /\p{L}/u.test(phone.input.value) ? 'auto' : 'ltr'; matches.search(phone.input.value); });
        phone.input.addEventListener('keydown', event => {
            if (matches.key(event)) { event.preventDefault(); event.stopPropagation(); return; }
            if (event.key === 'Enter' && !event.ctrlKey && !event.altKey && !event.isComposing) { event.preventDefault(); event.stopPropagation(); this.goOn(); }
        });
        phone.input.addEventListener('blur', () => this.sortOut());
        this.entry.field('name').addEventListener('input', event => { if (!matches.rows.length || !onlyDigits(matches.wanted)) matches.search(event.target.value); });
        this.entry.addEventListener('cnic-complete', event => matches.search(event.detail.number, {now: true}));
        this.entry.field('identifier').addEventListener('change', event => { const typed = event.target.value.trim(); if (wantedOf(typed).length >= 4) matches.search(typed, {now: true}); });
        this.propose = proposeOtherName({name: this.entry.field('name'), other: this.entry.field('otherName'), signal: ctx.signal});
        this.patient.addEventListener('chosen', () => this.arrange());
        ctx.onScan({patient: scan => this.find(scan.number), visit: scan => this.findVisit(scan.number)});
        this.arrange();
    }

    /** What was typed into the box that finds goes where it belongs: letters into the name, a card's digits into the card. */
    sortOut() {
        const {phone, entry} = this;
        const typed = phone.input.value.trim();
        const digits = onlyDigits(typed);
        const [number, rest] = phoneAndName(typed);
        if (/\p{L}/u.test(typed)) {
            const name = entry.field('name');
            if (!name.value.trim()) { name.value = rest || typed; this.propose(); }
        } else if (digits.length === 13 && !/^(\+|00)/.test(typed)) {
            if (!this.identifier.choose('cnic')) return;
            entry.field('cnic').value = digits;
        }
        else return;
        phone.input.value = number;
        phone.show();
        phone.input.dir = 'ltr';
        entry.dirty = true;
    }

    /** Nobody of the list: on to the name, which may have been begun before the answer was there. @param {string} [ahead] */
    goOn(ahead = '') {
        this.phone.show();
        this.sortOut();
        this.entry.fieldOf('name').focusField();
        if (!ahead) return;
        const name = this.entry.field('name');
        name.value += ahead;
        name.dispatchEvent(new Event('input', {bubbles: true}));
    }

    async find(number) {
        const {items} = await api.get('/api/patients', {query: {q: number, limit: 2}, signal: this.ctx.signal});
        if (items.length === 1) this.take(items[0]); else { this.phone.input.value = number; this.matches.search(number, {now: true}); this.phone.focusField(); }
    }

    async findVisit(number) {
        const {items} = await api.get('/api/encounters', {query: {number}, signal: this.ctx.signal});
        if (items[0]) this.take(items[0].patient);
    }

    /** A known patient: on to the visit. */
    take(person) {
        // What was typed to find the person is not a new one's name.
        this.phone.input.value = '';
        this.matches.idle();
        this.patient.value = person;
        this.entry.dirty = true;
        this.entry.save();
        const {department} = this.place;
        if (department.isConnected) department.focusField(); else department.setAttribute('data-autofocus', '');
    }

    /** A person who is not in the list, or not the one that was taken. */
    fresh() {
        const wasKnown = Boolean(this.patient.value);
        this.patient.value = null;
        if (wasKnown) { this.phone.focusField(); return; }
        this.goOn();
    }

    /** The form shows either the fields of a person or the banner of a known one; fields that are not asked are not there. */
    arrange() {
        const person = this.patient.value;
        this.ctx.setPatient(person?.id ?? null);
        replace(this.head, person && banner(bannerOf(person)));
        if (person) { this.who.remove(); replace(this.side, this.known(person)); } else {
            if (!this.who.isConnected) this.patient.after(this.who);
            this.showFinding();
        }
    }

    showFinding() {
        replace(this.side, this.matches.element, this.token);
        this.matches.idle();
    }

    /** The last visits of a known patient, and the way back. */
    known(person) {
        return card({title: t('counter.lastVisits'), class: 'matches', tools: [button({label: t('counter.another'), kind: 'quiet', icon: 'undo', key: 'Alt+N', run: () => this.fresh()})]},
            session.can('encounters.read') && region({rows: 3, load: signal => api.get('/api/encounters', {query: {patientID: person.id, limit: 5}, signal}),
                empty: {when: list => !list.items.length, icon: 'history', title: t('counter.firstVisit')},
                draw: list => h('ul.visit-list', list.items.map(visit => h('li', h('strong', v.date(visit.day)), ' ', v.local(visit.department.name),
                    visit.practitioner && h('p.small.muted', v.local(visit.practitioner.name)))))}));
    }

    async open(values, key, more = {}) {
        const {patient, department, doctor, priority} = values;
        const {reason, ...rest} = more;
        const person = patient ? {patientID: patient.id} : {newPatient: newPatientOf(values, reason)};
        try {
            return await api.post('/api/counter/visits', {...person, departmentID: department.id, ...doctor && {practitionerID: doctor.id}, priority: priority ?? 'normal', ...rest}, {key});
        } catch (error) {
            if (error.code === 'patients.duplicate.likely') return this.decide(error, values, key, more);
            if (error.code === 'encounters.alreadyOpen') return this.second(error, values, key, more);
            throw placed(error, values.identifierKind);
        }
    }

    async decide(problem, values, key, more) {
        const answer = await chooseDuplicate(problem, values);
        if (answer?.reason) return this.open(values, key, {...more, reason: answer.reason});
        if (answer?.same) this.take(answer.same); else this.entry.fieldOf('name').focusField();
        throw LEFT();
    }

    async second(problem, values, key, more) {
        const answer = await confirm({title: t('counter.again.title'), body: problem.toMessage(), action: t('counter.again.give'), keep: t('counter.again.keep'), danger: false});
        if (!answer) throw LEFT();
        return this.open(values, key, {...more, again: true});
    }

    opened(answer, entry) {
        const {department, doctor} = entry.values;
        rememberPlace({department, doctor});
        keepVisit(answer);
        entry.options.values = {guardianRelation: 'father', priority: 'normal', department, doctor};
        entry.reset();
        this.identifier.choose();
        this.patient.value = null;
        this.matches.idle();
        this.phone.focusField();
    }

    draw() {
        const finish = finishButton(this.entry, {label: t('counter.finish'), icon: 'ticket'});
        const station = stationNotice(finish, this.ctx.signal);
        this.token = tokenCard(this.ctx.signal);
        this.showFinding();
        if (this.patient.value) this.arrange();
        const unknown = button({label: t('counter.unknown'), busyLabel: t('counter.unknown'), kind: 'quiet', icon: 'person', key: 'Alt+U', run: () => this.unknown()});
        return page({title: t('word.registration'), banner: this.head, main: [station, this.entry], side: this.side, info: unknown, actions: [finish]});
    }

    /** Nobody knows who it is: registered at once under a temporary name, then on to the visit. */
    async unknown() {
        if (this.patient.value) this.fresh();
        const person = await registerUnidentified();
        if (person) this.take(person);
    }
}

/** @param {import('../../app/router.js').Context} ctx */
export default async function counterDesk(ctx) {
    styles('counter');
    const desk = new Desk(ctx);
    const view = desk.draw();
    if (ctx.query.patient) desk.take(await api.get(`/api/patients/${encodeURIComponent(ctx.query.patient)}`, {signal: ctx.signal}));
    return view;
}
