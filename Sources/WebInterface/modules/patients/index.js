/** The patient master beside the counter: records of one person, imports, unknown and restricted patients, identity numbers. */
import {hooks} from '../../app/api.js';
import {insteadOfPages} from '../../app/router.js';

// A closed record is opened with a reason wherever it is met: in place of a page, or in the middle of a command.
insteadOfPages.set('patients.restricted.closed', async (problem, ctx) => (await import('./restricted.js')).closedRecord(problem, ctx));
hooks.openRecord = async problem => (await import('./restricted.js')).openRecord(problem);

export const nav = [
    {path: '/duplicates', label: 'patients.pairs.nav', icon: 'people', permission: 'patients.merge', order: 60},
    {path: '/import', label: 'patients.import.nav', icon: 'list', permission: 'patients.import', order: 65},
];

export const routes = [
    {path: '/duplicates', title: 'patients.pairs.title', permission: 'patients.merge', load: async () => (await import('./pairs.js')).default},
    {path: '/import', title: 'patients.import.title', permission: 'patients.import', load: async () => (await import('./imports.js')).default},
    {path: '/import/:id', title: 'patients.import.title', permission: 'patients.import', load: async () => (await import('./import.js')).default},
    {path: '/patients/:id/merge', title: 'patients.merge.title', permission: 'patients.merge', load: async () => (await import('./merge.js')).default},
    {path: '/unidentified', title: 'patients.unidentified.title', permission: 'patients.read', load: async () => (await import('./unidentified.js')).default},
    {path: '/restricted', title: 'patients.restricted.list', permission: 'patients.restricted', load: async () => (await import('./restricted.js')).default},
    {path: '/identifier-types', title: 'patients.identifierTypes.title', permission: 'patients.configure', load: async () => (await import('./identifier-types.js')).default},
];

export const commands = [
    {label: 'patients.unidentified.title', icon: 'people', permission: 'patients.read', path: '/unidentified'},
    {label: 'patients.restricted.list', icon: 'lock', permission: 'patients.restricted', path: '/restricted'},
    {label: 'patients.identifierTypes.title', icon: 'tag', permission: 'patients.configure', path: '/identifier-types'},
];
