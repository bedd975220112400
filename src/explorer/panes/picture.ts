import { saveFile } from './save-file.js';

const SVG = 'http://www.w3.org/2000/svg';

/** The drawn chart as one SVG text with its colours and legend, on the background of the page. */
export function svgOf(chart: HTMLElement): { text: string; width: number; height: number } {
  const plot = [...chart.querySelectorAll('svg')].at(-1);
  if (plot === undefined) throw new Error('there is no chart to save');
  const copy = plot.cloneNode(true) as SVGSVGElement;
  const { color, fontFamily } = getComputedStyle(plot);
  const [width, height] = [plot.clientWidth, plot.clientHeight];
  const labels = [...chart.querySelectorAll('[class*="-swatch"]')].filter((it) => it.textContent);
  const above = labels.length === 0 ? 0 : 24;
  copy.setAttribute('xmlns', SVG);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height + above));
  copy.setAttribute('viewBox', `0 ${-above} ${width} ${height + above}`);
  copy.setAttribute('color', color);
  copy.setAttribute('font-family', fontFamily);
  for (const tip of copy.querySelectorAll('[aria-label="tip"]')) tip.remove();
  copy.prepend(background(width, height + above, above));
  let x = 8;
  for (const label of labels) {
    const fill = label.querySelector('svg')?.getAttribute('fill') ?? color;
    copy.append(...swatch(x, fill, label.textContent ?? ''));
    x += (label.textContent ?? '').length * 7 + 34;
  }
  return { text: new XMLSerializer().serializeToString(copy), width, height: height + above };
}

function background(width: number, height: number, above: number): SVGElement {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const isDark = document.body.classList.contains('graphiql-dark') || (dark && !isLight());
  return element('rect', { y: -above, width, height, fill: isDark ? '#212a3b' : '#ffffff' });
}

function isLight(): boolean {
  return document.body.classList.contains('graphiql-light');
}

function swatch(x: number, fill: string, text: string): SVGElement[] {
  const label = element('text', { x: x + 16, y: -8, fill: 'currentColor', 'font-size': 12 });
  label.textContent = text;
  return [element('rect', { x, y: -18, width: 12, height: 12, fill }), label];
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** Saves the chart as a picture of twice its size on the screen. */
export async function savePng(name: string, chart: HTMLElement): Promise<void> {
  const { text, width, height } = svgOf(chart);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * 2;
  canvas.height = height * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  if (blob !== null) saveFile(name, blob, 'image/png');
}
