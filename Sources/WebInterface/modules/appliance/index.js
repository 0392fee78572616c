/** The server itself: its checks, where data lives, what to send to those who look after it. */
export const nav = [{path: '/server', label: 'appliance.nav', icon: 'shield', permission: 'appliance.read', order: 96}];

export const routes = [{path: '/server', title: 'appliance.title', permission: 'appliance.read', load: async () => (await import('./server.js')).default}];
