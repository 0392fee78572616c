/** `<s-banner>`: who this page is about. Always whole, never cut; every value named and isolated; no way to hide it. */
import {h, replace} from './dom.js';
import {t, bindAttribute} from './phrase.js';
import {v} from './v.js';
import {icon} from './icons.js';
import {remember} from '../app/recent.js';

/** A label and its value that never part. */
const pair = (label, ...values) => h('span.banner-pair', h('span.banner-label', label), values.map(value => h('span', value)));

/** Four states, four wordings: a missing record must not read like a healthy patient. */
function allergyLine({state, items = []}) {
    if (state === 'known') {
        return h('span.banner-allergy.allergy-known', icon('danger'), h('strong', t('word.allergy')), ' ',
            items.map((item, index) => [index > 0 && h('span', '، '), h('span.allergy-item', v.text(item.name), item.reaction && [' (', v.text(item.reaction), ')'])]));
    }
    const [meaning, key] = {none: ['ok', 'word.noKnownAllergies'], unrecorded: ['wait', 'shell.allergy.unrecorded'], unavailable: ['neutral', 'shell.allergy.unavailable']}[state]
        ?? ['neutral', 'shell.allergy.unavailable'];
    return h(`span.banner-allergy.allergy-${state}`, icon(meaning), t(key));
}

export class Banner extends HTMLElement {
    constructor() {
        super();
        this.section = h('section.banner', {tabindex: '0'});
        this.section.dataset.key = 'Alt+B';
        this.append(this.section);
        bindAttribute(this.section, 'aria-label', t('shell.banner.name'));
        this.section.setAttribute('aria-keyshortcuts', 'Alt+B');
    }

    /** @param {any} person */
    set patient(person) {
        this.person = person;
        this.dataset.id = person.id;
        const {name, nameOther, birthDate, estimated, sex, mrn, guardian, phone, place, deposit, deceased, sameName, allergies} = person;
        this.section.classList.toggle('is-deceased', Boolean(deceased));
        replace(this.section,
            h('p.banner-line.banner-first',
                h('strong.banner-name', v.name(name)), nameOther && h('span.banner-other', v.name(nameOther)),
                sameName && h('span.banner-same', icon('wait'), t('shell.banner.sameName')),
                deceased && h('span.banner-deceased', icon('neutral'), t('word.deceased'), ' ', v.date(deceased)),
                birthDate && pair(t('shell.banner.born'), v.date(birthDate), ['(', v.age(birthDate, {estimated, at: deceased}), ')']),
                h('span.banner-pair', v.sex(sex)),
                pair(t('shell.banner.mrn'), v.id(mrn))),
            h('p.banner-line.banner-second',
                guardian?.name && pair(t(`shell.guardian.${guardian.relation ?? 'father'}`), v.name(guardian.name)),
                pair(t('word.phone'), phone ? v.phone(phone) : t('shell.notKnown')),
                place && h('span.banner-pair', place),
                deposit && pair(t('word.deposit'), v.money(deposit)),
                allergies && allergyLine(allergies)));
        remember(person);
    }
    get patient() { return this.person; }
    focusField() { this.section.focus(); }
}
customElements.define('s-banner', Banner);

/** @param {any} patient @returns {Banner} */
export function banner(patient) {
    const element = new Banner();
    element.patient = patient;
    return element;
}
