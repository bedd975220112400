/** Lets one holder in at a time, in the order of asking. */
export class FifoLock {
  private tail: Promise<void> = Promise.resolve();

  /** Runs `work` after all earlier ones have ended, however they ended. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const before = this.tail;
    let release: () => void = () => {};
    this.tail = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    try {
      return await work();
    } finally {
      release();
    }
  }
}
