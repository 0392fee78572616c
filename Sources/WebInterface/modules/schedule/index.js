/** The periodic work of the server: when it runs, what came of it, running it now. */
export const nav = [{path: '/schedule', label: 'schedule.nav', icon: 'clock', permission: 'schedule.read', order: 95}];

export const routes = [{path: '/schedule', title: 'schedule.title', permission: 'schedule.read', load: async () => (await import('./tasks.js')).default}];
