/** The patient master beside the counter: records of one person, brought together. */
export const nav = [
    {path: '/duplicates', label: 'patients.pairs.nav', icon: 'people', permission: 'patients.merge', order: 60},
    {path: '/import', label: 'patients.import.nav', icon: 'list', permission: 'patients.import', order: 65},
];

export const routes = [
    {path: '/duplicates', title: 'patients.pairs.title', permission: 'patients.merge', load: async () => (await import('./pairs.js')).default},
    {path: '/import', title: 'patients.import.title', permission: 'patients.import', load: async () => (await import('./imports.js')).default},
    {path: '/import/:id', title: 'patients.import.title', permission: 'patients.import', load: async () => (await import('./import.js')).default},
    {path: '/patients/:id/merge', title: 'patients.merge.title', permission: 'patients.merge', load: async () => (await import('./merge.js')).default},
];
