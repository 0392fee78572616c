/** Printing: what is under way, the printers, which paper goes where. */
export const nav = [{path: '/printing', label: 'printing.nav', icon: 'printer', permission: 'printing.view', order: 70}];

export const routes = [
    {path: '/printing', title: 'printing.title', permission: 'printing.view', load: async () => (await import('./jobs.js')).default},
    {path: '/printing/printers', title: 'printing.printers.title', permission: 'printing.view', load: async () => (await import('./printers.js')).default},
];

export const commands = [
    {label: 'printing.problems', icon: 'wait', permission: 'printing.view', path: '/printing?state=failed,held,unknown'},
    {label: 'printing.printers.title', icon: 'printer', permission: 'printing.view', path: '/printing/printers'},
];
