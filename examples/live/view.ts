import type { Answer, TimedAnswer } from './answer.ts';

/** Colors of classes in their order, told apart by most eyes and on both grounds. Source: Tableau's palette of ten. */
const colors: readonly string[] = [
  ...['#e15759', '#4e79a7', '#b07aa1', '#9c755f', '#edc948', '#76b7b2', '#59a14f', '#f28e2b', '#ff9da7', '#8c8c8c'],
];

/** The color of a class. */
export function colorOf(index: number): string {
  return colors[index % colors.length]!;
}

/** The bars of all classes, which later answers move. */
export class Bars {
  readonly #rows: { readonly meter: HTMLMeterElement; readonly percent: HTMLSpanElement }[] = [];

  constructor(list: HTMLElement, labels: readonly string[]) {
    const items = labels.map((label, i) => {
      const color = Object.assign(document.createElement('span'), { className: 'color' });
      color.style.background = colorOf(i);
      const name = Object.assign(document.createElement('span'), { textContent: label });
      const meter = Object.assign(document.createElement('meter'), { ariaLabel: label });
      const percent = Object.assign(document.createElement('span'), { className: 'percent' });
      this.#rows.push({ meter, percent });
      const item = document.createElement('li');
      item.append(color, name, meter, percent);
      return item;
    });
    list.replaceChildren(...items);
  }

  show(probabilities: readonly number[] | undefined): void {
    for (const [i, { meter, percent }] of this.#rows.entries()) {
      meter.value = probabilities?.[i] ?? 0;
      percent.textContent = probabilities ? `${(100 * probabilities[i]!).toFixed(1)} %` : '';
    }
  }
}

/** Answers as a strip of colors: the surer, the fuller. */
export function drawRibbon(
  canvas: HTMLCanvasElement,
  answers: readonly TimedAnswer[],
  { labels, from, to }: { readonly labels: readonly string[]; readonly from: number; readonly to: number },
): void {
  const { width, height } = canvas.getBoundingClientRect();
  const scale = devicePixelRatio;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d')!;
  const place = (time: number): number => ((time - from) / (to - from)) * canvas.width;
  for (const { start, end, label, probabilities } of answers) {
    const left = Math.floor(place(start));
    const right = Math.ceil(place(end));
    if (label === null) {
      [context.globalAlpha, context.fillStyle] = [0.35, '#8c8c8c'];
      context.fillRect(left, canvas.height * 0.8, right - left, canvas.height * 0.2);
      continue;
    }
    const probability = Math.max(...probabilities!);
    [context.globalAlpha, context.fillStyle] = [0.25 + 0.75 * probability, colorOf(labels.indexOf(label))];
    context.clearRect(left, 0, right - left, canvas.height);
    context.fillRect(left, 0, right - left, canvas.height);
  }
}

/** An answer as a sentence. */
export function words({ label, reason, probabilities }: Answer): string {
  if (label === null) return `No answer: ${reason}.`;
  return `${label}, ${(100 * Math.max(...probabilities!)).toFixed(0)} %`;
}

/** Seconds as minutes and seconds. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
