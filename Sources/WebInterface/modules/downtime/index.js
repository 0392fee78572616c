/** Work without the server: packs for wards, and entering what was written on paper. */
export const nav = [{path: '/downtime', label: 'downtime.nav', icon: 'tray', permission: 'downtime.enter', order: 93}];

export const routes = [
    {path: '/downtime', title: 'downtime.title', permission: 'downtime.enter', load: async () => (await import('./numbers.js')).default},
    {path: '/downtime/places', title: 'downtime.places', permission: 'downtime.read', load: async () => (await import('./places.js')).default},
];

export const commands = [
    {label: 'downtime.title', icon: 'tray', permission: 'downtime.enter', path: '/downtime'},
    {label: 'downtime.places', icon: 'tray', permission: 'downtime.read', path: '/downtime/places'},
];
