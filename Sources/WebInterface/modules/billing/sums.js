/** The arithmetic of a bill while it is typed; pure, in whole minor units. The server's sums decide in the end. */

/** @typedef {{kind: 'percent' | 'amount', figure: number, reason: string}} Discount `figure`: hundredths of a percent, or minor units */

/** @param {{quantity: number, price: {amount: number}}[]} lines */
export const grossOf = lines => lines.reduce((sum, line) => sum + line.quantity * line.price.amount, 0);

/** @param {number} gross @param {Discount | null} discount */
export function discountOf(gross, discount) {
    if (!discount) return 0;
    const wanted = discount.kind === 'percent' ? Math.floor((gross * discount.figure + 5_000) / 10_000) : discount.figure;
    return Math.min(gross, Math.max(0, wanted));
}

/** @param {number} amount rounded half up to the multiple in which cash is taken @param {number} multiple */
export const roundCash = (amount, multiple) => multiple > 1 ? Math.floor((amount + Math.floor(multiple / 2)) / multiple) * multiple : amount;

/**
 * What has to be covered by the ways of paying that are on the table: only the part that cash pays is rounded.
 * @param {number} total @param {{method: {id: string}, amount: number}[]} entries @param {number} multiple
 */
export function dueOf(total, entries, multiple) {
    if (!entries.some(entry => entry.method.id === 'cash')) return total;
    const others = entries.filter(entry => entry.method.id !== 'cash').reduce((sum, entry) => sum + entry.amount, 0);
    return others >= total ? total : others + roundCash(total - others, multiple);
}

/** One item more: the same service grows, another one is a line of its own. @param {any[]} lines @param {any} service @param {number} quantity @returns {number} where it stands */
export function addLine(lines, service, quantity) {
    const at = lines.findIndex(line => line.serviceID === service.id && !line.chargeID);
    if (at >= 0) { lines[at].quantity = Math.min(999, lines[at].quantity + quantity); return at; }
    lines.push({serviceID: service.id, code: service.code, name: service.name, price: service.price, quantity: Math.min(999, Math.max(1, quantity))});
    return lines.length - 1;
}

/** The lines as they go over the wire. @param {any[]} lines */
export const wireLines = lines => lines.map(line => line.chargeID ? {chargeID: line.chargeID} : {serviceID: line.serviceID, quantity: line.quantity});

/** @param {Discount | null} discount */
export function wireDiscount(discount) {
    if (!discount) return undefined;
    return {...discount.kind === 'percent' ? {basisPoints: discount.figure} : {amount: discount.figure}, reason: discount.reason};
}

/** @param {{method: string, amount: {amount: number, currency: string}, reference?: string}[]} rows of the tender panel */
export const wireTenders = rows => rows.map(({method, amount, reference}) => ({method, amount: amount.amount, currency: amount.currency, ...reference && {reference}}));
