import { createHash } from 'node:crypto';
import { html, trusted } from '../report/render/html-template.ts';

/** Asks for the state each second, and draws it; makes elements and no markup, no code. */
const SCRIPT = `
'use strict';
(() => {
const byId = (id) => document.getElementById(id);
const make = (tag, given, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given || {})) element.setAttribute(name, value);
  element.append(...children);
  return element;
};
const shape = (tag, given) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
  return element;
};
const time = (s) => s >= 3600 ? Math.floor(s / 3600) + ' h ' + Math.floor(s % 3600 / 60) + ' min' : s >= 60 ? Math.floor(s / 60) + ' min ' + Math.floor(s % 60) + ' s' : Math.ceil(s) + ' s';
const PAIRS = [['Loss', 'loss', 'val_loss'], ['Accuracy', 'accuracy', 'val_accuracy']];

function plot(name, epochs, title, keys) {
  const lines = keys.map((key) => epochs.filter(({ scalars }) => Number.isFinite(scalars[key])).map(({ epoch, scalars }) => [epoch, scalars[key]])).filter((line) => line.length > 0);
  const all = lines.flat();
  if (all.length === 0) return [];
  const last = Math.max(1, ...all.map(([x]) => x));
  const high = Math.max(...all.map(([, y]) => y), title === 'Accuracy' ? 1 : 0);
  const svg = shape('svg', { viewBox: '0 0 320 140', role: 'img', 'aria-label': title + ' of ' + name + ' over ' + epochs.length + ' epochs' });
  lines.forEach((line, i) => svg.append(shape('polyline', {
    class: i === 0 ? 'learned' : 'held',
    points: line.map(([x, y]) => (10 + 300 * x / last).toFixed(1) + ',' + (130 - 120 * y / high).toFixed(1)).join(' '),
  })));
  const now = keys.map((key) => epochs.at(-1).scalars[key]).map((value) => value === undefined ? '–' : value.toFixed(3));
  return [make('figure', {}, svg, make('figcaption', {}, title + ': ' + now[0] + ' learned from (solid), ' + now[1] + ' held out (dashed)'))];
}

function show({ command, stages, notes, curves }) {
  byId('command').textContent = 'ser ' + command;
  const running = stages.filter(({ summary }) => summary === null);
  const now = running.at(-1);
  byId('now').textContent = now ? now.title + ': ' + Math.floor(now.done) + ' of ' + now.total + (now.left === null ? '' : ', ' + time(now.left) + ' left') : 'Between two stages.';
  document.title = (now ? Math.floor(100 * now.done / Math.max(1, now.total)) + ' % ' + now.title : 'ser') ;
  const bar = byId('bar');
  bar.max = now ? now.total : 1;
  bar.value = now ? now.done : 0;
  byId('curves').replaceChildren(...curves.filter(({ epochs }) => epochs.length > 0).map(({ name, epochs }) =>
    make('section', {}, make('h2', {}, name + ', epoch ' + (epochs.at(-1).epoch + 1)), make('div', { class: 'plots' }, ...PAIRS.flatMap(([title, ...keys]) => plot(name, epochs, title, keys))))));
  byId('done').replaceChildren(...stages.filter(({ summary }) => summary !== null).map(({ title, summary }) => make('li', {}, title + ': ' + summary)));
  byId('notes').replaceChildren(...notes.map((note) => make('li', {}, note)));
}

async function follow() {
  try {
    const answer = await fetch('state');
    if (!answer.ok) throw new Error(String(answer.status));
    show(await answer.json());
    setTimeout(follow, 1000);
  } catch {
    byId('now').textContent = 'The program has ended. What it found is in the run folder.';
    document.title = 'ser: ended';
  }
}
follow();
})();
`;

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1d2329, #e4e7ea); --paper: light-dark(#fcfcfa, #14181c); --soft: light-dark(#5b6570, #9fabb6); --line: light-dark(#d9dde1, #333b43); --blue: light-dark(#0072b2, #6bb6ea); --orange: light-dark(#b34a00, #f0a35e); }
body { margin: 0 auto; max-width: 52rem; padding: 1.5rem 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.05rem; }
#now { font-size: 1.2rem; } progress { width: 100%; }
.plots { display: flex; flex-wrap: wrap; gap: 1rem; } figure { margin: 0; flex: 1 1 18rem; }
svg { display: block; width: 100%; border: 1px solid var(--line); border-radius: 6px; }
polyline { fill: none; stroke: var(--blue); stroke-width: 2; } .held { stroke: var(--orange); stroke-dasharray: 5 3; }
figcaption, #command, li { color: var(--soft); font-size: 0.9rem; }
`;

/** The live page: it asks nobody but the server that gave it. */
export const LIVE_PAGE: string = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>ser</title><style>${trusted(STYLE)}</style></head>
<body><main><h1>Training</h1><p id="command"></p><p id="now" role="status">Asking …</p><progress id="bar" aria-label="The stage at hand" value="0" max="1"></progress>
<div id="curves"></div><h2>Done</h2><ul id="done"></ul><h2>Notes</h2><ul id="notes"></ul></main>
<script>${trusted(SCRIPT)}</script></body></html>
`.markup;

/** What the page may do: run its own script, and ask its own server. */
export const LIVE_POLICY: string = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`;
