/** The log of who did what. */
export const nav = [{path: '/audit', label: 'auditTrail.nav', icon: 'history', permission: 'audit.read', order: 93}];

export const routes = [
    {path: '/audit', title: 'auditTrail.title', permission: 'audit.read', load: async () => (await import('./log.js')).default},
    {path: '/audit/patients/:id', title: 'auditTrail.visitors.title', permission: 'audit.read', load: async () => (await import('./visitors.js')).default},
];
