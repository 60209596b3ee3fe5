/** The page's style sheet: system fonts, one measure, light and dark, and paper. */
export const STYLE = `
:root {
  --paper: #fcfcfa; --ink: #1d2329; --soft: #5b6570; --line: #d9dde1; --faint: #f1f3f4;
  --edge: #7c8792; --shadow: rgb(0 0 0 / 0.28); --right: #00795a; --wrong: #c4450c;
  --link: #0b5a8f; --caution: #8a4b00; --caution-paper: #fff7e8; --info: #0b5a8f; --info-paper: #eff6fb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181c; --ink: #e4e7ea; --soft: #9fabb6; --line: #333b43; --faint: #1d2328;
    --edge: #77828d; --shadow: rgb(255 255 255 / 0.35); --right: #3fbf97; --wrong: #f08a54;
    --link: #7cc0f2; --caution: #f2bd6b; --caution-paper: #2a2115; --info: #7cc0f2; --info-paper: #15232e;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { color-scheme: light dark; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 6rem; max-width: 66rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
}
h1, h2, h3 { line-height: 1.25; font-weight: 600; text-wrap: balance; }
h1 { margin: 0; font-size: 2rem; letter-spacing: -0.015em; }
h2 { margin: 4rem 0 1rem; padding-top: 1.25rem; border-top: 1px solid var(--line); font-size: 1.4rem; }
h3 { margin: 2.25rem 0 0.6rem; font-size: 1.05rem; }
p, .note li, dd, figcaption { max-width: 44rem; text-wrap: pretty; }
p, li, dd { overflow-wrap: anywhere; }
p { margin: 0.7rem 0; }
.lead { margin: 1.5rem 0; font-size: 1.08rem; }
.subtitle { margin: 0.4rem 0 1.5rem; color: var(--soft); }
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus-visible, .map:focus-visible, summary:focus-visible, select:focus-visible, input:focus-visible, button:focus-visible, .scroll:focus-visible, audio:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code, pre { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.86em; }
code { overflow-wrap: anywhere; }
pre { margin: 0; padding: 0.9rem 1rem; line-height: 1.45; background: var(--faint); border-radius: 6px; width: max-content; min-width: 100%; }
small { color: var(--soft); font-size: 0.84em; }
ul { margin: 0.6rem 0; padding-left: 1.2rem; }
li { max-width: 44rem; margin: 0.25rem 0; }
nav { position: sticky; top: 0; z-index: 2; margin: 1.5rem -1.25rem 0; padding: 0.4rem 1.25rem; background: var(--paper); border-bottom: 1px solid var(--line); }
nav ol { position: relative; display: flex; gap: 0.2rem 1.2rem; margin: 0; padding: 0.2rem 0; list-style: none; font-size: 0.92rem; overflow-x: auto; white-space: nowrap; }
nav a { display: inline-block; padding: 0.15rem 0; text-decoration: none; }
nav a:hover { text-decoration: underline; }
nav a[aria-current] { font-weight: 600; color: var(--ink); }
.search { position: relative; }
.search input, select, button { font: inherit; color: inherit; background: var(--faint); border: 1px solid var(--edge); border-radius: 6px; padding: 0.25rem 0.5rem; }
.search input { width: 100%; max-width: 22rem; font-size: 0.92rem; }
.search .found { max-height: 50vh; overflow-y: auto; margin: 0; padding: 0; list-style: none; font-size: 0.88rem; }
.search .found li { margin: 0.2rem 0; max-width: none; }
.found-count { margin: 0.1rem 0; font-size: 0.88rem; color: var(--soft); }
.found-count:empty { display: none; }
main > section, .found a, [id^="place-"], details { scroll-margin-top: 6rem; }
.anchor { color: var(--soft); text-decoration: none; font-weight: 400; }
@media (min-width: 72rem) {
  body { max-width: 84rem; display: grid; grid-template-columns: 14rem minmax(0, 66rem); column-gap: 2.5rem; }
  header { grid-column: 2; }
  nav { grid-column: 1; grid-row: 1 / span 2; align-self: start; max-height: 100vh; overflow-y: auto; margin: 0; padding: 1rem 0; border: 0; }
  nav ol { display: block; overflow: visible; white-space: normal; }
  nav li { margin: 0.15rem 0; }
  main { grid-column: 2; }
  main > section, [id^="place-"], details { scroll-margin-top: 1rem; }
}
.note { max-width: 48rem; margin: 1.5rem 0; padding: 0.9rem 1.2rem; border-left: 4px solid; border-radius: 0 6px 6px 0; }
.note-title { margin: 0; font-weight: 600; }
.note ul { margin: 0.35rem 0 0; color: var(--ink); }
.note ul:has(> li:only-child) { padding: 0; list-style: none; }
.caution { border-color: var(--caution); background: var(--caution-paper); }
.caution .note-title { color: var(--caution); }
.info { border-color: var(--info); background: var(--info-paper); }
.info .note-title { color: var(--info); }
.scroll { overflow-x: auto; margin: 1rem 0; }
/* Shadows at an edge say that there is more to see behind it. */
.scroll {
  background:
    linear-gradient(to right, var(--paper) 30%, transparent) left / 3rem 100% no-repeat local,
    linear-gradient(to left, var(--paper) 30%, transparent) right / 3rem 100% no-repeat local,
    linear-gradient(to right, var(--shadow), transparent) left / 1rem 100% no-repeat scroll,
    linear-gradient(to left, var(--shadow), transparent) right / 1rem 100% no-repeat scroll;
}
table { border-collapse: collapse; font-size: 0.92rem; font-variant-numeric: tabular-nums lining-nums; }
caption { padding: 0 0 0.5rem; text-align: left; color: var(--soft); font-size: 0.9rem; }
caption span { position: sticky; left: 0; display: inline-block; max-width: calc(100vw - 2.5rem); }
th, td { padding: 0.36rem 0.9rem; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { padding-left: 0.2rem; }
thead th { border-bottom: 1.5px solid var(--ink); font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 500; white-space: nowrap; }
tbody th code { white-space: normal; }
.number { text-align: right; }
td.number { white-space: nowrap; }
td small { display: block; }
.grid td { text-align: right; padding: 0; background: rgb(0 114 178 / calc(var(--share, 0) * 0.42)); border: 1px solid var(--line); white-space: nowrap; }
.grid td > a, .grid td > span { display: block; }
.grid td, .grid td > a, .grid td > span { min-width: 2.1rem; }
.grid td:not(:has(> a, > span)), .grid td > a, .grid td > span { padding: 0.34rem 0.5rem; }
.grid td > a { color: var(--ink); text-decoration: none; }
.grid td > a:hover { text-decoration: underline; }
.grid thead th { padding: 0.2rem 0.5rem; text-align: right; }
.grid thead th > span { writing-mode: sideways-lr; text-align: left; line-height: 1.1; }
@supports not (writing-mode: sideways-lr) { .grid thead th > span { writing-mode: vertical-rl; transform: rotate(180deg); } }
.told:focus { outline: none; }
.choices { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; margin: 1rem 0 0.5rem; }
.choices label { display: grid; gap: 0.15rem; font-size: 0.88rem; color: var(--soft); }
.choices select { color: var(--ink); max-width: 100%; }
.beside { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); gap: 0 2rem; }
#explorer .beside > :last-child:empty { display: none; }
#explorer .beside:has(> :last-child:empty) { grid-template-columns: minmax(0, 1fr); }
#explorer .cards, #map-view .cards { grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 1rem; margin: 0.8rem 0; }
#explorer article, #map-view article { padding: 0.7rem; border: 1px solid var(--line); border-top: 3px solid var(--right); border-radius: 6px; overflow-wrap: anywhere; }
#explorer article.wrong, #map-view article.wrong { border-top-color: var(--wrong); }
#explorer h4, #map-view h4 { margin: 0 0 0.4rem; font-size: 0.95rem; }
#explorer img, #map-view img { aspect-ratio: 7 / 3; border: 1px solid var(--line); }
.bars { margin: 0.4rem 0; padding: 0; list-style: none; font-size: 0.84rem; }
.bars li { display: flex; justify-content: space-between; margin: 1px 0; padding: 0 0.3rem; max-width: none; background: linear-gradient(to right, rgb(0 114 178 / 0.3) calc(100% * var(--share)), transparent 0); }
.bars .true { font-weight: 600; }
button { cursor: pointer; }
.map { border: 1px solid var(--line); border-radius: 6px; background: var(--paper); }
.map svg { display: block; width: 100%; }
.map circle { cursor: pointer; stroke: var(--paper); stroke-width: 2; }
.map circle.now { stroke: var(--ink); stroke-width: 5; }
.legend { display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; padding: 0; list-style: none; font-size: 0.88rem; }
.legend i { display: inline-block; width: 0.8em; height: 0.8em; margin-right: 0.35em; border-radius: 50%; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 0.35rem 1.5rem; margin: 1rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 29rem), 1fr)); gap: 0 2rem; align-items: start; }
.pair > *, .figures > * { min-width: 0; }
.figures { display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: flex-start; }
.figures > figure { flex: 1 1 18rem; }
figure { margin: 1rem 0; max-width: 100%; }
figure .scroll { margin: 0; }
figure svg { display: block; max-width: 100%; height: auto; }
figure svg text { font-family: inherit; }
figcaption { margin-top: 0.4rem; color: var(--soft); font-size: 0.9rem; }
details { margin: 1rem 0; }
summary { cursor: pointer; color: var(--link); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19.5rem), 1fr)); gap: 1.5rem; margin: 1.5rem 0; padding: 0; list-style: none; }
.cards li, nav li { max-width: none; margin: 0; }
.cards h3 { margin: 0 0 0.5rem; font-size: 1rem; }
.cards p { margin: 0.3rem 0; font-size: 0.9rem; }
.cards img { display: block; width: 100%; height: auto; aspect-ratio: 2 / 1; border-radius: 4px; }
.cards audio { display: block; width: 100%; height: 2.4rem; margin: 0.5rem 0; }
@media (max-width: 40rem) {
  body { padding: 1.5rem 1rem 4rem; }
  nav { margin: 1.5rem -1rem 0; padding: 0.4rem 1rem; }
  .grid { font-size: 0.8rem; }
  h1 { font-size: 1.6rem; }
  h2 { margin-top: 2.5rem; }
  dl { display: block; }
  dd { margin: 0 0 0.6rem; }
  figure .scroll svg { max-width: none; }
  .beside { display: block; }
  .grid td, .grid td > a, .grid td > span { min-width: 0; }
  .grid td:not(:has(> a, > span)), .grid td > a, .grid td > span { padding: 0.34rem 0.28rem; }
  .grid thead th { padding: 0.2rem 0.28rem; }
}
@media (prefers-color-scheme: dark) {
  /* Plots are drawn for light paper without a background: turned around they keep their hues. */
  @media not print {
    .plot svg { filter: invert(0.92) hue-rotate(180deg); }
    #explorer img, #map-view img { filter: invert(0.9); }
  }
}
@page { margin: 15mm; }
@media print {
  :root {
    --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --faint: #f5f5f5;
    --link: #000; --caution: #6b3a00; --caution-paper: #fff; --info: #000; --info-paper: #fff;
  }
  html { color-scheme: light; font-size: 9.5pt; }
  body { display: block; max-width: none; padding: 0; }
  nav, audio, .cards audio, .choices, #explorer, #map-view, .anchor { display: none; }
  a[href^="#"] { text-decoration: none; }
  .scroll { background: none; overflow: visible; }
  * { print-color-adjust: exact; }
  h2 { margin-top: 2rem; break-after: avoid; }
  h3, summary, .scroll:has(pre) { break-after: avoid; }
  /* A table begins where it fits; one that is longer than a sheet goes on with its head. */
  figure, .cards li, tr, .note, pre, .scroll:has(table) { break-inside: avoid; }
  .figures { display: block; }
  .figures > figure { display: inline-block; vertical-align: top; width: 47%; margin-right: 2%; }
  .figures > figure:only-child { width: auto; }
  .pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); font-size: 0.82rem; }
  .cards { grid-template-columns: repeat(3, 1fr); }
  details:not(.lookup, .lookup *)::details-content { content-visibility: visible; height: auto; }
}
`;
