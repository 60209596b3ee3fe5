import { PAGE_SCRIPT } from './page-script.ts';
import { speakerTimes } from './speaker-times.ts';
import { clock, nameOf, sentence, type Timeline, type TimelineSegment, type TimelineWindow } from './timeline.ts';

/** Colors that people with color blindness tell apart (Okabe and Ito), and further ones by hue. */
const colors: readonly string[] = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#d55e00',
  '#56b4e9',
  '#f0e442',
  '#7f7f7f',
];
const colorOf = (index: number): string => colors[index] ?? `hsl(${(index * 47) % 360} 60% 50%)`;
/** What cannot be told is gray, and has the number -1. */
const noColor = '#9aa0a6';
const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Where the windows of a timeline stand, for people. */
function windowsIn({ speechBy }: Pick<Timeline, 'speechBy'>): string {
  if (speechBy === 'speakers') return 'in the segments that were given; a shorter segment is one window';
  if (speechBy === 'none') return 'in the whole recording, of which no speech can be told at its rate';
  return 'in the speech that was found; speech that is shorter is one window, with what is around it';
}

/** One self-contained page of a timeline; the sound is the recording itself, at `source`, or a file that the reader opens. */
export function timelinePage(timeline: Timeline, { title, source }: { title: string; source: string }): string {
  const { length, sampleRate, segments, windows, labels, peaks, channel, complaint, speech } = timeline;
  const caveats = [
    ...(complaint === undefined ? [] : [`The recording is damaged: ${complaint}. This is of what is there.`]),
    ...timeline.caveats,
  ];
  const numberOf = ({ label }: Pick<TimelineSegment, 'label'>): number => (label === null ? -1 : labels.indexOf(label));
  const fillOf = (k: number): string => (k < 0 ? noColor : colorOf(k));
  const said = ({ label, probability, reasons }: TimelineSegment): string =>
    escapeHtml(label === null ? `no answer: ${reasons.join(', ')}` : `${label}, ${Math.round(100 * probability)} %`);
  const x = (sample: number): string => ((1000 * sample) / Math.max(1, length)).toFixed(2);
  const scale = 48 / Math.max(0.001, ...peaks);
  const side = (sign: number): string[] =>
    peaks.map((peak, i) => `${((1000 * i) / peaks.length).toFixed(1)} ${(50 + sign * scale * peak).toFixed(1)}`);
  const wave = peaks.length === 0 ? '' : `<path class="wave" d="M${[...side(-1), ...side(1).reverse()].join('L')}Z"/>`;
  const ribbon = segments.map(
    (segment) =>
      `<rect x="${x(segment.start)}" width="${x(segment.end - segment.start)}" y="104" height="26" fill="${fillOf(numberOf(segment))}">` +
      `<title>${said(segment)}, ${clock(segment.start / sampleRate)}–${clock(segment.end / sampleRate)}</title></rect>`,
  );
  const windowsOf = speech.map(() => [] as TimelineWindow[]);
  for (const window of windows) windowsOf[window.stretch]!.push(window);
  const curves = labels.map((_, k) => {
    // A line for each stretch of speech, from its start to its end.
    const lines = speech.map(({ start, end }, i) => {
      // The middle of a window around short speech may lie beside the speech.
      const own = windowsOf[i]!.map((window) => {
        const middle = (window.start + window.end) / 2;
        return [Math.min(Math.max(middle, start), end), window.probabilities[k]!] as const;
      });
      const points = own.length === 0 ? [] : [[start, own[0]![1]] as const, ...own, [end, own.at(-1)![1]] as const];
      return points.map(([at, p], n) => `${n === 0 ? 'M' : 'L'}${x(at)} ${(220 - 80 * p).toFixed(1)}`).join('');
    });
    return `<path class="curve" stroke="${colorOf(k)}" d="${lines.join('')}"/>`;
  });
  const shown = [...labels, null].filter((label) => segments.some((segment) => segment.label === label));
  const legend = shown.map(
    (label) => `<li><i data-k="${numberOf({ label })}"></i>${escapeHtml(nameOf({ label }))}</li>`,
  );
  const swatches = [-1, ...labels.keys()].map((k) => `[data-k="${k}"]{background:${fillOf(k)}}`).join('');
  const isNamed = timeline.speakers !== undefined;
  const rows = segments.map(
    ({ start, end, label, probability, reasons, speaker }) =>
      `<tr><td><button type="button">${clock(start / sampleRate)}–${clock(end / sampleRate)}</button></td>` +
      `<td><i data-k="${numberOf({ label })}"></i>${escapeHtml(nameOf({ label }))}</td><td>${label === null ? escapeHtml(reasons.join(', ')) : `${Math.round(100 * probability)} %`}</td>` +
      `${isNamed ? `<td>${escapeHtml(speaker ?? '')}</td>` : ''}</tr>`,
  );
  const bySpeaker = isNamed ? speakerTimes(timeline) : [];
  const occurring = [...labels, 'no answer'].flatMap((name, k) =>
    bySpeaker.some(({ times }) => times[k]! > 0) ? [{ name, k }] : [],
  );
  const people = bySpeaker.map(
    ({ speaker, speech, times }) =>
      `<tr><th scope="row">${escapeHtml(speaker ?? '')}</th><td>${clock(speech / sampleRate)}</td>` +
      `${occurring.map(({ k }) => `<td>${speech > 0 ? Math.round((100 * times[k]!) / speech) : 0} %</td>`).join('')}</tr>`,
  );
  const byPerson = `<table><caption>Who speaks how long, and with which emotion for how much of it</caption>
<thead><tr><th scope="col">Speaker</th><th scope="col">Speech</th>${occurring.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`).join('')}</tr></thead><tbody>${people.join('')}</tbody></table>`;
  const spoken = speech.reduce((sum, { start, end }) => sum + end - start, 0);
  const data = JSON.stringify({ length, sampleRate, segments }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root{color-scheme:light dark;--ink:light-dark(#1b1b1b,#ececec);--paper:light-dark(#fff,#16181b);--soft:light-dark(#eceef1,#272b30);--wave:light-dark(#9aa3ad,#6d7680)}
body{margin:0 auto;max-width:70rem;padding:1rem;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.1rem;margin:0;font-weight:600;overflow-wrap:anywhere}.lead{font-size:1.5rem;line-height:1.3;margin:.3rem 0 .6rem}
#view{overflow-x:auto;background:var(--soft);border-radius:.4rem}#view>div{position:relative;min-width:100%}
svg{display:block;width:100%;height:15rem}.wave{fill:var(--wave)}.curve{fill:none;stroke-width:2;vector-effect:non-scaling-stroke}
#cursor{position:absolute;top:0;bottom:0;width:2px;background:var(--ink)}
ul{display:flex;flex-wrap:wrap;gap:.2rem 1rem;padding:0;list-style:none}i{display:inline-block;width:.8em;height:.8em;border-radius:.2em;margin-right:.4em}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25rem .5rem;border-bottom:1px solid var(--soft)}tr[data-now]{background:var(--soft)}
button,input{font:inherit;color:inherit}button{background:var(--soft);border:0;border-radius:.3rem;padding:.25rem .6rem;cursor:pointer}
audio{width:100%;margin:.5rem 0}.bar{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:.5rem 0}small{opacity:.8}${swatches}
</style></head><body><main>
<h1>${escapeHtml(title)}${channel === 'mix' ? '' : `, channel ${channel}`}</h1>
<p class="lead">${escapeHtml(sentence(timeline))}</p>
<div id="view" tabindex="0" role="group" aria-label="Timeline. Arrow keys move, plus and minus zoom, space plays."><div>
<svg viewBox="0 0 1000 230" preserveAspectRatio="none" role="img" aria-label="Loudness, emotions and their probabilities over time; the table below has the same in words.">
${wave}${ribbon.join('')}${curves.join('')}</svg><div id="cursor"></div></div></div>
<div class="bar"><button type="button" id="out" aria-label="Zoom out">−</button><button type="button" id="in" aria-label="Zoom in">+</button><span id="status" aria-live="polite"></span></div>
<ul>${legend.join('')}</ul>
<audio controls preload="metadata" src="${escapeHtml(source)}"></audio>
<p id="hint" hidden>The recording is not beside this page or not playable here.</p>
<p><label>Listen to another copy: <input type="file" id="file" accept="audio/*,video/*"></label></p>
<table id="segments"><caption>${segments.length} segments in ${clock(spoken / sampleRate)} of speech; the recording is ${clock(length / sampleRate)} long</caption>
<thead><tr><th scope="col">When</th><th scope="col">Emotion</th><th scope="col">Probability</th>${isNamed ? '<th scope="col">Speaker</th>' : ''}</tr></thead><tbody>${rows.join('')}</tbody></table>
${isNamed ? byPerson : ''}${caveats.map((caveat) => `<p>${escapeHtml(caveat)}</p>`).join('')}
<p><small>Model ${escapeHtml(timeline.model)} of ${escapeHtml(timeline.run)}. Decoded by ${escapeHtml(timeline.decoder)}. Probabilities are those of windows as long as the clips that the model learned from, overlapping by half, ${windowsIn(timeline)}. They are smoothed by a median of three, then calibrated; where the rules of ser predict give no answer, there is none.</small></p>
</main><script type="application/json" id="data">${data}</script><script>${PAGE_SCRIPT}</script></body></html>
`;
}
