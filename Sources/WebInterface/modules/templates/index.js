/** Templates: the papers of the hospital and the page on which they are changed. */
export const nav = [{path: '/templates', label: 'templates.title', icon: 'note', permission: 'templates.read', order: 72}];

export const routes = [
    {path: '/templates', title: 'templates.title', permission: 'templates.read', load: async () => (await import('./list.js')).default},
    {path: '/templates/:name', title: 'templates.title', permission: 'templates.read', load: async () => (await import('./editor.js')).default},
];
