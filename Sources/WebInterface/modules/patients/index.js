/** The patient master beside the counter: records of one person, brought together. */
export const nav = [{path: '/duplicates', label: 'patients.pairs.nav', icon: 'people', permission: 'patients.merge', order: 60}];

export const routes = [
    {path: '/duplicates', title: 'patients.pairs.title', permission: 'patients.merge', load: async () => (await import('./pairs.js')).default},
    {path: '/patients/:id/merge', title: 'patients.merge.title', permission: 'patients.merge', load: async () => (await import('./merge.js')).default},
];
