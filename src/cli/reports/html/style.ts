/**
 * The colors of a report as pairs for light and dark. Every text color has a contrast of at least 4.5 : 1 on its
 * background.
 */
export const PALETTE = {
  page: ['#f6f7f9', '#12151a'],
  surface: ['#ffffff', '#1b2027'],
  sunken: ['#f0f2f5', '#14181e'],
  line: ['#d5dae1', '#333b46'],
  text: ['#1a212b', '#e6eaf0'],
  quiet: ['#566171', '#a3aebd'],
  link: ['#0b5cad', '#82b8f5'],
  bad: ['#b3261e', '#ff9a90'],
  warn: ['#8a5300', '#f0b45a'],
  good: ['#1b6e3c', '#7ed3a0'],
  marked: ['#fff3cd', '#3d3413'],
  added: ['#e2f5e8', '#16331f'],
  removed: ['#fde8e6', '#3d1c1a'],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

const variables = Object.entries(PALETTE)
  .map(([name, [light, dark]]) => `--${name}:light-dark(${light},${dark})`)
  .join(';');

/** The style sheet of a report. */
export const STYLE = `:root{color-scheme:light dark;${variables}}
:root[data-theme=light]{color-scheme:light}
:root[data-theme=dark]{color-scheme:dark}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);
  font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
a{color:var(--link)}
h1{margin:0;font-size:1.5rem;line-height:1.25}
h2{margin:0 0 .75rem;font-size:1.15rem}
h3{margin:0 0 .5rem;font-size:.95rem}
code,pre,.place,.rule,.file h3{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;
  font-size:.87em}
button,input,select{font:inherit;color:inherit;background:var(--surface);border:1px solid var(--line);
  border-radius:6px;padding:.35rem .6rem}
button{cursor:pointer;white-space:nowrap}
:focus-visible{outline:3px solid var(--link);outline-offset:1px}
.quiet{color:var(--quiet);font-weight:normal}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--surface);padding:.5rem;z-index:2}
header,main,footer{max-width:82rem;margin:0 auto;padding:1rem 1.25rem}
header{display:flex;gap:1rem;align-items:flex-start;justify-content:space-between}
header p{margin:.25rem 0 0;color:var(--quiet)}
.facts{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;margin:.5rem 0 0;font-size:.87rem}
.facts div{display:flex;gap:.4rem}.facts dt{color:var(--quiet)}.facts dd{margin:0;overflow-wrap:anywhere}
.next p{margin:.3rem 0}.command{display:flex;gap:.6rem;align-items:start}
.command code{flex:1;min-width:0;background:var(--sunken);border:1px solid var(--line);border-radius:6px;
  padding:.4rem .6rem;overflow-wrap:anywhere;user-select:all}
main>section{margin-bottom:1.5rem}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;margin:0}
.figures div,.chart,.panel,.file{background:var(--surface);border:1px solid var(--line);border-radius:10px}
.figures div{padding:.7rem .9rem;display:flex;flex-direction:column-reverse}
.figures dt{color:var(--quiet);font-size:.87rem}
.figures dd{margin:0;font-size:1.6rem;font-weight:650;line-height:1.2}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(32rem,100%),1fr));gap:.75rem}
.chart,.panel{padding:.9rem}
.chart ul{list-style:none;margin:0;padding:0}
.bar{white-space:normal;display:grid;grid-template-columns:minmax(0,17rem) 1fr 2.8rem;gap:.6rem;align-items:center;width:100%;
  border-color:transparent;padding:.2rem .3rem;text-align:left}
.bar-row{display:grid;grid-template-columns:minmax(0,17rem) 1fr 4.5rem;gap:.6rem;align-items:center;padding:.2rem .3rem}
.bar:hover{background:var(--sunken)}
.bar[aria-pressed=true]{background:var(--sunken);border-color:var(--link)}
.bar-label{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-size:.87rem}
.bar-drawing{width:100%;height:.8rem;display:block;background:var(--sunken);border-radius:3px}
.bar-count{text-align:right;font-variant-numeric:tabular-nums;font-size:.87rem}
.fill-bad{fill:var(--bad)}.fill-warn{fill:var(--warn)}.fill-good{fill:var(--good)}.fill-quiet{fill:var(--quiet)}
.tone-bad{color:var(--bad)}.tone-warn{color:var(--warn)}.tone-good{color:var(--good)}.tone-quiet{color:var(--quiet)}
.plot{width:100%;height:auto;display:block}.plot text{fill:var(--quiet);font-size:11px}.plot line{stroke:var(--line)}
.figures-table{border-collapse:collapse;font-size:.87rem}
.figures-table th,.figures-table td{padding:.15rem .9rem .15rem 0;text-align:right;font-variant-numeric:tabular-nums}
.figures-table th:first-child,.figures-table td:first-child{text-align:left}
.scroll{overflow-x:auto}
.legend{display:flex;flex-wrap:wrap;gap:1rem;margin:.6rem 0 0;padding:0;list-style:none;font-size:.87rem}
.legend svg{width:.8rem;height:.8rem;margin-right:.35rem;vertical-align:-.08rem}
.filters{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end;position:sticky;top:0;z-index:1;
  background:var(--page);padding:.6rem 0;border-bottom:1px solid var(--line);margin-bottom:.75rem}
.filters label{display:flex;flex-direction:column;font-size:.82rem;color:var(--quiet)}
.filters input,.filters select{color:var(--text);font-size:.92rem;width:9rem}
.filters .wide{flex:1 1 14rem}.filters .wide input{width:100%}
.shown{margin:0 0 .5rem;color:var(--quiet)}
.file{padding:.8rem .9rem;margin-bottom:.75rem;content-visibility:auto;contain-intrinsic-size:auto 6rem}
.file h3{overflow-wrap:anywhere}
.site{border-top:1px solid var(--line)}
.site>summary{display:grid;grid-template-columns:1rem 6.6rem 4rem minmax(0,1fr) minmax(0,13rem);gap:0 .7rem;
  align-items:baseline;padding:.45rem .2rem;cursor:pointer;list-style:none}
.site>summary::-webkit-details-marker{display:none}
.site>summary::before{content:"▸";color:var(--quiet)}
.site[open]>summary::before{content:"▾"}
.site>summary:hover{background:var(--sunken)}
.badge{justify-self:start;font-size:.8rem;font-weight:650;border:1px solid currentColor;border-radius:999px;
  padding:0 .55rem;white-space:nowrap}
.place{color:var(--quiet);font-variant-numeric:tabular-nums}
.rule{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;color:var(--quiet)}
.said{min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.body{padding:0 .3rem .8rem 1.4rem}
.body p{margin:.3rem 0;max-width:60rem}
.note{border-left:3px solid var(--warn);padding-left:.7rem}
dl{margin:.5rem 0}
.body dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .9rem}
.body dt{color:var(--quiet)}.body dd{margin:0;overflow-wrap:anywhere}
.code{margin:.6rem 0;padding:.5rem 0;background:var(--sunken);border:1px solid var(--line);border-radius:6px;
  overflow-x:auto;tab-size:4}
.line{display:block;padding:0 .7rem;min-width:max-content}
.number{display:inline-block;width:4ch;margin-right:1.5ch;text-align:right;color:var(--quiet);user-select:none}
.marked{background:var(--marked)}mark{background:none;color:inherit}
.added{background:var(--added)}.removed{background:var(--removed)}.hunk{color:var(--quiet)}
.panel{margin-bottom:1.5rem}.panel ul{margin:0;padding-left:1.2rem}.panel li{overflow-wrap:anywhere}
kbd{border:1px solid var(--line);border-radius:4px;padding:0 .3rem;background:var(--surface);font-size:.85em}
footer{color:var(--quiet);font-size:.87rem}
[hidden]{display:none!important}
@media (max-width:44rem){header{flex-direction:column}header,main,footer{padding:.75rem}
.site>summary{grid-template-columns:1rem auto minmax(0,1fr);row-gap:.15rem}
.site>summary .said{grid-column:2/-1;white-space:normal;overflow-wrap:anywhere}
.site>summary .rule{grid-column:2/-1}
.bar{grid-template-columns:minmax(0,9rem) 1fr 2.4rem}.figures{grid-template-columns:repeat(3,minmax(0,1fr))}
.figures dd{font-size:1.25rem}.figures div{padding:.5rem .6rem}
.filters{position:static;gap:.5rem}.filters label{flex:1 1 8rem}.filters input,.filters select{width:100%}
.body{padding-left:.3rem}.command{flex-direction:column}}
@media print{:root{color-scheme:light}body{background:none;font-size:11px}
.filters,.filters+.quiet,#theme,#copy,.skip,.shown{display:none}.chart,.panel{break-inside:avoid}
.file{content-visibility:visible;border:0;padding:0}.file h3{break-after:avoid}.site{break-inside:avoid}
.site>summary::before{content:""}.line{white-space:pre-wrap;min-width:0}.charts{grid-template-columns:1fr 1fr}
*{print-color-adjust:exact}}`;
