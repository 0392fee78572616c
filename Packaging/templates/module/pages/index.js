/** Example: its pages. */
export const nav = [{path: '/example', label: 'example.title', icon: 'note', permission: 'example.read', order: 60}];

export const routes = [{path: '/example', title: 'example.title', permission: 'example.read', load: async () => (await import('./entries.js')).default}];
