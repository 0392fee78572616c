/**
 * What two texts differ in, line by line. Lines that stand once in both texts are the fixed points; between them short
 * stretches are compared whole, and long ones count as replaced, so that memory grows with the lines and never with
 * their square.
 */

/** The most lines times lines that are compared whole. */
const WHOLE = 40_000;
const signed = (sign, lines) => lines.map(text => ({sign, text}));

/**
 * @param {string} before @param {string} after
 * @returns {Array<{sign: '' | '+' | '-', text: string}>}
 */
export function difference(before, after) {
    return compare(before.split('\n'), after.split('\n'));
}

function compare(old, now) {
    let start = 0;
    while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
    let end = 0;
    while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
    const [left, right] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
    return [...signed('', old.slice(0, start)), ...middle(left, right), ...signed('', old.slice(old.length - end))];
}

function middle(left, right) {
    if (!left.length || !right.length) return [...signed('-', left), ...signed('+', right)];
    if (left.length * right.length <= WHOLE) return shortest(left, right);
    const points = fixedPoints(left, right);
    if (!points.length) return [...signed('-', left), ...signed('+', right)];
    const result = [];
    let [from, to] = [0, 0];
    for (const [i, j] of points) {
        for (const line of compare(left.slice(from, i), right.slice(to, j))) result.push(line);
        result.push({sign: '', text: left[i]});
        [from, to] = [i + 1, j + 1];
    }
    for (const line of compare(left.slice(from), right.slice(to))) result.push(line);
    return result;
}

/** Where each line stands that stands once only. */
function once(lines) {
    const places = new Map();
    lines.forEach((line, at) => places.set(line, places.has(line) ? -1 : at));
    return places;
}

/** The longest run, in order in both, of lines that stand once in each: pairs of places. */
function fixedPoints(left, right) {
    const [here, there] = [once(left), once(right)];
    const piles = [];
    left.forEach((line, i) => {
        const j = here.get(line) === i ? there.get(line) ?? -1 : -1;
        if (j < 0) return;
        let [low, high] = [0, piles.length];
        while (low < high) {
            const half = (low + high) >> 1;
            if (piles[half].j < j) low = half + 1; else high = half;
        }
        piles[low] = {i, j, before: piles[low - 1]};
    });
    const points = [];
    for (let point = piles.at(-1); point; point = point.before) points.unshift([point.i, point.j]);
    return points;
}

function shortest(left, right) {
    const longest = Array.from({length: left.length + 1}, () => new Uint16Array(right.length + 1));
    for (let i = left.length - 1; i >= 0; i -= 1) {
        for (let j = right.length - 1; j >= 0; j -= 1) longest[i][j] = left[i] === right[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
    }
    const result = [];
    let [i, j] = [0, 0];
    while (i < left.length || j < right.length) {
        if (i < left.length && j < right.length && left[i] === right[j]) { result.push({sign: '', text: left[i]}); i += 1; j += 1; }
        else if (i < left.length && (j === right.length || longest[i + 1][j] >= longest[i][j + 1])) { result.push({sign: '-', text: left[i]}); i += 1; }
        else { result.push({sign: '+', text: right[j]}); j += 1; }
    }
    return result;
}

/** The changed lines with two lines around each; a null stands for what was left out. @param {ReturnType<typeof difference>} lines */
export function changes(lines) {
    const near = lines.map((_, at) => lines.slice(Math.max(0, at - 2), at + 3).some(line => line.sign));
    return lines.flatMap((line, at) => near[at] ? [line] : near[at - 1] ? [null] : []);
}
