import { symbolKey } from '../symbol.js';
import type { Random } from './random.js';

const HEADS = (
  'Alv Bren Cald Corv Dant Elar Fenn Galv Hald Ist Jor Kest Lorn Meld Nerv Orv Pell ' +
  'Quar Rill Sorn Tal Ulv Vann Wex Xyl Yarr Zeph Arb Bost Crim Dorn Esk Farr Grell ' +
  'Hest Ild Jast Kern Lusk Mov Nyst Ond Prax Quel Rost Sker Trev Urs Velt Wynd Yost ' +
  'Zand Brisk Clav Drav Eld Fol Gant Hoft Ing Karn Lev Morv Nald Obr Pors Rud Stav ' +
  'Thess Umb Vrand Wold'
).split(' ');
const TAILS = (
  'ane era ica ion ix or ura ent ell ander ova iss aro eth und ist on ia ex um ara ello enne ida ' +
  'olo ery inor adon ulus aven'
).split(' ');
const ENDINGS = ['', '', ' Inc.', ' Corp.', ', Inc.', ' Holdings', ' Group', ' Co.'] as const;

/** Makes up company names and free symbols, never the same one twice. */
export class NameMaker {
  private readonly names = new Set<string>();
  private readonly keys = new Set<string>();

  constructor(
    private readonly random: Random,
    taken: readonly string[],
  ) {
    for (const symbol of taken) this.keys.add(symbolKey(symbol));
  }

  /** A name such as `Corvura Therapeutics, Inc.` that ends in one of the words. */
  name(words: readonly string[]): string {
    for (;;) {
      const root = this.random.pick(HEADS) + this.random.pick(TAILS);
      const core = `${root} ${this.random.pick(words)}`;
      if (this.names.has(core)) continue;
      this.names.add(core);
      return core + this.random.pick(ENDINGS);
    }
  }

  /** Three or four letters out of the name. */
  symbol(name: string): string {
    const letters = name.toUpperCase().replace(/[^A-Z ]/g, '');
    const [root = '', word = ''] = letters.split(' ');
    const consonants = root.slice(1).replace(/[AEIOU]/g, '');
    const tries = [
      root.slice(0, 1) + consonants.slice(0, 2) + word.slice(0, 1),
      root.slice(0, 3) + word.slice(0, 1),
      root.slice(0, 4),
      root.slice(0, 2) + word.slice(0, 2),
      root.slice(0, 1) + consonants.slice(-2) + word.slice(0, 1),
    ];
    for (const candidate of tries) {
      if (candidate.length >= 3 && this.claim(candidate)) return candidate;
    }
    for (;;) {
      let candidate = root.slice(0, 2);
      while (candidate.length < 4)
        candidate += String.fromCharCode(65 + this.random.integer(0, 25));
      if (this.claim(candidate)) return candidate;
    }
  }

  /** Whether the symbol was free; it no longer is. */
  claim(symbol: string): boolean {
    const key = symbolKey(symbol);
    if (this.keys.has(key)) return false;
    this.keys.add(key);
    return true;
  }
}
