import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Recipe } from '../lab.js';
import { descriptorsOf, megabytesOf, quantile } from '../tools/clients.js';
import { importWell } from '../tools/commands.js';
import { laterCloses } from '../tools/market.js';
import { mixtures } from '../tools/reading-load.js';
import { fillMarket, readOn, startServing } from './serving.js';

const MINUTE_MS = 60_000;
const SAMPLES_A_MINUTE = 12;
/** The heap takes what it needs in the first minutes; after that it must stay. */
const MAX_GROWTH_MB = 60;
const MAX_DESCRIPTORS = 8;

/** Ten minutes of readers, with an import each minute. */
export const SOAK: Recipe = {
  id: 'R-16',
  title: 'ten minutes of readers with an import each minute: memory and descriptors stay',
  engines: ['sqlite'],
  async run(lab) {
    const { url } = await lab.newStore();
    await fillMarket(lab, url);
    const { child, url: address } = await startServing(lab, url);
    const minutes = lab.isShort ? 3 : 10;
    const minuteMs = lab.isShort ? 5_000 : MINUTE_MS;
    const load = readOn([address]);
    const memory: number[] = [];
    const descriptors: number[] = [];
    for (let minute = 0; minute < minutes; minute++) {
      const importing = importWell(url, laterCloses(lab.path('files'), minute, 300));
      for (let k = 0; k < SAMPLES_A_MINUTE; k++) {
        await pause(minuteMs / SAMPLES_A_MINUTE);
        memory.push(megabytesOf(child.pid));
        descriptors.push(descriptorsOf(child.pid));
      }
      await importing;
    }
    const readings = await load.stop();
    const failed = readings.filter(({ isOk }) => !isOk);
    assert.deepEqual(failed.slice(0, 3), [], `${failed.length} reads failed`);
    assert.deepEqual(mixtures(readings), []);
    const versions = new Set(readings.map(({ version }) => version));
    assert.ok(versions.size >= minutes, `${versions.size} versions were read`);
    const part = Math.floor(memory.length / 4);
    const early = quantile(memory.slice(part, 2 * part), 0.5);
    const late = quantile(memory.slice(-part), 0.5);
    assert.ok(late - early < MAX_GROWTH_MB, `from ${early} to ${late} MB`);
    const open = [descriptors.slice(part, 2 * part), descriptors.slice(-part)] as const;
    const [openEarly, openLate] = open.map((some) => quantile(some, 0.5)) as [number, number];
    assert.ok(openLate - openEarly < MAX_DESCRIPTORS, `${openEarly} to ${openLate} descriptors`);
    return {
      ...{ minutes, reads: readings.length, failed: 0, imports: minutes, versions: versions.size },
      ...{ earlyMb: Math.round(early), lateMb: Math.round(late), openEarly, openLate },
    };
  },
};
