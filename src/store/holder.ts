import { hostname } from 'node:os';

/** Name of this process for a lease: the machine and the process on it. */
export function holderName(): string {
  return `${hostname()}:${process.pid}`;
}

/** Whether a holder still runs, as far as this machine can know; another machine's counts as so. */
export function isHolderAlive(holder: string): boolean {
  const at = holder.lastIndexOf(':');
  if (holder.slice(0, at) !== hostname()) return true;
  const pid = Number(holder.slice(at + 1));
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
