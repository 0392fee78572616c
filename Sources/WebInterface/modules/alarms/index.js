/** What is wrong with the server, its backups and its machines. */
export const nav = [{path: '/alarms', label: 'alarms.nav', icon: 'bell', permission: 'alarms.read', order: 92}];

export const routes = [{path: '/alarms', title: 'alarms.title', permission: 'alarms.read', load: async () => (await import('./alarms.js')).default}];
