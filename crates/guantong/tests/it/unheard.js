// What is wrong with a page for who hears it, sees little or holds a telephone: all that axe finds (it stands before
// this), and what axe has no rule for.
const show = e => e.outerHTML.slice(0, 160);
const wrong = [];
const say = (rule, e, why) =>
    wrong.push(rule + ': ' + (typeof e === 'string' ? e : show(e)) + (why ? ' (' + why + ')' : ''));

// A picture has words or is hidden; axe looks only at those that say they are pictures.
const spoken = '[aria-hidden=true], [role=img], [aria-label], [aria-labelledby]';
for (const e of document.querySelectorAll('svg'))
    if (!e.matches(spoken) && !e.closest('[aria-hidden=true], [role=img]')) say('picture', e, 'no words');
// axe asks for one heading of the page, and lets it have two.
const ones = document.querySelectorAll('h1').length;
if (ones !== 1) say('one-h1', document.title, ones + ' h1');
for (const name of ['body > header', 'nav'])
    if (!document.querySelector(name)) say('landmark', document.title, 'no ' + name);
for (const e of document.querySelectorAll('table'))
    if (!e.caption?.textContent.trim() && !e.getAttribute('aria-label')) say('caption', e, 'no caption');
// axe takes an id that stands twice for a fault only where something points at it, and leaves it open where what is
// pointed at is not there.
const ids = new Set();
for (const e of document.querySelectorAll('[id]')) {
    if (ids.has(e.id)) say('id-twice', e);
    ids.add(e.id);
}
for (const e of document.querySelectorAll('[for], [aria-describedby], [aria-labelledby]'))
    for (const name of ['for', 'aria-describedby', 'aria-labelledby'])
        for (const id of (e.getAttribute(name) || '').split(' ').filter(Boolean))
            if (!ids.has(id)) say('id-missing', e, 'nothing is #' + id);

// Who has no mouse comes to everything that can be done, in the order it is read in, and sees where he stands.
const drawn = e => {
    const style = getComputedStyle(e);
    return [style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, style.boxShadow, style.borderColor].join();
};
const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
// Who goes by keyboard sits at a desk.
for (const e of innerWidth < 760 ? [] : document.querySelectorAll(controls)) {
    if (e.tabIndex > 0) say('tab-order', e, 'stands before all others');
    if (e.disabled || e.tabIndex < 0 || !e.checkVisibility({ visibilityProperty: true })) continue;
    const before = drawn(e);
    e.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== e) say('keyboard', e, 'no key comes to it');
    else if (document.hasFocus() && drawn(e) === before) say('focus', e, 'one does not see that one stands on it');
    e.blur();
}

// Nobody has to scroll a page sideways to read it: WCAG 1.4.10.
const root = document.documentElement, room = Math.min(screen.width, root.clientWidth);
if (root.scrollWidth > room) {
    const over = e => e.getBoundingClientRect().right > room + 0.5 && e.checkVisibility();
    const wide = [...document.body.querySelectorAll('*')].find(e => over(e) && ![...e.children].some(over));
    say('sideways', wide || document.title, root.scrollWidth - room + ' px too wide');
}

// The contrast of words whose ground axe does not make out: a shape lies below them or another element over them.
// Colours as they are painted, whatever they are written as.
const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
const painted = colours => {
    for (const colour of ['#fff', ...colours]) {
        pixel.fillStyle = colour;
        pixel.fillRect(0, 0, 1, 1);
    }
    return pixel.getImageData(0, 0, 1, 1).data;
};
const light = rgb => {
    const part = n => (n /= 255) <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(rgb[0]) + 0.7152 * part(rgb[1]) + 0.0722 * part(rgb[2]);
};
const contrast = e => {
    const below = [];
    for (let at = e; at; at = at.parentElement) {
        const style = getComputedStyle(at);
        // Words over a picture are for the eye of whoever draws it.
        if (style.backgroundImage !== 'none') return;
        below.unshift(style.backgroundColor);
    }
    const style = getComputedStyle(e), svg = e.closest('svg'), ink = svg ? style.fill : style.color;
    // In a drawing the ground of words is what was painted below them before.
    const own = e.getBoundingClientRect(), x = (own.left + own.right) / 2, y = (own.top + own.bottom) / 2;
    for (const shape of svg ? svg.querySelectorAll('rect') : []) {
        if (!(shape.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
        const at = shape.getBoundingClientRect(), painted = getComputedStyle(shape);
        const holds = at.left <= x && x <= at.right && at.top <= y && y <= at.bottom;
        if (holds && painted.fill !== 'none' && painted.opacity === '1') below.push(painted.fill);
    }
    const [one, two] = [light(painted(below)), light(painted([...below, ink]))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    const size = parseFloat(style.fontSize), bold = +style.fontWeight >= 700;
    const least = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    if (ratio < least) say('contrast', e, ratio.toFixed(2) + ' < ' + least);
};

// Of a long list axe reads what differs: beside three that are built alike, the others have nothing of their own to find.
// What stands in an element does not make it another, but that something stands in it does.
const told = ['class', 'role', 'type', 'style', 'scope', 'lang', 'tabindex'];
const built = e => {
    let as = e.tagName;
    for (const a of e.attributes) as += ' ' + a.name + (told.includes(a.name) || a.value.length < 8 ? a.value : '');
    for (const c of e.childNodes)
        as += c.nodeType === 1 ? '<' + built(c) + '>' : c.nodeType === 3 && c.data.trim() ? '.' : '';
    return as;
};
const asides = [];
for (const list of document.querySelectorAll('tbody, ul, ol, dl, select, svg g')) {
    if (list.children.length < 5 || !list.isConnected) continue;
    const alike = new Map();
    for (const e of [...list.children]) {
        const kind = built(e), before = alike.get(kind) || 0;
        alike.set(kind, before + 1);
        if (before < 3 || e.contains(document.activeElement)) continue;
        const place = document.createComment('');
        e.replaceWith(place);
        asides.push([place, e]);
    }
}
const back = () => { for (const [place, e] of asides.reverse()) place.replaceWith(e); };

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const asked = { runOnly: tags, resultTypes: ['violations', 'incomplete'], elementRef: true, preload: false };
return axe.run(document, asked).then(found => {
    for (const rule of found.violations)
        for (const node of rule.nodes) {
            const where = node.target.join(' ') + ' ' + node.html.slice(0, 160);
            say(rule.id, where, node.failureSummary.replace(/\s+/g, ' '));
        }
    for (const rule of found.incomplete.filter(rule => rule.id === 'color-contrast'))
        for (const node of rule.nodes) if (node.element) contrast(node.element);
    return wrong;
}).finally(back);
