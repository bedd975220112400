import { createHash } from 'node:crypto';
import { access, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { StoredVersion } from '../../store/stored-columns.js';
import type { Panel } from '../panel.js';
import { codeFingerprint } from './fingerprint.js';
import { pack, type Section } from './pack.js';
import { readSnapshot, type SnapshotKey, writeSnapshot } from './snapshot-file.js';
import { unpackPanel } from './unpack-panel.js';

/** Where one store keeps its snapshots: files of a folder whose names begin alike. */
export interface SnapshotPlace {
  readonly folder: string;
  readonly prefix: string;
  /** Name of the store, without a password. */
  readonly store: string;
  /** Where chunks of a database server are kept; null for an SQLite file, which is as near. */
  readonly chunkFolder: string | null;
}

/** How many snapshots of a store are kept: the newest, and the one before it. */
const KEPT = 2;
const ENDING = '.snapshot';
/** After that long a half-written file is left from a process that died. */
const ABANDONED_MS = 3_600_000;

/**
 * Where the snapshots of a store lie: beside an SQLite file, else in `./var/snapshots`; in
 * `setting` where that is a folder. Null for `off` and for a store in memory.
 */
export function snapshotPlace(store: string, setting: string): SnapshotPlace | null {
  if (setting === 'off' || store === 'sqlite::memory:') return null;
  const file = store.startsWith('sqlite:') ? store.slice('sqlite:'.length) : null;
  const own = file === null ? join('var', 'snapshots') : dirname(file);
  const digest = createHash('sha256').update(store).digest('hex').slice(0, 8);
  const name = file === null ? 'panel' : basename(file);
  const folder = setting === 'auto' ? own : setting;
  const chunkFolder = file === null ? join(folder, `chunks-${digest}`) : null;
  return { folder, prefix: `${name}.${digest}.`, store, chunkFolder };
}

/** Built panels on disk, one file for each data version. A file is only ever a shortcut. */
export class Snapshots {
  constructor(
    readonly place: SnapshotPlace,
    /** Takes one line when a file cannot be used or written. */
    readonly tell: (message: string) => void = () => {},
  ) {}

  /** The panel of a version; null when there is no file of it that can be used. */
  async read(version: StoredVersion): Promise<Panel | null> {
    const sections = await this.readSections(version);
    if (sections === null) return null;
    try {
      return await unpackPanel(sections);
    } catch (error) {
      this.refuse(this.path(version), error);
      return null;
    }
  }

  /** The same, packed. */
  async readSections(version: StoredVersion): Promise<Section[] | null> {
    const path = this.path(version);
    try {
      return await readSnapshot(path, isKey(this.key(version)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.refuse(path, error);
      return null;
    }
  }

  /** Whatever is wrong with a file, it is only ever a shortcut. */
  private refuse(path: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.tell(`the snapshot ${path} is not used: ${reason}; the panel is built from the store`);
  }

  /**
   * The panel that was written last, packed. The store is not asked, so that its version may be an
   * old one or one of data that are gone: whoever takes it compares. Null, and nothing is told,
   * where there is none that can be used.
   */
  async newestSections(): Promise<Section[] | null> {
    const { folder, prefix, store } = this.place;
    const code = codeFingerprint();
    try {
      const names = (await readdir(folder)).filter(
        (name) => name.startsWith(prefix) && name.endsWith(`-${code}${ENDING}`),
      );
      const [newest] = await byAge(names.map((name) => join(folder, name)));
      if (newest === undefined) return null;
      return await readSnapshot(newest.path, (key) => key.store === store && key.code === code);
    } catch {
      return null;
    }
  }

  /** Keeps the panel of a version, and takes older files away. Never rejects. */
  async write(version: StoredVersion, panel: Panel): Promise<void> {
    await this.writeSections(version, () => pack(panel));
  }

  /** The same with a panel that is packed already. */
  async writeSections(
    version: StoredVersion,
    packed: () => Section[] | Promise<Section[]>,
  ): Promise<void> {
    const path = this.path(version);
    try {
      const sections = await packed();
      await mkdir(this.place.folder, { recursive: true });
      await writeSnapshot(path, this.key(version), sections);
      await this.prune(path);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.tell(`the snapshot ${path} is not written: ${reason}`);
    }
  }

  async has(version: StoredVersion): Promise<boolean> {
    return access(this.path(version)).then(
      () => true,
      () => false,
    );
  }

  /** Whether the file of a version holds this panel, byte for byte. */
  async holds(version: StoredVersion, panel: Panel): Promise<boolean> {
    const expected = await pack(panel);
    try {
      const found = await readSnapshot(this.path(version), isKey(this.key(version)));
      return (
        found.length === expected.length &&
        found.every(({ kind, bytes }, k) => {
          const other = expected[k] as Section;
          return kind === other.kind && Buffer.compare(bytes, other.bytes) === 0;
        })
      );
    } catch {
      return false;
    }
  }

  private key({ number, hash, publishedAt, isSimulated }: StoredVersion): SnapshotKey {
    const { store } = this.place;
    return { store, number, hash, publishedAt, isSimulated, code: codeFingerprint() };
  }

  private path({ hash }: StoredVersion): string {
    const { folder, prefix } = this.place;
    return join(folder, `${prefix}${hash.slice(0, 16)}-${codeFingerprint()}${ENDING}`);
  }

  /** Keeps the file just written and the newest of the others; nobody writes for an hour. */
  private async prune(written: string): Promise<void> {
    const { folder, prefix } = this.place;
    const names = (await readdir(folder)).filter((name) => name.startsWith(prefix));
    const now = (await stat(written)).mtimeMs;
    const paths = names.map((name) => join(folder, name)).filter((path) => path !== written);
    const others = await byAge(paths.filter((path) => path.endsWith(ENDING)));
    for (const { path } of others.slice(KEPT - 1)) await rm(path, { force: true });
    for (const { path, at } of await byAge(paths.filter((it) => !it.endsWith(ENDING)))) {
      if (at < now - ABANDONED_MS) await rm(path, { force: true });
    }
  }
}

/** Files with the time of their last change, the newest first. */
async function byAge(paths: readonly string[]): Promise<{ path: string; at: number }[]> {
  const files: { path: string; at: number }[] = [];
  for (const path of paths) files.push({ path, at: (await stat(path)).mtimeMs });
  return files.sort((a, b) => b.at - a.at);
}

function isKey(key: SnapshotKey): (other: SnapshotKey) => boolean {
  const text = JSON.stringify(key);
  return (other) => JSON.stringify(other) === text;
}
