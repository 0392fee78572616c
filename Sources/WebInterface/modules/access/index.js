/** People with accounts, what they may do, and their sessions. */
export const nav = [{path: '/users', label: 'word.users', icon: 'people', permission: 'access.viewUsers', order: 91}];

export const routes = [
    {path: '/users', title: 'word.users', permission: 'access.viewUsers', load: async () => (await import('./users.js')).default},
    {path: '/users/roles/:id', title: 'access.role', permission: 'access.viewUsers', load: async () => (await import('./role.js')).default},
    {path: '/users/:id', title: 'word.user', permission: 'access.viewUsers', load: async () => (await import('./user.js')).default},
    {path: '/password', title: 'access.password.title', load: async () => (await import('./password.js')).default},
    {path: '/sessions', title: 'access.sessions.title', load: async () => (await import('./sessions.js')).default},
];

export const commands = [
    {label: 'access.password.title', icon: 'key', path: '/password'},
    {label: 'access.sessions.title', icon: 'lock', path: '/sessions'},
    {label: 'access.user.add', icon: 'personAdd', permission: 'access.manageUsers', path: '/users?add=1'},
];
