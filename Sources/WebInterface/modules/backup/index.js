/** Backups: the last good one, making one, checking one. */
export const nav = [{path: '/backups', label: 'backup.nav', icon: 'backup', permission: 'backup.read', order: 94}];

export const routes = [{path: '/backups', title: 'backup.title', permission: 'backup.read', load: async () => (await import('./backups.js')).default}];

export const commands = [{label: 'backup.make', icon: 'backup', permission: 'backup.run', path: '/backups'}];
