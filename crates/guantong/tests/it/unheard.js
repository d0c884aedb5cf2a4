// What is wrong with a page for who hears it or sees little: names of controls, headings, landmarks, tables, ids, and
// the contrast of every word that is seen (WCAG 2.2, AA).
const wrong = [];
const show = e => e.outerHTML.slice(0, 120);
const seen = e => e.checkVisibility({ opacityProperty: true, visibilityProperty: true });

for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
    if (![...e.labels].some(l => l.textContent.trim())) wrong.push('no label: ' + show(e));
for (const e of document.querySelectorAll('button, a[href], summary'))
    if (!e.textContent.trim() && !e.getAttribute('aria-label')) wrong.push('no words: ' + show(e));
for (const e of document.querySelectorAll('img:not([alt]), svg:not([aria-hidden=true]):not([role=img])'))
    wrong.push('no words for a picture: ' + show(e));

// What leads elsewhere has headings of its own, beside the page's.
const heads = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(e => seen(e) && !e.closest('nav'));
const ones = heads.filter(e => e.tagName === 'H1').length;
if (ones !== 1) wrong.push(ones + ' h1');
heads.forEach((e, n) => {
    const level = +e.tagName[1], before = n ? +heads[n - 1].tagName[1] : 0;
    if (level > before + 1) wrong.push('h' + before + ' is followed by ' + show(e));
});
if (!document.documentElement.lang) wrong.push('no language');
if (!document.title.trim()) wrong.push('no title');
for (const name of ['main', 'body > header', 'nav'])
    if (!document.querySelector(name)) wrong.push('no ' + name);
if (document.querySelectorAll('main').length > 1) wrong.push('more than one main');

for (const e of document.querySelectorAll('table')) {
    if (!e.caption?.textContent.trim() && !e.getAttribute('aria-label')) wrong.push('no caption: ' + show(e));
    for (const th of e.querySelectorAll('th'))
        if (!th.textContent.trim()) wrong.push('an empty heading of a table: ' + show(th));
}
for (const e of document.querySelectorAll('li'))
    if (!e.parentElement.matches('ul, ol, menu')) wrong.push('an item of no list: ' + show(e));
for (const e of document.querySelectorAll('dt, dd'))
    if (!e.closest('dl')) wrong.push('a term of no list: ' + show(e));
for (const e of document.querySelectorAll('[tabindex]'))
    if (e.tabIndex > 0) wrong.push('out of turn: ' + show(e));

const ids = new Set();
for (const e of document.querySelectorAll('[id]')) {
    if (ids.has(e.id)) wrong.push('twice: #' + e.id);
    ids.add(e.id);
}
for (const e of document.querySelectorAll('[aria-describedby], [aria-labelledby]'))
    for (const name of ['aria-describedby', 'aria-labelledby'])
        for (const id of (e.getAttribute(name) || '').split(' ').filter(Boolean))
            if (!ids.has(id)) wrong.push('nothing is #' + id);

// Colours as they are painted, whatever they are written as.
const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
const painted = colours => {
    pixel.fillStyle = '#fff';
    pixel.fillRect(0, 0, 1, 1);
    for (const colour of colours) {
        pixel.fillStyle = colour;
        pixel.fillRect(0, 0, 1, 1);
    }
    return pixel.getImageData(0, 0, 1, 1).data;
};
const light = rgb => {
    const part = n => (n /= 255) <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(rgb[0]) + 0.7152 * part(rgb[1]) + 0.0722 * part(rgb[2]);
};
const told = new Set();
const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (words.nextNode()) {
    const e = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || !seen(e) || e.closest('[disabled], script, style, option')) continue;
    // What only who hears the page gets is not painted.
    const box = e.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    const below = [];
    let pictured = false;
    for (let at = e; at; at = at.parentElement) {
        const style = getComputedStyle(at);
        pictured ||= style.backgroundImage !== 'none';
        below.unshift(style.backgroundColor);
    }
    if (pictured) continue;
    const style = getComputedStyle(e);
    const [one, two] = [light(painted(below)), light(painted([...below, style.color]))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    const size = parseFloat(style.fontSize), bold = +style.fontWeight >= 700;
    const least = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    const what = ratio.toFixed(2) + ' < ' + least + ': ' + show(e);
    if (ratio < least && !told.has(what)) wrong.push(what);
    told.add(what);
}
return wrong;
