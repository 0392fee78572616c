/** People as the server names them, in the shapes that the shared components draw. */
import {h, v, t} from '../../ui/index.js';

/**
 * @typedef {{id: string, mrn: string, names: {primary: string, other?: string}, sex: string, birthDate?: string, birthDateEstimated?: boolean,
 *   isRestricted?: boolean, isVeiled?: boolean, phone?: string, guardian?: {relation: string, name: string}, address?: string, lastVisit?: string, matchedBy?: string, nameFound?: string}} Person
 */

/** The name, or that the record is closed to the reader. @param {{names: {primary: string, other?: string}, isVeiled?: boolean}} person */
export const nameOf = person => person.isVeiled ? h('span.muted', t('patients.restricted.mark')) : v.name(person.names.primary);

/** @param {Person} person what the banner and the list of the last five take */
export const bannerOf = person => ({
    id: person.id, mrn: person.mrn, name: person.names.primary, nameOther: person.names.other, sex: person.sex,
    birthDate: person.birthDate, estimated: person.birthDateEstimated, guardian: person.guardian, phone: person.phone,
});

/** What tells two people of one name apart, never without the record number. @param {Person} person */
export const marksOf = person => [
    person.guardian?.name && h('span', t(`shell.guardian.${person.guardian.relation}`), ' ', v.name(person.guardian.name)),
    person.birthDate && v.age(person.birthDate, {estimated: person.birthDateEstimated}),
    person.sex && !person.isVeiled && v.sex(person.sex),
    h('span', t('shell.banner.mrn'), ' ', v.id(person.mrn)),
    person.phone && v.phone(person.phone),
    person.address && v.text(person.address),
    person.lastVisit && h('span', t('patients.lastVisit', {day: v.date(person.lastVisit)})),
    person.isRestricted && !person.isVeiled && h('strong', t('patients.restricted.mark')),
].filter(Boolean);

/** Values in a row with a dot between them. @param {any[]} parts */
export const dotted = parts => parts.filter(Boolean).map((part, at) => [at > 0 && h('span.dot', {'aria-hidden': 'true'}, ' · '), part]);

/** Name in both scripts, then the marks. @param {Person} person */
export const personBlock = person => h('div.person', h('p.person-name', h('strong', nameOf(person)), person.names.other && [' ', h('span.muted', v.name(person.names.other))]),
    h('p.person-marks.small', dotted(marksOf(person))));

/** How the search found the person, in a word; null where nobody searched. @param {Person} person */
export function foundBy(person) {
    if (!person.matchedBy) return null;
    const way = person.matchedBy === 'name' && person.nameFound ? `patients.nameFound.${person.nameFound}` : `patients.matchedBy.${person.matchedBy}`;
    return h('span.found-by.small.muted', {dataset: {found: person.nameFound ?? person.matchedBy}}, t(way));
}
