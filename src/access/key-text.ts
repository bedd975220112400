import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A key as its owner has it: `lt_`, twelve letters that name it, `_`, and 43 that are secret. */
const FORM = /^lt_([0-9a-z]{12})_([\w-]{43})$/;
const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';

export interface NewKey {
  /** The public part. */
  readonly id: string;
  /** The whole key; told to its owner once and kept nowhere. */
  readonly text: string;
  /** What is stored of the secret part. */
  readonly secretHash: string;
}

/** Makes a key of 256 random bits beside its name. */
export function makeKey(): NewKey {
  const id = Array.from(randomBytes(12), (byte) => LETTERS[byte % LETTERS.length]).join('');
  const secret = randomBytes(32).toString('base64url');
  return { id, text: `lt_${id}_${secret}`, secretHash: hashOf(secret) };
}

/** The parts of a key; null for a text that is none. */
export function readKey(text: string): { id: string; secret: string } | null {
  const [, id, secret] = FORM.exec(text) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

/** SHA-256 in hexadecimal: the secret is random, so that a slow hash would protect nothing. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether a secret has a hash, in a time that does not tell how much of it is right. */
export function hasHash(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(secret), 'hex'), Buffer.from(hash, 'hex'));
}
