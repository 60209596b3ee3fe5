/** What the page does in the browser, as text: `data` is the timeline. Written without anything that a strict page forbids. */
export const PAGE_SCRIPT = `
const data = JSON.parse(document.getElementById('data').textContent);
const audio = document.querySelector('audio');
const rows = [...document.querySelectorAll('#segments tbody tr')];
const view = document.getElementById('view');
const cursor = document.getElementById('cursor');
const status = document.getElementById('status');
const seconds = data.length / data.sampleRate;
let zoom = 1;
let at = 0;
const clock = (s) => Math.floor(s / 60) + ':' + String(Math.floor(s % 60)).padStart(2, '0');
const show = () => {
  cursor.style.left = (100 * at) / seconds + '%';
  const now = data.segments.find((s) => s.start / data.sampleRate <= at && at < s.end / data.sampleRate);
  const text = clock(at) + (now ? ' – ' + (now.label === null ? 'no answer' : now.label + ', ' + Math.round(100 * now.probability) + ' %') : ' – no speech');
  if (status.textContent !== text) status.textContent = text;
  rows.forEach((row, i) => row.toggleAttribute('data-now', data.segments[i] === now));
};
const go = (to, play) => {
  at = Math.max(0, Math.min(seconds, to));
  if (audio.src) {
    audio.currentTime = at;
    if (play) audio.play().catch(() => {});
  }
  show();
};
const setZoom = (value) => {
  zoom = Math.max(1, Math.min(64, value));
  view.firstElementChild.style.width = 100 * zoom + '%';
  view.scrollLeft = (at / seconds) * view.scrollWidth - view.clientWidth / 2;
};
view.addEventListener('click', (event) => {
  const box = view.firstElementChild.getBoundingClientRect();
  go(((event.clientX - box.left) / box.width) * seconds, true);
});
rows.forEach((row, i) => row.querySelector('button').addEventListener('click', () => go(data.segments[i].start / data.sampleRate, true)));
document.getElementById('in').addEventListener('click', () => setZoom(zoom * 2));
document.getElementById('out').addEventListener('click', () => setZoom(zoom / 2));
document.getElementById('file').addEventListener('change', (event) => {
  const file = event.target.files[0];
  if (!file) return;
  audio.src = URL.createObjectURL(file);
  audio.hidden = false;
  go(at, false);
});
audio.addEventListener('timeupdate', () => { at = audio.currentTime; show(); });
audio.addEventListener('error', () => { document.getElementById('hint').hidden = false; });
view.addEventListener('keydown', (event) => {
  const step = event.shiftKey ? 10 : 1;
  if (event.key === 'ArrowRight') go(at + step, false);
  else if (event.key === 'ArrowLeft') go(at - step, false);
  else if (event.key === 'Home') go(0, false);
  else if (event.key === 'End') go(seconds, false);
  else if (event.key === '+') setZoom(zoom * 2);
  else if (event.key === '-') setZoom(zoom / 2);
  else if (event.key === ' ') { if (audio.paused) go(at, true); else audio.pause(); }
  else return;
  event.preventDefault();
});
show();
`;
