import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';

export interface DrawnBar {
  readonly label: string;
  /** Width in pixels. */
  readonly width: number;
}

/** The bars of the chart that is open, from top to bottom. */
export async function barsOn(page: Page): Promise<DrawnBar[]> {
  const bars = page.locator('.lt-drawing [aria-label="bar"] rect');
  return (await bars.evaluateAll(
    (all) =>
      (all as { getAttribute(name: string): string | null }[]).map((it) => ({
        label: (it.getAttribute('aria-label') ?? '').replace(/: [^:]*$/, ''),
        width: Number(it.getAttribute('width')),
      })),
    undefined,
  )) as DrawnBar[];
}

/** The text of the file that a click saves. */
export async function downloaded(page: Page, button: Locator): Promise<string> {
  const waiting = page.waitForEvent('download');
  await button.click();
  return readFileSync(await (await waiting).path(), 'utf8');
}
