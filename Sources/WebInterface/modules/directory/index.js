/** What the hospital is made of: departments, doctors, services and prices, counters, its own profile. */
export const nav = [{path: '/directory', label: 'directory.nav', icon: 'building', permission: 'directory.manage', order: 90}];

export const routes = [
    {path: '/directory', title: 'directory.title', permission: 'directory.view', load: async () => (await import('./directory.js')).default},
    {path: '/directory/services/:id', title: 'word.service', permission: 'directory.view', load: async () => (await import('./service.js')).default},
];

export const commands = [
    {label: 'directory.services', icon: 'tag', permission: 'directory.view', path: '/directory?tab=services'},
    {label: 'directory.hospital', icon: 'building', permission: 'directory.manage', path: '/directory?tab=hospital'},
];
