/** What two texts differ in, line by line: the longest common sequence of lines stays. */

/**
 * @param {string} before @param {string} after
 * @returns {Array<{sign: '' | '+' | '-', text: string}>}
 */
export function difference(before, after) {
    const [old, now] = [before.split('\n'), after.split('\n')];
    let start = 0;
    while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
    let end = 0;
    while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
    const [left, right] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
    const same = text => ({sign: '', text});
    return [...old.slice(0, start).map(same), ...middle(left, right), ...old.slice(old.length - end).map(same)];
}

function middle(left, right) {
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
