/** Draws what a program prints on a terminal as an SVG picture. */

const SIZE = 13;
const CHARACTER = SIZE * 0.6;
const LINE = 19;
const MARGIN = 16;
const TITLE_BAR = 32;
const BACKGROUND = '#16181d';
const TEXT = '#d7dae0';
/** The foreground colors of a dark terminal, by their codes. */
const COLORS = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
  90: '#9198a1',
};
/** What each code of a style starts or ends. */
const STYLES = {
  1: { 'font-weight': 'bold' },
  2: { 'fill-opacity': '0.7' },
  4: { 'text-decoration': 'underline' },
  22: { 'font-weight': undefined, 'fill-opacity': undefined },
  24: { 'text-decoration': undefined },
  39: { fill: undefined },
};

/** Browsers drop ordinary spaces at both ends of a text. */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(' ', '\u00A0');
const attributesOf = (values) =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');

/** The runs of one style in each line. A line that is wider than the terminal goes on in the next one. */
function linesOf(text, columns) {
  const lines = [[]];
  let column = 0;
  let style = {};
  const put = (piece) => {
    const room = columns - column;
    const [now, later] = [piece.slice(0, room), piece.slice(room)];
    if (now !== '') lines.at(-1).push({ text: now, column, style });
    column += now.length;
    if (later !== '') nextLine(() => put(later));
  };
  const nextLine = (then = () => undefined) => {
    lines.push([]);
    column = 0;
    then();
  };
  for (const [token, codes] of text.matchAll(/\u001B\[([\d;]*)m|\n|[^\u001B\n]+/g)) {
    if (codes !== undefined) for (const code of codes.split(';')) style = styled(style, Number(code));
    else if (token === '\n') nextLine();
    else put(token);
  }
  return lines;
}

const styled = (style, code) => (code === 0 ? {} : { ...style, ...(STYLES[code] ?? { fill: COLORS[code] }) });

/** @param title what the picture shows, in plain characters, for people who cannot see it */
export function terminalPicture(text, { columns, title }) {
  const lines = linesOf(text.trimEnd(), columns);
  const width = Math.ceil(columns * CHARACTER + 2 * MARGIN);
  const height = TITLE_BAR + lines.length * LINE + MARGIN;
  const run = (line, { text: shown, column, style }) => {
    const place = { x: (MARGIN + column * CHARACTER).toFixed(1), y: TITLE_BAR + line * LINE + SIZE };
    const length = { textLength: (shown.length * CHARACTER).toFixed(1), lengthAdjust: 'spacingAndGlyphs' };
    return `<text${attributesOf({ ...place, ...length, ...style })}>${escaped(shown)}</text>`;
  };
  const buttons = ['#ff5f57', '#febc2e', '#28c840'].map((fill, index) => ({ cx: 20 + index * 18, cy: 16, r: 5, fill }));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${BACKGROUND}"/>`,
    ...buttons.map((button) => `<circle${attributesOf(button)}/>`),
    `<g fill="${TEXT}" font-size="${SIZE}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace">`,
    ...lines.flatMap((runs, line) => runs.map((each) => run(line, each))),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}
