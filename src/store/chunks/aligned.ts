/** `size` bytes and as many more as it takes for numbers of eight bytes to begin behind them. */
export function aligned(size: number): number {
  return (size + 7) & ~7;
}
